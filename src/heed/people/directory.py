"""Signing in with the organisation's directory: OpenID Connect, by the sign-in library's provider.

The library asks, keeps the state and proves who asked (PKCE). Heed believes the answer or not
(`id_token`), knows the person or not (`account_of`), and keeps neither token nor claim.
"""

import logging
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from heed import clock, seal
from heed.people import id_token, queries
from heed.people.models import DirectoryAccount, Person

NAME = "directory"
WHERE = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
PURPOSE = "directory-account"
KNOWN_FOR = 5 * 60
LONGEST_WHY = 160

logger = logging.getLogger(__name__)


class CannotComeIn(Exception):
    """Somebody whom the directory knows and who may not come in; the sentence says why."""


class CannotBeUsed(Exception):
    """The directory would let nobody in; the sentence says why."""


class Provider(OpenIDConnectProvider):
    """The one directory that the environment names; always with PKCE."""

    pkce_enabled_default = True

    def __init__(self, request: HttpRequest) -> None:
        named = settings.HEED_DIRECTORY
        app = SocialApp(
            provider=self.id,
            provider_id=NAME,
            name=named.name,
            client_id=named.client,
            secret=named.secret,
            settings={"server_url": named.issuer},
        )
        super().__init__(request, app=app)

    def get_oauth2_adapter(self, request: HttpRequest) -> "Conversation":
        return Conversation(request)


class Conversation(OpenIDConnectOAuth2Adapter):
    """What is said to the directory's own addresses, and what it answers there."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request, NAME)

    def get_provider(self) -> Provider:
        return Provider(self.request)

    @property
    def openid_config(self) -> dict[str, Any]:
        if not hasattr(self, "_openid_config"):
            minutes = int(clock.now().timestamp()) // KNOWN_FOR
            self._openid_config = _configuration(settings.HEED_DIRECTORY.issuer, minutes)
        return self._openid_config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """As it stands in the directory, whatever a browser says that we are called."""
        return f"{settings.HEED_ADDRESS}{reverse('people:directory_back')}"

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            answer = super().get_access_token_data(*args, **kwargs)
        except (KeyError, ValueError, TypeError) as why:
            raise OAuth2Error("The token endpoint did not answer as it should.") from why
        if not isinstance(answer, dict):
            raise OAuth2Error("The token endpoint did not answer as it should.")
        return answer

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """Heed asks the directory nothing more, and so keeps nothing to ask with."""
        return SocialToken(token="")

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        said = {
            "id_token": kwargs["response"].get("id_token"),
            "keys": _fetch(self.openid_config["jwks_uri"]),
        }
        account = SocialAccount(provider=NAME, uid="-", extra_data=said)
        return SocialLogin(provider=self.get_provider(), account=account)


def try_out() -> None:
    """Ask the directory for what it says of itself, and show it our name and secret with a code
    that is none: it then says whether it knows us. Nobody is signed in. Raises `CannotBeUsed`."""
    named = settings.HEED_DIRECTORY
    talk = Conversation(HttpRequest())
    ours = {"client_id": named.client, "client_secret": named.secret}
    try:
        asked = {
            "grant_type": "authorization_code",
            "code": "none",
            "code_verifier": "none" * 11,
            "redirect_uri": f"{settings.HEED_ADDRESS}{reverse('people:directory_back')}",
        }
        _fetch(talk.openid_config["jwks_uri"])
        with get_adapter().get_requests_session() as session:
            answer = session.post(
                talk.access_token_url,
                data=asked if talk.basic_auth else asked | ours,
                auth=(named.client, named.secret) if talk.basic_auth else None,
            )
    except OAuth2Error as why:
        raise CannotBeUsed(str(why).rstrip(".")) from why
    except requests.exceptions.SSLError as why:
        raise CannotBeUsed(
            _("its certificate does not hold; REQUESTS_CA_BUNDLE can name your own authority")
        ) from why
    except requests.HTTPError as why:
        status = why.response.status_code
        raise CannotBeUsed(_("it answers with %s: is the issuer right?") % status) from why
    except requests.RequestException as why:
        raise CannotBeUsed(_("it does not answer (%s)") % type(why).__name__) from why
    _refuse_unknown(answer)


def _refuse_unknown(answer: requests.Response) -> None:
    """What a directory says about a code that is none, if it knows who asks, is "invalid_grant"."""
    try:
        said = answer.json()
        error, why = str(said["error"]), str(said.get("error_description", ""))
    except (ValueError, KeyError, TypeError):
        error, why = str(answer.status_code), ""
    if error in ("invalid_client", "unauthorized_client", "401"):
        first = " ".join(why.split())[:LONGEST_WHY]
        raise CannotBeUsed(
            _("it does not take the client and its secret: wrong, or expired")
            + (f" ({first})" if first else "")
        )


def claims_of(login: SocialLogin) -> id_token.Claims:
    """What the directory says, once every part of it is believed. Raises `CannotComeIn`."""
    named = settings.HEED_DIRECTORY
    said = login.account.extra_data
    try:
        return id_token.read(
            said["id_token"],
            keys=said["keys"],
            issuer=named.issuer,
            client=named.client,
            tenant=named.tenant,
            nonce=login.state.get("nonce"),
            at=clock.now(),
        )
    except id_token.NotBelieved as why:
        logger.warning("An answer of the directory was not believed: %s.", why)
        raise CannotComeIn(
            _(
                "What came back from the directory cannot be believed, so nobody was signed in. "
                "Begin again, or ask for a code by mail."
            )
        ) from why


def has_second_factor(claims: id_token.Claims) -> bool:
    """Whether the directory has asked for more than one thing."""
    methods = claims.get("amr")
    return isinstance(methods, list) and "mfa" in methods


@transaction.atomic
def person_of(claims: id_token.Claims) -> Person:
    """Who this is. The first time by an address that the directory vouches for, and from then on
    by who the directory says it is, whatever becomes of the address. Raises `CannotComeIn`."""
    who = _subject(claims)
    marks = seal.digests(who, purpose=PURPOSE)
    account = DirectoryAccount.objects.select_related("person").filter(digest__in=marks).first()
    if account is not None:
        if not account.person.is_active:
            raise CannotComeIn(_nobody())
        if account.digest != marks[0]:
            account.digest = marks[0]
            account.save(update_fields=["digest"])
        return account.person
    person = next(filter(None, map(queries.by_email, _vouched(claims))), None)
    if person is None:
        raise CannotComeIn(_nobody())
    account, made = DirectoryAccount.objects.get_or_create(
        person=person, defaults={"digest": marks[0]}
    )
    if not made and account.digest not in marks:
        raise CannotComeIn(
            _(
                "Your address is linked with another account of the directory. Ask an "
                "administrator of Heed to unlink it, or ask for a code by mail."
            )
        )
    return person


def unlink(*, person: Person) -> None:
    """Forget which account of the directory is somebody's; the next sign-in links it anew."""
    DirectoryAccount.objects.filter(person=person).delete()


