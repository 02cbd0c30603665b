"""Ama's draft, Dora who types for her, and Ben, who is another author."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from django.test import Client

from heed import clock
from heed.edition.actions import publishing, writing
from heed.edition.models import Edition, Series
from heed.people import actions as people
from heed.people.models import Person, Role
from tests.people import cast, sign_in

MONDAY = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
TEXT = "## One thing\n\nI said I would **come**, and I did not.\n\n- a kettle\n- a chair"
WORDS = writing.Words(
    title="I said I would come",
    text=TEXT,
    question="What one thing would help?",
    protecting="Wednesday, 6.30pm to 9pm.",
)


@dataclass
class Writers:
    """Who they are, and the draft they work on."""

    series: Series
    people: dict[str, Person]
    draft: Edition
    now: datetime = MONDAY
    site: str = ""
    faults: list[str] = field(default_factory=list)

    def as_(self, name: str) -> Client:
        """A browser in which this person is signed in, or nobody."""
        client = Client()
        client.defaults |= {"wsgi.url_scheme": "https", "HTTP_HOST": "heed.example"}
        if name:
            sign_in(client, self.people[name])
        return client

    def save(self, words: writing.Words, *, based_on: int, by: str = "ama") -> writing.Saved:
        return writing.save(
            edition=self.draft, words=words, based_on=based_on, by=self.people[by], at=self.now
        )

    def again(self) -> Edition:
        """The draft as it is now."""
        related = ("revision", "series", "author", "checker")
        return Edition.objects.select_related(*related).get(pk=self.draft.pk)


@pytest.fixture
def writers(db: None) -> Iterator[Writers]:
    known = {name: person for name, person in vars(cast()).items() if person is not None}
    known["ben"] = people.welcome(
        name="Ben Okafor", email="ben.okafor@saltmarsh.example", post="Director of Operations"
    )
    people.give_role(person=known["ben"], kind=Role.Kind.AUTHOR)
    series = publishing.begin_series(name="The leadership message", slug="leadership")
    clock.set_source(lambda: MONDAY)
    draft = writing.begin(series=series, author=known["ama"], by=known["ama"], at=MONDAY)
    made = Writers(series, known, draft)
    made.save(WORDS, based_on=1)
    made.draft = made.again()
    yield made
    clock.set_source(None)
