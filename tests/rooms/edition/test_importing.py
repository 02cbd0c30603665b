"""What was said before Heed, once it is here: on its page, in the queue, and in no figure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from PIL import Image

from heed import clock
from heed.clock import working
from heed.edition.actions import (
    commenting,
    deciding,
    importing,
    keeping,
    publishing,
    refusals,
    writing,
)
from heed.edition.models import Comment, CommentEvent, Edition, Origin, Reply
from heed.edition.queries import archive, ledger, pace
from heed.edition.wxr.telling import Told
from heed.outbox.models import Mail
from heed.people.models import Person
from heed.queue import sources
from heed.week.actions import searching
from tests import people
from tests.factories import editions, pages
from tests.factories.editions import TUESDAY
from tests.rooms.edition import wxr

pytestmark = pytest.mark.django_db
NOW = TUESDAY + timedelta(hours=2)
LONG_AGO = datetime(2021, 3, 9, 7, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday_at_eleven():
    clock.set_source(lambda: NOW)
    yield
    clock.set_source(None)


@pytest.fixture
def cast():
    made = people.cast()
    editions.series()
    return made


def bring_in(*items: str, **given: object) -> Told:
    told = Told()
    importing.bring_in_all(
        export=wxr.export(*items), series="", told=told, at=NOW, is_trial=False,
        read=lambda _many: None, **given,
    )  # fmt: skip
    return told


def shown(edition: Edition | None = None) -> BeautifulSoup:
    edition = edition or Edition.objects.get()
    response = Client().get(reverse("edition:page", args=[edition.slug]))
    assert response.status_code == 200
    return pages.main(response)


def test_a_message_stands_closed_with_its_date_its_author_and_its_words(cast):
    bring_in(wxr.post("<p>I stood <b>there</b>.</p>", title="Cold &amp; wet <em>quay</em>"))
    edition = Edition.objects.get()
    assert (edition.state, edition.opened_at) == ("closed", LONG_AGO)
    assert edition.slug == "2021-03-09-cold-wet-quay"
    page = shown()
    assert page.h1.get_text() == "Cold & wet quay"
    assert "Rhona Bell" in page.get_text()
    assert "Tuesday 9 March 2021" in page.get_text()
    assert str(page.find(id="message-words").p) == "<p>I stood <strong>there</strong>.</p>"
    assert "brought in from where it stood before" in page.get_text()
    assert not page.find("form")


def test_its_author_is_remembered_and_cannot_sign_in(cast):
    bring_in(wxr.post(), wxr.post(creator="nobody known"), wxr.post(creator="nobody known"))
    rhona = Person.objects.get(email="rhona.bell@saltmarsh.example")
    assert (rhona.name, rhona.is_active, rhona.roles.count()) == ("Rhona Bell", False, 0)
    unknown = Person.objects.get(name="nobody known")
    assert not unknown.is_active
    assert unknown.email.endswith("@past.invalid")
    assert unknown.editions.count() == 2


@pytest.mark.parametrize("is_active", [True, False])
def test_somebody_who_has_the_address_already_stays_as_they_are(cast, is_active):
    rhona = Person.objects.create(
        name="R. Bell", slug="r-bell", email="rhona.bell@saltmarsh.example", is_active=is_active
    )
    bring_in(wxr.post())
    assert Edition.objects.get().author == rhona
    rhona.refresh_from_db()
    assert (rhona.name, rhona.is_active) == ("R. Bell", is_active)


def test_comments_keep_their_state_their_name_and_their_date_and_no_address(cast):
    told = bring_in(
        wxr.post(
            "<p>Words.</p>",
            wxr.comment("Yes &amp; <b>thank</b> you<br>twice"),
            wxr.comment("Not yet read", approved="0", name="Wendy Sole"),
            wxr.comment("Buy", approved="spam"),
            wxr.comment("Gone", approved="trash"),
            wxr.comment("Gone", approved="post-trashed"),
            wxr.comment("[...]", kind="pingback"),
            wxr.comment("[...]", kind="trackback"),
            wxr.comment("Paid", kind="order_note"),
            wxr.comment("?", approved="perhaps"),
            wxr.comment("<p> </p>"),
        )
    )
    posted, waiting = Comment.objects.order_by("pk")
    assert (posted.state, posted.name, posted.text) == (
        "posted", "Elspeth Moor", "Yes & thank you\ntwice",
    )  # fmt: skip
    assert posted.posted_at == datetime(2021, 3, 9, 8, 0, tzinfo=UTC)
    assert posted.html == "<p>Yes &amp; thank you<br>\ntwice</p>"
    assert (waiting.state, waiting.text) == ("waiting", "Not yet read")
    for comment in (posted, waiting):
        assert (comment.email, comment.email_digest, comment.wants_mail) == ("", "", False)
    left_out = {key: count for key, count in told.counts.items() if "left out" in key}
    assert left_out == {
        "comment left out: spam": 1, "comment left out: trash": 2, "comment left out: echo": 2,
        "comment left out: other": 1, "comment left out: unknown state": 1,
        "comment left out: empty": 1,
    }  # fmt: skip
    assert not Mail.objects.exists()
    assert "Not yet read" not in shown().get_text()


def test_the_author_replies_once_and_every_other_answer_names_whom_it_answers(cast):
    bring_in(
        wxr.post(
            "<p>Words.</p>",
            wxr.comment("It was cold.", number=11),
            wxr.comment("I know.", number=12, parent=11, person=2, name="Rhona", date="2021-03-10 08:00:00"),
            wxr.comment("Again I say it.", number=13, parent=11, person=2, name="Rhona", date="2021-03-11 08:00:00"),
            wxr.comment("For us too.", number=14, parent=11, name="Bram", date="2021-03-12 08:00:00"),
            wxr.comment("And us.", number=15, parent=12, name="Ada", date="2021-03-13 08:00:00"),
        )
    )  # fmt: skip
    reply = Reply.objects.get()
    assert (reply.comment.text, reply.text, reply.is_author) == ("It was cold.", "I know.", True)
    assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == [
        "It was cold.",
        "To Elspeth Moor:\n\nAgain I say it.",
        "To Elspeth Moor:\n\nFor us too.",
        "To Rhona:\n\nAnd us.",
    ]


def test_nobody_is_dropped_by_a_child_before_its_parent_a_circle_or_a_missing_parent(cast):
    told = bring_in(
        wxr.post(
            "<p>Words.</p>",
            wxr.comment("child first", number=21, parent=22, name="A"),
            wxr.comment("parent last", number=22, name="B", date="2021-03-10 08:00:00"),
            wxr.comment("round", number=23, parent=24, name="C", person=2),
            wxr.comment("and round", number=24, parent=23, name="D", person=2),
            wxr.comment("my own parent", number=25, parent=25, name="E"),
            wxr.comment("lost", number=26, parent=999, name="F"),
            wxr.comment("under spam", number=27, parent=28, name="G"),
            wxr.comment("spam", number=28, approved="spam", name="H"),
            wxr.comment("under one that waits", number=29, parent=30, name="I"),
            wxr.comment("waits", number=30, approved="0", name="Secret Name"),
            wxr.comment("the same number", number=30, name="K"),
            wxr.comment("no number", number="", parent="x", name="L"),
        )
    )
    said = " ".join(Comment.objects.values_list("text", flat=True))
    said += " ".join(Reply.objects.values_list("text", flat=True))
    for words in ("child first", "parent last", "round", "and round", "my own parent", "lost",
                  "under spam", "under one that waits", "waits", "the same number", "no number"):  # fmt: skip
        assert words in said
    assert "spam " not in said.replace("under spam", "")
    assert told.counts["answers to nothing here"] == 3
    # Whose words are not posted is not named either.
    assert "Secret Name" not in shown().get_text()


def test_long_words_are_kept_in_parts_and_no_word_of_a_title_is_lost(cast):
    told = bring_in(
        wxr.post(
            "<p>Words.</p>", wxr.comment("word " * 13_000, person=0), title="A long title " * 40
        )
    )
    texts = list(Comment.objects.order_by("pk").values_list("text", flat=True))
    assert all(len(text) <= commenting.LONGEST for text in texts)
    assert sum(text.count("word") for text in texts) == 13_000
    revision = Edition.objects.get().revision
    assert len(revision.title) <= 200
    assert revision.title.endswith("…")
    assert revision.text.startswith("A long title A long title")
    assert told.counts["long title"] == told.counts["long comments"] == 1


ATTACKS = [
    "<script>alert(1)</script>", "x'onmouseover='alert(1)", '"><img src=x onerror=alert(1)>',
    "a\u202eb", "javascript:alert(1)", "=cmd|' /C calc'!A0", "{{ 7*7 }}",
    "<a href='javascript:alert(1)'>x</a>", "<!--heed:form-->", "\r\nBcc: x@evil.example",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_written_elsewhere_is_only_words_here(cast, attack):
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;")
    bring_in(
        wxr.post(
            f"<p>{attack}</p><p>{escaped}</p>",
            wxr.comment(attack + " so it is", name=attack),
            wxr.comment(escaped + " so it is", approved="0", name=escaped),
            title=f"Title {attack} {escaped}",
            creator=escaped,
        )
    )
    page = shown()
    for tag in page.find_all(True):
        assert tag.name not in ("script", "iframe") or tag.get("src", "").startswith("/static")
        assert not [name for name in tag.attrs if name.startswith("on")]
        assert not str(tag.get("href", "")).lower().startswith("javascript:")
    assert "\u202e" not in page.find(id="message-words").get_text()
    moderator = people.sign_in(Client(), cast.joe)
    number = Comment.objects.get(state="waiting").pk
    for address in (reverse("queue:list"), reverse("queue:item", args=["comment", str(number)])):
        desk = pages.soup(moderator.get(address))
        assert not desk.find(attrs={"onmouseover": True})
        assert not desk.find("img", attrs={"onerror": True})
        assert "<script>alert" not in str(desk)


def test_what_waited_elsewhere_neither_pauses_answering_nor_goes_before_this_week(cast):
    edition = editions.opened(cast.ama)
    bring_in(wxr.post("<p>Words.</p>", wxr.comment("Old and unread", approved="0")))
    this_week = editions.waiting(edition, "New and unread")
    items = sources.desk(by=cast.joe, at=NOW).items
    assert [item.first_words for item in items] == ["New and unread", "Old and unread"]
    assert sources.desk(by=cast.joe, at=NOW).oldest < timedelta(hours=2)
    editions.decide(this_week, cast.joe, "posted")
    much_later = working.add_working_days(NOW, 30)
    assert keeping.pause_unheard(at=much_later) == 0
    book = ledger.ledger(at=NOW)
    assert (book.waiting, book.waiting_since) == (0, None)


def test_what_waited_elsewhere_can_be_decided_like_any_other(cast):
    bring_in(wxr.post("<p>Words.</p>", wxr.comment("Old and unread", approved="0")))
    comment = editions.decide(Comment.objects.get(), cast.joe, "posted", at=NOW)
    assert comment.state == "posted"
    assert "Old and unread" in shown().get_text()
    # It was not said to Heed, so its years elsewhere are nobody's wait.
    assert pace.time_to_a_decision(clock.iso_week(NOW)) is None
    assert not Mail.objects.exists()


def test_nobody_is_asked_a_question_who_cannot_answer_it(cast):
    bring_in(wxr.post("<p>Words.</p>", wxr.comment("Old and unread", approved="0")))
    comment = Comment.objects.get()
    card = sources.source("comment").card(str(comment.pk), by=cast.joe, at=NOW)
    assert "ask" not in card.outcomes
    assert "cannot be told" in card.known_by
    with pytest.raises(refusals.DecisionUnclear, match="nobody can be asked"):
        editions.decide(comment, cast.joe, "asked", at=NOW)


def test_a_borrowed_name_and_a_danger_are_seen_in_what_waits(cast):
    bring_in(
        wxr.post(
            "<p>Words.</p>",
            wxr.comment("Well done all", approved="0", name="Ama Tetteh"),
            wxr.comment("I want to kill myself", approved="0", name="Somebody"),
        )
    )
    claimed, danger = Comment.objects.order_by("pk")
    assert claimed.claims
    assert danger.may_be_in_danger


def test_nothing_that_was_brought_in_is_counted_or_told_as_news(cast):
    last_week = "2026-11-17 09:00:00"
    edition = editions.opened(cast.ama)
    bring_in(
        wxr.post(
            "<p>Herring.</p>", wxr.comment("x", date=last_week), date=last_week, title="Fresh"
        ),
        *[wxr.post(f"<p>Words {n}.</p>") for n in range(30)],
    )
    assert ledger.ledger(at=NOW).together == ledger.Figures()
    assert not CommentEvent.objects.exists()
    assert [item.title for item in archive.for_feed()] == [edition.revision.title]
    assert len(archive.listed(staff=False, most=50)) == 32
    searching.refresh_index(at=NOW)
    found = pages.text(Client().get(reverse("week:search"), {"q": "herring"}))
    assert "Fresh" in found


def test_the_week_of_a_message_from_before_is_free_for_a_new_one(cast):
    bring_in(wxr.post(date="2026-11-23 09:00:00"))
    draft = editions.draft(cast.ama)
    publishing.publish(edition=draft, by=cast.ama, at=NOW, when=NOW)
    assert Edition.objects.get(pk=draft.pk).state == "open"


def test_the_author_can_correct_a_message_that_was_brought_in(cast):
    Person.objects.filter(pk=cast.ama.pk).update(email="rhona.bell@saltmarsh.example")
    bring_in(wxr.post("<p>One <b>two</b></p><ul><li>three</li></ul>"))
    edition = Edition.objects.get()
    words = writing.words_of(edition.revision)
    publishing.correct(
        edition=edition, words=replace(words, text=words.text + "\n\nFour."), what="I forgot four",
        by=cast.ama, at=NOW,
    )  # fmt: skip
    assert "I forgot four" in shown().get_text()


def test_a_second_reading_changes_nothing_and_says_what_is_different(cast):
    first = wxr.post("<p>One.</p>", wxr.comment("x", number=5), number=1)
    bring_in(first)
    moderated = Comment.objects.get()
    commenting.withdraw(comment=moderated, at=NOW)
    told = bring_in(first, first.replace("One.", "Two."))
    assert (told.counts["here"], told.counts["changed since"], told.counts["new"]) == (2, 1, 0)
    assert Comment.objects.get().state == "withdrawn"
    assert Origin.objects.count() == Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"kind": "page"}, "left out: page"),
        ({"kind": "attachment", "status": "inherit"}, "left out: attachment"),
        ({"kind": "product"}, "left out: other kind"),
        ({"status": "draft"}, "left out: draft"),
        ({"status": "private"}, "left out: private"),
        ({"status": "future"}, "left out: future"),
        ({"password": "x"}, "left out: password"),
        ({"date": "2027-01-01 09:00:00"}, "left out: to come"),
        ({"date": "0000-00-00 00:00:00"}, "left out: no date"),
        ({"date": "2021-02-31 09:00:00"}, "left out: no date"),
        ({"html": "<!-- wp:x /--> <script>a</script>"}, "left out: empty"),
        ({"html": "<b>" * 20_001}, "left out: too large"),
    ],
)
def test_what_was_no_public_message_is_left_out_and_told(cast, given, why):
    told = bring_in(wxr.post(given.pop("html", "<p>Words.</p>"), wxr.comment(), **given))
    assert told.counts[why] == 1
    assert not Edition.objects.exists()
    assert not Comment.objects.exists()


def test_a_time_without_greenwich_is_read_as_the_time_here_and_told(cast):
    told = bring_in(
        wxr.post(date="2021-07-06 09:00:00", gmt="0000-00-00 00:00:00", number=1),
        wxr.post(
            "<p>Words.</p>", wxr.comment(gmt="0000-00-00 00:00:00", date="2021-07-07 12:00:00")
        ),
    )
    summer = Edition.objects.get(origin__source="https://old.example/?p=1")
    assert summer.opened_at == datetime(2021, 7, 6, 8, 0, tzinfo=UTC)
    assert Comment.objects.get().posted_at == datetime(2021, 7, 7, 11, 0, tzinfo=UTC)
    assert told.counts["local date"] == told.counts["local date of a comment"] == 1


def test_a_failure_half_way_through_a_message_keeps_none_of_it(cast, monkeypatch):
    class Full(Exception):
        pass

    def full(*_given, **_how):
        raise Full

    monkeypatch.setattr(Reply.objects, "bulk_create", full)
    with pytest.raises(Full):
        bring_in(wxr.post("<p>Words.</p>", wxr.comment()))
    assert not Edition.objects.exists()
    assert not Person.objects.filter(name="Rhona Bell").exists()
    monkeypatch.undo()
    bring_in(wxr.post("<p>Words.</p>", wxr.comment()))
    assert deciding.apply_due(at=NOW) == 0
    assert Comment.objects.get().state == "posted"


def picture_in(folder, name, kind="JPEG"):
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (400, 300), "teal").save(file, kind)


def test_the_first_picture_that_was_copied_stands_above_its_message(cast, tmp_path):
    uploads = tmp_path / "uploads"
    picture_in(uploads, "2021/03/quay.jpg")
    html = (
        '<p>Words.</p><img src="https://old.example/wp-content/uploads/gone.jpg" alt="Gone">'
        '<img src="/wp-content/uploads/2021/03/quay-300x200.jpg" alt="A quay">'
    )
    told = bring_in(wxr.post(html), uploads=uploads)
    revision = Edition.objects.get().revision
    assert (revision.picture_alt, revision.picture_is_decorative) == ("A quay", False)
    assert bytes(revision.picture.small)[:4] == b"RIFF"
    assert told.counts["pictures kept"] == 1
    assert shown().find("img", alt="A quay")


@pytest.mark.parametrize(
    "source",
    ["/uploads/../outside.jpg", "/uploads/%2e%2e/outside.jpg", "/uploads//etc/passwd", "/uploads/",
     "/uploads/link.jpg", "/uploads/a%00.jpg", "/uploads/folder", "https://[/uploads/x.jpg",
     "/uploads/broken.jpg"],
)  # fmt: skip
def test_no_picture_is_taken_from_outside_the_folder(cast, tmp_path, source):
    uploads = tmp_path / "uploads"
    (uploads / "folder").mkdir(parents=True)
    picture_in(tmp_path, "outside.jpg")
    (uploads / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    (uploads / "broken.jpg").write_bytes(b"<svg onload=alert(1)>")
    bring_in(wxr.post(f'<p>Words.</p><img src="{source}" alt="x">'), uploads=uploads)
    assert Edition.objects.get().revision.picture is None
