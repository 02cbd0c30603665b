"""Somebody was promised that their words are gone, and a thief looks for them in the raw bytes."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from heed.edition import addresses
from heed.edition.actions import commenting, deciding, erasing, guarding, reporting, writing
from heed.edition.models import Comment, Edition, Reply
from heed.people import actions as people
from heed.people import leaving
from heed.people.models import Role
from heed.week.actions import searching
from tests.at_rest import bytes_of
from tests.factories import editions

NAME = "Zaphodine Quellmarch"
WORDS = "The xylocanary lamp by bay seven has been dark since Michaelmas."
TRACES = ("zaphodine", "quellmarch", "xylocanary", "michaelmas", "zq@")


def bytes_at_rest() -> bytes:
    """The database file and its log after a checkpoint, or every table's text on PostgreSQL."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert cursor.fetchone()[0] == 0
            cursor.execute("PRAGMA database_list")
            file = Path(cursor.fetchone()[2])
        return bytes_of([file, file.with_name(file.name + "-wal")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = [row[0] for row in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT CAST(t AS text) FROM "{table}" AS t')
            found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found).encode()


def traces() -> list[str]:
    held = bytes_at_rest().decode("utf-8", "ignore").casefold()
    return [trace for trace in TRACES if trace in held]


@pytest.fixture
def story(transactional_db):
    """The same story, committed: what never left a transaction was never on the disk."""
    from heed import clock
    from tests.factories import desk

    yield desk.begin()
    clock.set_source(None)


def quoted_everywhere(story, browser, **given) -> Comment:
    """A comment that has left its traces in every place there is."""
    comment = story.comment(WORDS, name=NAME, email="zq@home.example", wants_mail=True, **given)
    story.decide(comment, "asked", words="Which xylocanary lamp, Zaphodine?")
    story.pass_time(minutes=5)
    commenting.answer_question(comment=comment, words="The one at Michaelmas.", at=story.now)
    guarding.care_for(
        comment=comment, did="Rang Zaphodine.", with_whom="Quellmarch", by=story.cast.joe,
        at=story.now,
    )  # fmt: skip
    story.decide(
        comment, "posted",
        reply="Zaphodine, you say “the xylocanary lamp by bay seven has been dark”. It is mended.",
    )  # fmt: skip
    story.pass_time(minutes=5)
    other = story.posted("I agree with her entirely, and more.", name="Ines Valla")
    deciding.reply(
        comment=other, by=story.cast.ama, at=story.now,
        text="As Zaphodine Quellmarch said: bay seven has been dark since Michaelmas, and it was.",
    )  # fmt: skip
    reporting.report(comment=comment, words="It names xylocanary.", at=story.now)
    for _round in range(2):
        browser().get(f"/messages/{story.edition.slug}/")
        browser("sam").get(f"/messages/{story.edition.slug}/")
        searching.refresh_index(at=story.now)
    return comment


def test_a_removed_comment_is_nowhere_in_the_raw_bytes(story, browser):
    comment = quoted_everywhere(story, browser)
    assert traces() == ["zaphodine", "quellmarch", "xylocanary", "michaelmas"]
    key = addresses.key_of(comment)
    answer = browser().post(reverse("edition:remove", args=[key]))
    assert answer.status_code == 302
    assert traces() == []
    page = browser().get(f"/messages/{story.edition.slug}/").content.decode()
    assert "Removed at its writer’s wish." in page
    assert "you say “The […]" not in page
    assert "It is mended." in page, "the answer is not ours to remove"
    assert not any(trace in page.casefold() for trace in TRACES)
    assert traces() == [], "nor in the page that was made anew"
    again = browser().get(reverse("edition:writers_page", args=[key])).content.decode()
    assert not any(trace in again.casefold() for trace in TRACES)
    erasing.remove_comment(comment=comment, at=story.now + timedelta(hours=1))
    assert comment.events.filter(kind="erased").count() == 1


def test_a_removed_person_is_nowhere_in_the_raw_bytes(story, browser):
    zed = people.welcome(name=NAME, email="zq@saltmarsh.example", post="Quellmarch’s driver")
    # That somebody was given a role is a record which keeps the name, so these are not written down.
    Role.objects.create(person=zed, kind="drafter", types_for=story.cast.ama)
    Role.objects.create(person=zed, kind="moderator")
    object.__setattr__(story.cast, "zed", zed)
    page = browser("zed").post(reverse("account_login"), {"email": zed.email})
    assert page.status_code in (200, 302)
    browser().post(reverse("account_login"), {"email": zed.email})
    quoted_everywhere(story, browser, person=zed)
    draft = editions.draft(story.cast.ama, at=story.now)
    writing.save(edition=draft, words=editions.WORDS, based_on=2, by=zed, at=story.now)
    story.decide(story.comment("Something else to decide about."), "asked", words="What?", by=zed)
    assert "quellmarch" in traces()
    leaving.erase(person=zed, ends_account=True, by=zed, at=story.now)
    assert traces() == []
    assert Edition.objects.filter(pk=draft.pk).exists(), "Ama's draft is hers"
    assert Reply.objects.filter(text__contains="[…]").count() == 2
