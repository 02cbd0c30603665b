"""Whether an answer of the directory is the directory's, to us, now, and to this very question.

The sign-in library takes an ID token on trust where it came over TLS, and looks at no nonce. Here
everything is looked at that OpenID Connect Core 3.1.3.7 asks for, and the tenant besides.
"""

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

LEEWAY = timedelta(minutes=2)
OLDEST = timedelta(minutes=15)
# Signatures by a key pair alone: with a shared one (HS…), whoever knows what is public signs.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
NEEDED = ("iss", "aud", "sub", "exp", "iat", "nonce")

Claims = dict[str, Any]


class NotBelieved(Exception):
    """An answer that is not what was asked for; says which part, for the log alone."""


def read(
    token: object,
    *,
    keys: object,
    issuer: str,
    client: str,
    tenant: str,
    nonce: object,
    at: datetime,
) -> Claims:
    """What the directory says of somebody. Raises `NotBelieved`.

    ``keys`` is the directory's key set as it stands at its own address.
    """
    if not isinstance(token, str):
        raise NotBelieved("no ID token")
    claims = _signed(token, keys)
    _addressed(claims, issuer=issuer, client=client)
    _timely(claims, at=at)
    if not (
        isinstance(nonce, str)
        and nonce
        and isinstance(claims["nonce"], str)
        and hmac.compare_digest(claims["nonce"].encode(), nonce.encode())
    ):
        raise NotBelieved("nonce")
    if tenant and claims.get("tid") != tenant:
        raise NotBelieved("tenant")
    return claims


def _signed(token: str, keys: object) -> Claims:
    try:
        header = jwt.get_unverified_header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise NotBelieved("algorithm")
        key = jwt.PyJWK(_key(keys, header.get("kid")), algorithm=algorithm)
        claims: Claims = jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            # Time and address are looked at below, by Heed's own clock.
            options={
                "require": list(NEEDED),
                "verify_exp": False,
                "verify_iat": False,
                "verify_nbf": False,
                "verify_aud": False,
                "verify_iss": False,
            },
        )
    except (jwt.PyJWTError, ValueError, TypeError) as why:
        raise NotBelieved(f"signature ({type(why).__name__})") from why
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise NotBelieved("subject")
    return claims


def _key(keys: object, kid: object) -> dict[str, Any]:
    listed = keys.get("keys") if isinstance(keys, dict) else None
    fit = [
        key
        for key in (listed if isinstance(listed, list) else [])
        if isinstance(key, dict)
        and key.get("kty") in ("RSA", "EC")
        and key.get("use", "sig") == "sig"
        and (kid is None or key.get("kid") == kid)
    ]
    if len(fit) != 1:
        raise NotBelieved("key")
    return fit[0]


def _addressed(claims: Claims, *, issuer: str, client: str) -> None:
    if claims["iss"] != issuer:
        raise NotBelieved("issuer")
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if client not in audience:
        raise NotBelieved("audience")
    if claims.get("azp", client if len(audience) == 1 else None) != client:
        raise NotBelieved("authorised party")


def _timely(claims: Claims, *, at: datetime) -> None:
    ends, begun = _moment(claims, "exp"), _moment(claims, "iat")
    starts = _moment(claims, "nbf") if "nbf" in claims else begun
    if ends <= at - LEEWAY:
        raise NotBelieved("expired")
    if max(begun, starts) > at + LEEWAY or begun < at - OLDEST:
        raise NotBelieved("not of now")


def _moment(claims: Claims, name: str) -> datetime:
    said = claims[name]
    try:
        if isinstance(said, bool) or not isinstance(said, int | float):
            raise TypeError
        return datetime.fromtimestamp(said, UTC)
    except (TypeError, ValueError, OverflowError, OSError) as why:
        raise NotBelieved(name) from why
