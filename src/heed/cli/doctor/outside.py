"""What Heed speaks with: the mail server, and the address at which people find it. Nobody else."""

import http.client
import socket
import ssl
from email.utils import parseaddr

from heed.cli.doctor.finding import Finding, fine, look_at, wrong
from heed.config import chosen

PATIENCE = 8
WANTED = ("content-security-policy", "strict-transport-security", "x-content-type-options")


def mail_server() -> Finding:
    from heed.outbox import server

    mail = chosen.environment().mail
    assert mail is not None
    where = f"{mail.host}:{mail.port}"
    try:
        server.try_out(timeout=PATIENCE)
    except server.NotReached as problem:
        return wrong(f"{where}: {problem}", "look at HEED_MAIL_URL; ./heed doctor --letters")
    if not mail.security:
        return look_at(
            f"{where} answers, and mail goes to it unencrypted", "use starttls:// in HEED_MAIL_URL"
        )
    return fine(f"{where} answers, with a certificate that holds")


def sender() -> Finding:
    environment = chosen.environment()
    sender = parseaddr(environment.mail_from)[1].rpartition("@")[2].lower()
    if sender.endswith(("example", "example.org", "example.com", "localhost")):
        return wrong(f"nobody can answer to {environment.mail_from}", "set HEED_MAIL_FROM")
    domain = environment.domain
    if not (domain.endswith(sender) or _parent(domain) == _parent(sender)):
        return look_at(
            f"{environment.mail_from} is of another organisation than {domain}",
            "./heed doctor --letters has a request for the mail team",
        )
    return fine(environment.mail_from)


def _parent(domain: str) -> str:
    return domain.partition(".")[2]


def address() -> Finding:
    environment = chosen.environment()
    mend = "look at the web server before Heed, and at HEED_ADDRESS"
    try:
        status, headers = _ask(environment.domain, environment.address)
    except ssl.SSLCertVerificationError as problem:
        return wrong(f"the certificate does not hold ({problem.verify_message})", mend)
    except socket.gaierror:
        return wrong(f"{environment.domain} leads nowhere from here", "ask for the name in the DNS")
    except (OSError, http.client.HTTPException) as problem:
        return wrong(f"{environment.address} does not answer ({type(problem).__name__})", mend)
    if 300 <= status < 400:
        return wrong(
            f"{environment.address} leads on to somewhere else", "set HEED_BEHIND_PROXY=on"
        )
    if status != 200:
        return wrong(f"{environment.address} answers with {status}", mend)
    lacking = [name for name in WANTED if name not in headers]
    if lacking:
        return wrong(f"the web server takes away {', '.join(lacking)}", mend)
    return fine(f"{environment.address} answers, as it should")


def _ask(domain: str, whole: str) -> tuple[int, set[str]]:
    port = whole.rpartition(":")[2]
    connection = http.client.HTTPSConnection(
        domain,
        int(port) if port.isdigit() else 443,
        timeout=PATIENCE,
        context=ssl.create_default_context(),
    )
    try:
        connection.request("GET", "/house-rules/")
        answer = connection.getresponse()
        return answer.status, {name.lower() for name, _value in answer.getheaders()}
    finally:
        connection.close()
