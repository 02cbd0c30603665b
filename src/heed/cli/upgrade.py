"""`heed upgrade`: the database brought up to date, with a copy kept and the old state on failure."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from heed.cli import ground
from heed.cli.progress import stoppable
from heed.cli.refused import Refused
from heed.config import build, chosen

# The copy that is kept, the one that is changed, and what changing it writes beside.
ROOM = 3
SMALLEST_ROOM = 50 * 2**20


@dataclass(frozen=True, slots=True)
class Upgraded:
    """How many migrations were applied, and where the state before them lies."""

    applied: int
    kept: Path | None


def upgrade() -> int:
    """Check, keep, change, verify, and say what was done."""
    ground.stand()
    done = bring_up_to_date()
    from heed.cli.static import collect

    collect()
    if not done.applied:
        print(f"Everything is up to date: this is Heed {build.version()}.")
        return 0
    many = "One change was" if done.applied == 1 else f"{done.applied} changes were"
    print(f"{many} made to the database, and it was checked: this is Heed {build.version()}.")
    if done.kept:
        print(f"What was here before lies in {done.kept}.")
    return 0


def bring_up_to_date() -> Upgraded:
    """Apply what the database lacks; where that fails, it is as it was, and a sentence says why.

    An empty database has nothing to keep. Where several servers begin at once, one does this and
    the others wait for it.
    """
    from heed.cli.keeping import exchange, migrating
    from heed.clock.turns import wait_for_turn

    stopped = "Stopped: the database is as it was."
    with stoppable(stopped), ground.database_answers(), wait_for_turn("migrate"):
        ground.refuse_newer_database()
        if not ground.pending_migrations():
            return Upgraded(0, None)
        if not exchange.is_anything_here():
            return Upgraded(migrating.bring_up_to_date(), None)
        _check_room()
        with exchange.alone():
            kept = exchange.keep("before-upgrade")
            return Upgraded(_migrate(kept), kept)


def _migrate(kept: Path) -> int:
    from heed.cli.keeping import exchange, migrating

    try:
        with exchange.in_place_of_what_is_here(begin_empty=False):
            applied = migrating.bring_up_to_date()
            exchange.rows_of_connection().check()
            if ground.pending_migrations() or not ground.has_begun():
                raise Refused("it was not whole afterwards")
    except Exception as problem:
        # Whatever a change stumbles over, nothing of it stays.
        why = " ".join(str(problem).split()) or type(problem).__name__
        raise Refused(
            f"The database could not be brought up to date ({why}). It is as it was: go on with "
            f"the Heed that you had. A copy lies in {kept}."
        ) from problem
    return applied


def _check_room() -> None:
    home = chosen.environment().home
    wanted = SMALLEST_ROOM
    if ground.kind_of_database() == "sqlite":
        wanted += ROOM * ground.database_file().stat().st_size
    free = shutil.disk_usage(home).free
    if free < wanted:
        raise Refused(
            f"There are {free // 2**20:,} MB free in {home} and {wanted // 2**20:,} MB are needed "
            "to keep a copy first. Nothing was changed."
        )
