"""`heed backup`: everything that this installation keeps, in one file, while it goes on serving."""

import sqlite3
import sys
from pathlib import Path

from heed.cli import ground
from heed.cli.progress import stoppable
from heed.cli.refused import Refused

STANDARD_OUTPUT = "-"


def backup(to: str, *, replace: bool) -> int:
    """Write a backup and say where it lies."""
    ground.stand()
    from heed.cli.keeping import writing

    if to == STANDARD_OUTPUT:
        if sys.stdout.isatty():
            raise Refused("A backup is no text for a terminal: name a file, or pipe it on.")
        with stoppable(writing.STOPPED), ground.database_answers():
            writing.write(sys.stdout.buffer)
        last_backup().touch()
        return 0
    try:
        with ground.database_answers():
            path, manifest = writing.to_file(Path(to), replace=replace)
    except sqlite3.Error as problem:
        raise Refused(f"The database could not be read ({problem}); nothing was written.") from None
    last_backup().touch()
    rows = manifest.rows_of
    print(
        f"{path} holds everything: messages {rows('edition_edition'):,}, comments "
        f"{rows('edition_comment'):,}, people {rows('people_person'):,}.\n"
        "Keep it on another machine, and a copy of HEED_SECRET_KEY in a third place: without it "
        "the addresses and private pages cannot be read."
    )
    return 0


def last_backup() -> Path:
    """A file whose age is that of the last backup that somebody asked for."""
    from django.conf import settings

    return Path(settings.HEED_HOME) / "last-backup"
