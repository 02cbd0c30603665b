"""Migrations applied one after the other: all of them, or those that a backup had seen."""

from collections.abc import Iterable
from typing import Any

from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from heed.cli.progress import progress

Name = tuple[str, str]


def bring_up_to_date() -> int:
    """Apply what the database lacks; gives back how many were applied."""
    executor = _executor()
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    emit_pre_migrate_signal(0, False, connection.alias, plan=plan)
    _apply(executor, plan, "Bringing the database up to date")
    emit_post_migrate_signal(0, False, connection.alias, plan=plan)
    return len(plan)


def bring_to(wanted: Iterable[Name]) -> None:
    """Give an empty database the tables as they were when just these had been applied."""
    names = set(wanted)
    executor = _executor()
    whole = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    plan = [step for step in whole if (step[0].app_label, step[0].name) in names]
    _apply(executor, plan, "Making the tables")


def _executor() -> MigrationExecutor:
    return MigrationExecutor(connection)


def _apply(executor: MigrationExecutor, plan: list[Any], what: str) -> None:
    with progress(what, total=len(plan)) as done:

        def look(action: str, *_more: object) -> None:
            if action == "apply_success":
                _settle()
                done()

        executor.progress_callback = look
        executor.migrate(executor.loader.graph.leaf_nodes(), plan=plan)


def _settle() -> None:
    """In one transaction, no table can be altered while a check of its rows is still owed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
