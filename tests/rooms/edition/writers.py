"""Ama, who writes; Priya, who types for her; Ben, another author; Joe, a moderator; Sam, a reader."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from heed import clock
from heed.edition.actions import publishing, writing
from heed.edition.models import Edition, Series
from heed.people import actions as people
from heed.people.models import Person

MONDAY = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
TEXT = "## One thing\n\nI said I would **come**, and I did not.\n\n- a kettle\n- a chair"
WORDS = writing.Words(
    title="I said I would come", text=TEXT, question="What one thing would help?",
    protecting="Wednesday, 6.30pm to 9pm.",
)  # fmt: skip


@dataclass
class Writers:
    series: Series
    people: dict[str, Person]
    draft: Edition
    now: datetime = MONDAY

    def as_(self, name: str) -> Client:
        client = Client(headers={"host": "heed.example"}, SERVER_PORT="443", **{"wsgi.url_scheme": "https"})
        if name:
            client.force_login(self.people[name])
        return client

    def save(self, words: writing.Words, *, based_on: int, by: str = "ama") -> writing.Saved:
        return writing.save(
            edition=self.draft, words=words, based_on=based_on, by=self.people[by], at=self.now
        )

    def again(self) -> Edition:
        return Edition.objects.select_related("revision", "series", "author").get(pk=self.draft.pk)


@pytest.fixture
def writers(db: None) -> Writers:
    cast = {
        "ama": ("Ama Tetteh-Brown", "Associate director"),
        "priya": ("Priya Nair", "Executive assistant"),
        "ben": ("Ben Okafor", "Director of workforce"),
        "joe": ("Joe Marsh", "Communications officer"),
        "sam": ("Sam Hart", "Paramedic"),
        "nadia": ("Nadia Farrow", "Guardian"),
        "tariq": ("Tariq Aziz", "Systems"),
    }
    known = {
        name: people.welcome(name=full, email=f"{name}@saltmarsh.example", post=post)
        for name, (full, post) in cast.items()
    }
    series = publishing.begin_series(name="The leadership message", slug="leadership")
    for name, kind in [
        ("ama", "author"), ("ben", "author"), ("joe", "moderator"), ("nadia", "guardian"),
        ("tariq", "administrator"),
    ]:  # fmt: skip
        people.give_role(person=known[name], kind=kind)
    people.give_role(person=known["priya"], kind="drafter", types_for=known["ama"])
    clock.set_source(lambda: MONDAY)
    draft = writing.begin(series=series, author=known["ama"], by=known["ama"], at=MONDAY)
    made = Writers(series, known, draft)
    made.save(WORDS, based_on=1)
    made.draft = made.again()
    yield made
    clock.set_source(None)