def _subject(claims: id_token.Claims) -> str:
    """Who this is for ever. In Entra that is the object, which outlives a new registration."""
    if settings.HEED_DIRECTORY.tenant:
        if not isinstance(claims.get("oid"), str) or not claims["oid"]:
            raise CannotComeIn(_nobody())
        return f"{claims['iss']} {claims['oid']}"
    return f"{claims['iss']} {claims['sub']}"


def _vouched(claims: id_token.Claims) -> list[str]:
    """The addresses that are somebody's because the directory itself says so.

    An `email` may be whatever its bearer, or another tenant, has typed, unless it is verified. The
    name for signing in belongs to the one tenant, unless a guest brought it along.
    """
    found = []
    if claims.get("email_verified") is True or claims.get("xms_edov") in (True, 1, "1", "true"):
        found.append(claims.get("email"))
    is_guest = (
        claims.get("acct", 0) not in (0, "0") or claims.get("idp", claims["iss"]) != (claims["iss"])
    )
    if settings.HEED_DIRECTORY.tenant and not is_guest:
        found.append(claims.get("preferred_username"))
    return [address for address in found if _is_address(address)]


def _is_address(said: object) -> bool:
    # Of letters that look or sort alike, a database may take one for the other.
    if not isinstance(said, str) or not said.isascii():
        return False
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True


def _nobody() -> str:
    return _(
        "The directory knows you, and Heed does not: nobody here has the address that it gives. "
        "Ask an administrator of Heed, or ask for a code by mail."
    )


@lru_cache(maxsize=2)
def _configuration(issuer: str, _minutes: int) -> dict[str, Any]:
    """What the directory says of itself; asked once in five minutes by each process."""
    found = _fetch(issuer.rstrip("/") + WHERE)
    if not isinstance(found, dict) or found.get("issuer") != issuer:
        raise OAuth2Error("The directory gives another name than the one that is set.")
    for name in ENDPOINTS:
        address = found.get(name)
        parts = urlsplit(address) if isinstance(address, str) else None
        if parts is None or parts.scheme not in ("https", urlsplit(issuer).scheme):
            raise OAuth2Error(f"The directory has no {name} that can be used.")
    return found


def _fetch(address: str) -> Any:
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        try:
            return answer.json()
        except requests.JSONDecodeError as why:
            raise OAuth2Error("The directory did not answer as it should.") from why
