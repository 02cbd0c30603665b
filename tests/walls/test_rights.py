"""Whatever leads to a person is shown to them when they ask, or it is said why not; and it goes."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from heed.people import leaving, rights
from heed.people.models import Person
from heed.week import privacy
from tests.journeys.week import Everything, fill

# What is kept under a name, as a record of the organisation.
SIGNED = {"edition.Edition.author", "people.RoleChange.person"}


def leads_to_a_person() -> Iterator[tuple[type[models.Model], str]]:
    """Every model and column that leads to a person, in the rooms and in every library."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and not field.auto_created and field.related_model is Person:
                yield model, field.name


def named() -> dict[str, list[str]]:
    """Which rooms say something of a model: that they show it, or why they do not."""
    found: dict[str, list[str]] = {}
    for room in rights.keepings():
        for label in {*room.models, *room.left_out}:
            found.setdefault(label, []).append(room.room)
    return found


@pytest.mark.parametrize("model", sorted({model._meta.label for model, _ in leads_to_a_person()}))
def test_what_leads_to_a_person_is_shown_or_left_out_with_a_reason(model: str) -> None:
    if model.startswith("demo."):
        return  # about invented people
    assert model in named(), f"no room says what it shows of {model}, in `kept.py`"


@pytest.mark.parametrize("model", sorted(privacy.declared()))
def test_what_says_how_long_it_is_kept_is_shown_or_left_out_with_a_reason(model: str) -> None:
    assert len(named().get(model, [])) == 1, f"{model}: {named().get(model, 'nobody says it')}"


def test_every_reason_is_a_sentence_and_no_model_that_is_named_is_missing() -> None:
    for room in rights.keepings():
        assert not set(room.models) & set(room.left_out), room.room
        for label in {*room.models, *room.left_out}:
            apps.get_model(label)
        for why in room.left_out.values():
            assert str(why).endswith(".")


@pytest.fixture
def everything(plain_week) -> Everything:
    return fill(plain_week)


def test_a_section_shows_what_its_room_says_that_it_shows(db, everything: Everything) -> None:
    cast = everything.week.cast
    for room in rights.keepings():
        shown = {
            label
            for person in vars(cast).values() if person.pk
            for section in room.shows(person)
            for label in section.models
        }  # fmt: skip
        assert shown == set(room.models), room.room


@pytest.mark.parametrize("who", ["ama", "dora", "joe", "nadia", "sam", "bev"])
def test_after_an_erasure_nothing_leads_to_the_person(db, everything: Everything, who: str) -> None:
    """The name stays on messages that were signed, and with the name the row; all else is cut."""
    week = everything.week
    person, number = getattr(week.cast, who), getattr(week.cast, who).pk
    leaving.erase(person=person, ends_account=True, by=person, at=week.now)
    left = {
        f"{model._meta.label}.{field}"
        for model, field in leads_to_a_person()
        if model._base_manager.filter(**{field: number}).exists()
    }
    # Bev promised something, in public.
    stays = {"ama": SIGNED, "bev": {"answer.Promise.owner"}}
    assert left == stays.get(who, set())
    assert Person.objects.filter(pk=number).exists() == (who in stays)
