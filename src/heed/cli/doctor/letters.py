"""Two short texts with this installation's own values: for those who run the mail, and for those
who run the directory in which people sign in."""

from heed.config import chosen
from heed.config.environment import Environment

# Where the directory sends people back to.
REDIRECT_PATH = "/sign-in/directory/back/"

MAIL = """\
To the mail team
----------------
Please let Heed, our weekly leadership message, send mail.

  It sends from        {sender}
  It hands over to     {server}
  How                  {how}
  It runs at           {address}

We need from you:
  1. an account, or a rule for the address of the machine that Heed runs on, that may send as
     {sender};
  2. that address to exist, and somebody to read what comes back to it;
  3. SPF, DKIM and DMARC of {domain} to cover that server, so that nothing lands in junk; the
     signature of DKIM has to cover List-Unsubscribe and List-Unsubscribe-Post as well;
  4. room for one mail to everybody within the hour in which a message goes out;
  5. if links in mail are opened by a scanner: nothing to do. Nothing in these mails can be
     set off by opening a link.
At most one mail a week goes to each person, and besides it only what they have just asked for.
"""

DIRECTORY = """\
To the Entra team
-----------------
Please register Heed, our weekly leadership message, as an application for this tenant alone.

  Name                 Heed
  Kind                 Web (authorisation code with a client secret)
  Redirect address     {address}{redirect}
  Home page            {address}/
  Permissions          openid, profile, email (delegated; nothing else, no Graph)
  Optional claims      acct, email and xms_edov in the ID token
  Assignment           everybody who works here

We need from you, by a safe way:
  HEED_OIDC_ISSUER     https://login.microsoftonline.com/TENANT-ID/v2.0
  HEED_OIDC_CLIENT     the application (client) ID
  HEED_OIDC_SECRET     a client secret, and the day on which it ends
Heed reads nothing else from the directory. It first knows somebody by the name with which they
sign in, or by an address that the directory vouches for, and from then on whatever becomes of it.
"""

_HOW = {
    "": "SMTP, not encrypted: better would be STARTTLS on port 587",
    "starttls": "SMTP with STARTTLS",
    "tls": "SMTP over TLS",
}


def letters() -> str:
    """Both texts."""
    environment = chosen.environment()
    directory = DIRECTORY.format(address=environment.address, redirect=REDIRECT_PATH)
    return f"{_mail(environment)}\n\n{directory}"


def _mail(environment: Environment) -> str:
    mail = environment.mail
    assert mail is not None
    account = f", signed in as {mail.user}" if mail.user else ", without signing in"
    return MAIL.format(
        sender=environment.mail_from,
        domain=environment.mail_from.rpartition("@")[2],
        server=f"{mail.host}, port {mail.port}",
        how=_HOW[mail.security] + account,
        address=environment.address,
    )
