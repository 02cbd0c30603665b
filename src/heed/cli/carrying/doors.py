"""Where both commands begin: Django is loaded before anything that needs it."""

from pathlib import Path

from heed.cli import ground
from heed.cli.refused import Refused


def export(file: Path) -> int:
    """Write everything that an organisation has here."""
    ground.stand()
    ground.refuse_other_database()
    if not ground.has_begun():
        raise Refused("No organisation has been begun here, so there is nothing to export.")
    from heed.cli.carrying import writing

    return writing.export(file)


def bring_in(file: Path) -> int:
    """Read an export into a new installation."""
    ground.stand()
    from heed.cli.carrying import reading

    return reading.bring_in(file)
