"""What an organisation and its people brought with them, and no language changes."""

import re

from django.conf import settings

from heed.answer.models import DonePicture, Playback, Promise, Refusal, Theme
from heed.edition.models import Comment, Confidence, Edition, Revision, Series
from heed.people.models import Organisation, Person

LETTERS = re.compile(r"[A-Za-z]{2,}")
PLACES = re.compile(r"%\{\w+\}")
# Names of things that are the same in every language.
SAME = ("Heed", "axe-core", "JPEG", "PNG", "WebP", "MB", "heed_session", "heed_csrf", "ico.org.uk")
# What the walk looks for in the search: a visitor's own words.
LOOKED_FOR = ("night", "zebra")


def everything_known() -> list[str]:
    """The names, titles, addresses and telephone lines of this installation, longest first."""
    known = {*SAME, *LOOKED_FOR, settings.HEED_ADDRESS}
    for person in Person.objects.all():
        known |= {person.name, person.first_name, person.post, person.email, person.slug}
    for organisation in Organisation.objects.all():
        known |= {value for value in vars(organisation).values() if isinstance(value, str)}
    for series in Series.objects.all():
        known |= {series.name, series.slug}
    known |= set(Revision.objects.values_list("title", flat=True))
    known |= set(Edition.objects.values_list("author_name", flat=True))
    known |= set(Theme.objects.values_list("title", flat=True))
    known |= set(Playback.objects.values_list("title", flat=True))
    known |= set(Promise.objects.values_list("what", flat=True))
    known |= set(DonePicture.objects.values_list("shows", flat=True))
    known |= set(Refusal.objects.values_list("what", flat=True))
    names = [*Comment.objects.values_list("name", flat=True)]
    names += Confidence.objects.values_list("name", flat=True)
    for name in filter(None, names):
        known |= {name, name.split()[0]}
    return sorted((one for one in known if one), key=len, reverse=True)


def words_of_the_message() -> list[str]:
    """Every line that an author wrote, as a mail carries it."""
    written = Revision.objects.values_list("text", "question", "got_wrong", "protecting")
    lines = {
        line.replace("**", "") for row in written for part in row for line in part.splitlines()
    }
    return sorted(filter(None, lines))


def english_in(said: str, known: list[str]) -> str:
    """The English that is left once the known names are taken out; empty where there is none."""
    said = PLACES.sub(" ", said)
    for name in known:
        said = said.replace(name, " ")
    return " ".join(LETTERS.findall(said))
