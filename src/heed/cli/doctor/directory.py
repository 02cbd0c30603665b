"""The organisation's directory: whether it is the one that is named, and knows Heed."""

from heed.cli.doctor.finding import Finding, fine, wrong
from heed.config import chosen


def directory() -> Finding:
    from heed.people import directory

    named = chosen.environment().directory
    if named is None:
        return fine("none is set; people sign in with a code by mail")
    try:
        directory.try_out()
    except directory.CannotBeUsed as problem:
        return wrong(
            f"{named.issuer}: {problem}",
            "put HEED_OIDC_… right, or ask the directory team: ./heed doctor --letters",
        )
    return fine(f"{named.issuer} answers, and knows Heed")
