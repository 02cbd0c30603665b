"""Everything that is kept is in the export, or it is said why not; and its page tells the truth."""

import re

import pytest
from django.db import models

from heed.cli.carrying import reading, reference, shape
from heed.cli.carrying.meanings import ABOUT, FIELDS_LEFT_OUT, LEFT_OUT, MEANINGS
from heed.edition.actions.carrying import MADE_ANEW

OURS = {model._meta.label: model for model in shape.ours()}
KINDS = {kind.label: kind for kind in shape.kinds()}
COLUMNS = [column for kind in shape.kinds() for column in kind.columns]


@pytest.mark.parametrize("label", OURS)
def test_every_model_is_exported_or_says_why_not(label: str) -> None:
    assert (label in ABOUT) != (label in LEFT_OUT), (
        f"Say in heed/cli/carrying/meanings.py what {label} and its fields mean, or why it is left "
        "out of the export."
    )


def test_nothing_is_said_of_what_does_not_exist() -> None:
    assert OURS.keys() == ABOUT.keys() | LEFT_OUT.keys()
    said = {
        f"{label}.{field.name}" for label, model in OURS.items() for field in model._meta.fields
    }
    assert MEANINGS.keys() | FIELDS_LEFT_OUT.keys() | shape.ENDINGS.keys() <= said
    assert reading.LOOKED_AT.keys() <= KINDS.keys()


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.label)
def test_every_field_says_what_it_means(column: shape.Column) -> None:
    assert column.name == shape.NUMBER or MEANINGS[column.label]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_kind_can_be_written_and_read_back(kind: shape.Kind) -> None:
    assert isinstance(kind.model._meta.pk, models.AutoField)
    assert not kind.model._meta.many_to_many
    for column in kind.columns:
        if column.type == "link":
            # What a row leads to is in the export too, and is named by its number.
            assert column.to in {each.name for each in KINDS.values()}
            assert column.field.target_field.primary_key
        if column.type == "file":
            assert not column.field.null
            assert kind.label in reading.LOOKED_AT, "Say how a file of this kind is looked at."


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.label)
def test_no_html_is_read_from_a_file(column: shape.Column) -> None:
    """What goes onto a page as it stands is made anew from the words."""
    assert not re.search(r"html|\bsession", column.name)


@pytest.mark.parametrize("label", FIELDS_LEFT_OUT)
def test_a_field_that_is_left_out_can_be_had_again(label: str) -> None:
    model, _dot, name = label.rpartition(".")
    assert label in MADE_ANEW or OURS[model]._meta.get_field(name).has_default()


def test_the_page_about_the_export_is_what_the_models_say() -> None:
    assert reference.PAGE.read_text("utf-8") == reference.page()
