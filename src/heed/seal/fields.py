"""A model field whose column holds sealed text."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from heed.seal.box import seal, unseal


class SealedTextField(models.TextField):  # type: ignore[type-arg]
    """Plain text in Python, sealed text in the database; empty stays empty.

    `purpose` is bound into what is sealed, so that one column's text cannot be put in another.
    A sealed column cannot be searched by value: keep a digest beside it for that.
    """

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "heed.seal.SealedTextField", args, {**kwargs, "purpose": self.purpose}

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if hasattr(value, "as_sql") or value is None or value == "":
            return super().get_db_prep_save(value, connection)
        return super().get_db_prep_save(seal(str(value), purpose=self.purpose), connection)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return unseal(value, purpose=self.purpose) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(
            f"“{self.name}” is kept sealed, and the same text is never sealed twice alike: "
            "ask by a digest kept beside it."
        )

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"“{self.name}” is kept sealed: nothing can be computed from it there.")
