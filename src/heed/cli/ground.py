"""What the commands stand on: the settings, the database and the static files."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from heed.cli.refused import Refused
from heed.config import chosen
from heed.config.environment import Mistakes, hand_down

REAL, DEMO = "heed.config.settings", "heed.config.demo_settings"


def stand(settings: str = REAL) -> None:
    """Load Django; refuses with one sentence for each mistake in the environment."""
    # Whatever Heed writes is for its own account alone, the database above all.
    os.umask(0o077)
    hand_down(DJANGO_SETTINGS_MODULE=settings)
    if settings == REAL:
        try:
            chosen.choose(chosen.environment())
        except Mistakes as mistakes:
            raise Refused(str(mistakes)) from None
    import django

    django.setup()


@contextmanager
def database_answers() -> Iterator[None]:
    """Turn a database that cannot be reached into a sentence."""
    from django.db import OperationalError

    try:
        yield
    except OperationalError as problem:
        raise Refused(
            f"The database does not answer: {' '.join(str(problem).split())}."
        ) from problem


def migrate() -> int:
    """Apply what the database lacks, one process at a time; gives back how many were applied."""
    from django.core.management import call_command

    from heed.clock.turns import wait_for_turn

    with database_answers(), wait_for_turn("migrate"):
        count = pending_migrations()
        if count:
            call_command("migrate", interactive=False, verbosity=0)
        return count


def pending_migrations() -> int:
    """How many migrations the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with database_answers():
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_migrations(applied: Iterable[tuple[str, str]]) -> list[str]:
    """Those that this Heed does not have: somebody newer applied them."""
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None)
    return [
        f"{room}.{name}"
        for room, name in applied
        if (room, name) not in known.disk_migrations and room in known.migrated_apps
    ]


def refuse_newer_database() -> None:
    """Refuse where a newer Heed has changed the database."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    with database_answers():
        applied = MigrationRecorder(connection).applied_migrations()
    if unknown := unknown_migrations(applied):
        raise Refused(
            f"The database was changed by a newer Heed ({unknown[0]}): go on with that one, "
            "or restore a backup."
        )


def refuse_other_database() -> None:
    """Refuse where the database is older or newer than this Heed."""
    refuse_newer_database()
    if pending_migrations():
        raise Refused(
            "The database is older than this Heed; `./heed upgrade` brings it up to date, "
            "and so does `./heed serve`."
        )


def has_begun() -> bool:
    """Whether an organisation has been begun in this database."""
    from heed.people import queries

    return queries.about_organisation() != queries.About()


def kind_of_database() -> str:
    """ "sqlite" or "postgresql"."""
    from django.db import connection

    return connection.vendor


def database_file() -> Path:
    """Where the SQLite database lies."""
    from django.db import connection

    return Path(connection.settings_dict["NAME"])


def is_ours(table: str) -> bool:
    """Whether a table belongs to Heed, and not to somebody else who keeps things in the database."""
    from django.apps import apps

    labels = (*(config.label for config in apps.get_app_configs()), "django")
    return table.startswith(tuple(f"{label}_" for label in labels))


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there."""
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def remove_database(path: Path) -> None:
    """Delete an SQLite database with what lies beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
