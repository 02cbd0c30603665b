"""Whom the visitor plays. The crowd leaves alone what is theirs to do."""

from heed.demo.models import Act


def begin(email: str) -> None:
    """From now on the visitor does what this person would do."""
    Act.objects.get_or_create(key=_key(email))


def is_played(email: str) -> bool:
    """Whether the visitor has ever become this person."""
    return Act.objects.filter(key=_key(email)).exists()


def _key(email: str) -> str:
    return f"played:{email}"
