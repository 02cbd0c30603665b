"""What an export holds, drawn from the models of every room: kinds, their fields, their types.

A new model is part of the export by itself, as soon as `meanings` says what its fields mean, or
`LEFT_OUT` why it stays behind; a test refuses one of which neither is said.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from heed.cli.carrying.meanings import FIELDS_LEFT_OUT, LEFT_OUT
from heed.seal import SealedTextField

FORMAT = 1
MANIFEST = "heed-export.json"
NUMBER = "id"

# The endings of the files that pictures are kept in.
ENDINGS = {
    "answer.DonePicture.small": "webp",
    "answer.DonePicture.large": "webp",
    "edition.Picture.small": "webp",
    "edition.Picture.large": "webp",
    "edition.Picture.shared": "jpg",
    "people.Portrait.data": "webp",
}
_TYPES: list[tuple[type[Any], str]] = [
    (SealedTextField, "sealed"),
    (models.ForeignKey, "link"),
    (models.BinaryField, "file"),
    (models.BooleanField, "yes or no"),
    (models.AutoField, "number"),
    (models.IntegerField, "number"),
    (models.FloatField, "fraction"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.TimeField, "time"),
    (models.UUIDField, "uuid"),
    (models.CharField, "text"),
    (models.TextField, "text"),
    (models.JSONField, "json"),
]


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a kind. ``to`` is the kind that a link leads to."""

    name: str
    label: str
    type: str
    field: Any
    to: str = ""

    @property
    def ending(self) -> str:
        return ENDINGS.get(self.label, "bin")


@dataclass(frozen=True, slots=True)
class Kind:
    """One file of the export: a model, a line a row."""

    name: str
    label: str
    model: Any
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        return f"{self.name}.jsonl"

    def media_path(self, column: Column, number: int) -> str:
        return f"media/{self.name}/{number}-{column.name}.{column.ending}"


class NotKnown(Exception):
    """A model has a field of which the export does not know how to write it."""


def ours() -> list[Any]:
    """Every model of the rooms, without the demo's."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("heed.") and not model.__module__.startswith("heed.demo.")
    ]


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind that is exported, by name."""
    found = (_kind(model) for model in ours() if model._meta.label not in LEFT_OUT)
    return tuple(sorted(found, key=lambda kind: kind.name))


def name_of(model: Any) -> str:
    """The name of a model's file: its room, and its word with hyphens."""
    word = "".join(f"-{c.lower()}" if c.isupper() else c for c in model._meta.object_name)
    return f"{model._meta.app_label}/{word.strip('-')}"


def _kind(model: Any) -> Kind:
    label = model._meta.label
    columns = tuple(
        _column(label, field)
        for field in model._meta.concrete_fields
        if f"{label}.{field.name}" not in FIELDS_LEFT_OUT
    )
    return Kind(name_of(model), label, model, columns)


def _column(label: str, field: Any) -> Column:
    name = NUMBER if isinstance(field, models.AutoField) else field.name
    for kind, word in _TYPES:
        if isinstance(field, kind):
            to = name_of(field.related_model) if word == "link" else ""
            return Column(name, f"{label}.{field.name}", word, field, to)
    raise NotKnown(f"{label}.{field.name} is of a type that the export does not know.")
