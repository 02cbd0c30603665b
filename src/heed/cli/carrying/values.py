"""One line of an export, believed only as far as the field it belongs to allows."""

import json
import math
import re
from datetime import UTC, date, datetime, time
from typing import Any, NoReturn
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from heed import seal
from heed.cli.carrying.shape import Column

LARGEST_NUMBER = 2**63 - 1
_RANGES: list[tuple[type[Any], tuple[int, int]]] = [
    (models.PositiveBigIntegerField, (0, LARGEST_NUMBER)),
    (models.BigIntegerField, (-LARGEST_NUMBER, LARGEST_NUMBER)),
    (models.PositiveSmallIntegerField, (0, 32_767)),
    (models.SmallIntegerField, (-32_768, 32_767)),
    (models.PositiveIntegerField, (0, 2**31 - 1)),
    (models.AutoField, (1, LARGEST_NUMBER)),
    (models.IntegerField, (-(2**31), 2**31 - 1)),
]
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
_NOT_KEPT = re.compile("[\0\ud800-\udfff]")


class Wrong(Exception):
    """A line or a value that cannot be what it says; the words end a sentence."""


def row_of(line: bytes) -> dict[str, Any]:
    """The object on a line. Raises `Wrong`."""
    try:
        found = json.loads(
            line.decode(), object_pairs_hook=_once_each, parse_constant=_refuse_constant
        )
    except UnicodeDecodeError:
        raise Wrong("is not UTF-8") from None
    except (ValueError, RecursionError):
        raise Wrong("is not JSON") from None
    if not isinstance(found, dict):
        raise Wrong("is no object")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Wrong("says the same thing twice")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise Wrong(f"holds {name}, which is no number")


def value_of(column: Column, given: Any) -> Any:
    """The value as the model takes it; raises `Wrong`."""
    if given is None:
        if not column.field.null:
            raise Wrong(f"has no {column.name}")
        return None
    try:
        value = _READ[column.type](column, given)
    except (ValueError, TypeError, OverflowError):
        raise Wrong(f"has a {column.name} that is no {column.type}") from None
    _check(column, value)
    return value


def _text(column: Column, given: Any) -> str:
    if not isinstance(given, str):
        raise TypeError
    if _NOT_KEPT.search(given):
        raise Wrong(f"has a character in {column.name} that cannot be kept")
    longest = column.field.max_length
    if longest is not None and len(given) > longest:
        raise Wrong(f"has a {column.name} of more than {longest} characters")
    return given


def _number(column: Column, given: Any) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise TypeError
    if isinstance(column.field, models.ForeignKey):
        least, most = 1, LARGEST_NUMBER
    else:
        least, most = next(between for kind, between in _RANGES if isinstance(column.field, kind))
    if not least <= given <= most:
        raise Wrong(f"has a {column.name} that is too large or too small")
    return given


def _fraction(_column: Column, given: Any) -> float:
    if isinstance(given, bool) or not math.isfinite(given):
        raise TypeError
    return float(given)


def _yes_or_no(_column: Column, given: Any) -> bool:
    if not isinstance(given, bool):
        raise TypeError
    return given


def _moment(_column: Column, given: Any) -> datetime:
    if not _MOMENT.fullmatch(given):
        raise ValueError
    return datetime.fromisoformat(given[:-1]).replace(tzinfo=UTC)


def _sealed(column: Column, given: Any) -> str:
    """Sealed text as it is kept, once it is known that the key here opens it."""
    text = _text(column, given)
    if text:
        try:
            seal.unseal(text, purpose=column.field.purpose)
        except seal.CannotUnseal:
            raise Wrong(f"has a {column.name} that was not sealed with this key") from None
    return text


_READ: dict[str, Any] = {
    "text": _text,
    "sealed": _sealed,
    "number": _number,
    "link": _number,
    "fraction": _fraction,
    "yes or no": _yes_or_no,
    "moment": _moment,
    "day": lambda _column, given: date.fromisoformat(given),
    "time": lambda _column, given: time.fromisoformat(given),
    "uuid": lambda _column, given: UUID(given),
    "json": lambda _column, given: given,
    "file": _text,
}


def _check(column: Column, value: Any) -> None:
    field = column.field
    if column.type in ("sealed", "file", "link") or value == "":
        return
    known = [key for key, _label in field.flatchoices]
    if known and value not in known:
        raise Wrong(f"has a {column.name} that Heed does not know")
    if column.type == "text":
        try:
            field.run_validators(value)
        except ValidationError:
            raise Wrong(f"has a {column.name} that is not as Heed writes one") from None
