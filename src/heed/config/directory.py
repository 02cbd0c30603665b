"""The organisation's own directory, with which people may sign in: what was said about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

USUAL_NAME = "your work account"
LONGEST_NAME = 60
ENTRA = (".microsoftonline.com", ".microsoftonline.us", ".microsoftonline.cn", ".windows.net")
TENANT = re.compile(r"/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/v2\.0")
EXAMPLE = "https://login.microsoftonline.com/<your tenant’s number>/v2.0"


@dataclass(frozen=True, slots=True)
class Directory:
    """An OpenID provider, and what Heed is called there. `name` stands on the sign-in button."""

    issuer: str
    client: str
    secret: str
    name: str = USUAL_NAME

    @property
    def tenant(self) -> str:
        """The tenant of Microsoft Entra that the issuer names, or nothing."""
        found = TENANT.fullmatch(urlsplit(self.issuer).path)
        return found[1] if found else ""


def read(text: Callable[[str], str], mistakes: list[str]) -> Directory | None:
    """The directory, from what `text` says of each variable; None where there is none."""
    issuer, client, secret, name = (
        text(f"HEED_OIDC_{part}") for part in ("ISSUER", "CLIENT", "SECRET", "NAME")
    )
    given = {"ISSUER": issuer, "CLIENT": client, "SECRET": secret}
    if not any(given.values()):
        if name:
            mistakes.append(
                "HEED_OIDC_NAME names a directory, and HEED_OIDC_ISSUER is missing: "
                "say which one it is, or take the name away."
            )
        return None
    mistakes += [
        f"HEED_OIDC_{part} is missing: to sign in with the directory takes the issuer, the client "
        "and the secret; set all three, or none."
        for part, value in given.items()
        if not value
    ]
    if issuer:
        mistakes += _about_issuer(issuer)
    if len(name) > LONGEST_NAME or not name.isprintable():
        mistakes.append(
            f"HEED_OIDC_NAME has to be one line of at most {LONGEST_NAME} characters: it stands on "
            "a button, after “Sign in with”."
        )
    return Directory(issuer=issuer, client=client, secret=secret, name=name or USUAL_NAME)


def _about_issuer(issuer: str) -> list[str]:
    parts = _split(issuer)
    if (
        parts is None
        or parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
        or parts.username
        or "/.well-known/" in parts.path
    ):
        return [f"HEED_OIDC_ISSUER cannot be read: write it like {EXAMPLE}, with nothing after it."]
    if parts.scheme == "http" and not is_here(parts.hostname):
        return ["HEED_OIDC_ISSUER is not encrypted: it has to begin with https://."]
    if f".{parts.hostname}".endswith(ENTRA) and not TENANT.fullmatch(parts.path):
        said = (
            "HEED_OIDC_ISSUER names no one tenant, so that anybody with any work account might "
            f"come: write it like {EXAMPLE}."
        )
        return [said]
    return []


def is_here(host: str) -> bool:
    """Whether a host is this very machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _split(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  a port that is no number shows itself only when it is asked for
    except ValueError:
        return None
    return parts
