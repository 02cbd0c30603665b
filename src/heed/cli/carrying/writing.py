"""`heed export`: everything as lines of JSON and pictures, from one moment, while Heed goes on."""

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import ExpressionWrapper, F

from heed import seal
from heed.cli.carrying import shape
from heed.cli.carrying.shape import Column, Kind
from heed.cli.progress import progress, stoppable
from heed.cli.refused import Refused

AT_ONCE = 200
FILES_AT_ONCE = 20
# Zip can say no earlier moment; the same content is then always the same bytes.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)
FOR_THE_OWNER = 0o600


def export(file: Path) -> int:
    """Write the export beside ``file`` and give it its name when it is whole."""
    with stoppable(f"Stopped: {file} was not written."), _beside(file) as begun, one_moment():
        counts = write(begun)
    print(f"{file}: {sum(counts.values()):,} rows of {len(counts)} kinds.")
    print("What is sealed in it can only be read with this installation's secret key.")
    return 0


def write(path: Path) -> dict[str, int]:
    """Write the whole archive; gives back how many rows of each kind. The caller holds the moment."""
    counts: dict[str, int] = {}
    total = sum(kind.model._base_manager.count() for kind in shape.kinds())
    with zipfile.ZipFile(path, "w") as archive, progress("Writing", total=total) as done:
        for kind in shape.kinds():
            counts[kind.name] = _write_rows(archive, kind, done)
            for column in kind.columns:
                if column.type == "file":
                    _write_files(archive, kind, column)
        with _entry(archive, shape.MANIFEST) as out:
            out.write((json.dumps(_manifest(counts), indent=1) + "\n").encode())
    return counts


def key_fingerprint() -> str:
    """Tells whether an installation has the key that an export was sealed with."""
    return seal.digest("heed export", purpose="export-key")


def _manifest(counts: dict[str, int]) -> dict[str, Any]:
    return {"format": shape.FORMAT, "key": key_fingerprint(), "rows": counts}


def _write_rows(archive: zipfile.ZipFile, kind: Kind, done: Callable[..., None]) -> int:
    columns = [column for column in kind.columns if column.type != "file"]
    rows = kind.model._base_manager.order_by("pk")
    # A sealed column is written as it is kept, and not opened.
    sealed = {
        f"kept_{column.field.name}": ExpressionWrapper(
            F(column.field.name), output_field=models.TextField()
        )
        for column in columns
        if column.type == "sealed"
    }
    names = [
        f"kept_{column.field.name}" if column.type == "sealed" else column.field.attname
        for column in columns
    ]
    count = 0
    with _entry(archive, kind.path) as out:
        for values in rows.annotate(**sealed).values_list(*names).iterator(chunk_size=AT_ONCE):
            said = {c.name: written(value) for c, value in zip(columns, values, strict=True)}
            for column in kind.columns:
                if column.type == "file":
                    said[column.name] = kind.media_path(column, said[shape.NUMBER])
            out.write((json.dumps(said, ensure_ascii=False) + "\n").encode())
            count += 1
            done()
    return count


def _write_files(archive: zipfile.ZipFile, kind: Kind, column: Column) -> None:
    rows = kind.model._base_manager.order_by("pk").values_list("pk", column.field.name)
    for number, data in rows.iterator(chunk_size=FILES_AT_ONCE):
        with _entry(archive, kind.media_path(column, number)) as out:
            out.write(bytes(data))


def written(value: Any) -> Any:
    """A value as JSON holds it: moments in Greenwich time, with a Z."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, dict):
        return {key: written(value[key]) for key in sorted(value)}
    return value


@contextmanager
def _entry(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    about = zipfile.ZipInfo(name, NO_MOMENT)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.create_system = 3
    about.external_attr = FOR_THE_OWNER << 16
    with archive.open(about, "w", force_zip64=True) as out:
        yield out


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it is now, whatever others write meanwhile; nobody has to wait."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Django's own transactions begin as writers here; this one only reads.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A new file beside the one that is wanted, for its owner alone; renamed when it is whole."""
    if file.exists():
        raise Refused(f"There is a file {file} already; name another.")
    begun = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FOR_THE_OWNER))
        yield begun
        with begun.open("rb+") as whole:
            os.fsync(whole.fileno())
        begun.replace(file)
    except OSError as problem:
        why = (problem.strerror or "unknown reason").lower()
        raise Refused(f"{file} cannot be written ({why}); nothing was left behind.") from None
    finally:
        with suppress(OSError):
            begun.unlink(missing_ok=True)
