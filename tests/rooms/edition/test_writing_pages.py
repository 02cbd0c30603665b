"""The author's pages, without scripts: everything works, nobody else comes in, nothing is lost."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image

from heed import clock
from heed.edition.actions import publishing, writing
from heed.edition.models import Correction, Edition, Picture, Revision
from heed.outbox.models import Mail
from heed.people.models import Role
from tests.rooms.edition.writers import MONDAY, TEXT, WORDS, Writers, writers

__all__ = ["writers"]
pytestmark = pytest.mark.django_db
OTHERS = {"": 302, "sam": 403, "joe": 403, "nadia": 403, "iain": 403, "tariq": 403, "ben": 404}
TYPED = {
    "title": "I said I would come",
    "text": TEXT + "\n\nOne more line.",
    "question": "What one thing would help?",
    "got_wrong": "",
    "protecting": "Wednesday, 6.30pm to 9pm.",
    "based_on": "2",
    "visible_to": "public",
}


def photo(size: tuple[int, int] = (1600, 1000), kind: str = "JPEG") -> io.BytesIO:
    kept = io.BytesIO(b"")
    Image.linear_gradient("L").resize(size).convert("RGB").save(kept, kind)
    kept.seek(0)
    kept.name = f"photo.{kind.lower()}"
    return kept


def pages(writers: Writers) -> list[str]:
    pk = writers.draft.pk
    return [
        f"/write/{pk}/",
        f"/write/{pk}/autosave/",
        f"/write/{pk}/preview/",
        f"/write/{pk}/as-readers-see-it/",
        f"/write/{pk}/versions/",
        f"/write/{pk}/versions/?older=1&newer=2",
        f"/write/{pk}/versions/1/",
        f"/write/{pk}/two/1/",
        f"/write/{pk}/second-eyes/",
    ]


def words_on(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def published(writers: Writers) -> Edition:
    publishing.publish(
        edition=writers.draft, by=writers.people["ama"], at=writers.now, when=writers.now
    )
    return writers.again()


def test_the_author_and_the_drafter_open_every_page(writers: Writers) -> None:
    for name in ("ama", "dora"):
        client = writers.as_(name)
        for path in ["/write/", *pages(writers)]:
            answer = client.get(path)
            assert answer.status_code == 200, (name, path)
            assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("name", OTHERS)
def test_for_everybody_else_there_is_no_draft(writers: Writers, name: str) -> None:
    client = writers.as_(name)
    for path in pages(writers):
        # Whoever is signed in may be a second pair of eyes, so there it only looks like nothing.
        is_open_door = path.endswith(("/preview/", "/as-readers-see-it/"))
        wanted = 404 if is_open_door and OTHERS[name] == 403 else OTHERS[name]
        answer = client.get(path)
        assert answer.status_code == wanted, path
        assert "I said I would come" not in answer.content.decode()


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_changes_anything(writers: Writers, name: str) -> None:
    client = writers.as_(name)
    pk = writers.draft.pk
    for path in (
        "",
        "autosave/",
        "publish/",
        "take-back/",
        "second-eyes/",
        "versions/1/",
        "correct/",
    ):
        answer = client.post(f"/write/{pk}/{path}", TYPED | {"do": "now"})
        assert answer.status_code == (403 if OTHERS[name] == 302 else OTHERS[name]), path
    assert writers.again().revision.number == 2
    assert writers.again().state == Edition.State.DRAFT


def test_a_drafter_types_and_does_not_publish(writers: Writers) -> None:
    client = writers.as_("dora")
    page = words_on(client.get(f"/write/{writers.draft.pk}/"))
    assert "Only Ama can publish it." in page
    assert client.post(f"/write/{writers.draft.pk}/", TYPED).status_code == 302
    assert writers.again().revision.by == writers.people["dora"]
    answer = client.post(f"/write/{writers.draft.pk}/publish/", TYPED | {"do": "now"})
    assert answer.status_code == 403
    assert writers.again().state == Edition.State.DRAFT


def test_the_desk_names_every_state(writers: Writers) -> None:
    ama = writers.as_("ama")
    assert "Go on writing" in words_on(ama.get("/write/"))
    published(writers)
    page = words_on(ama.get("/write/"))
    assert "There is no draft." in page
    assert "Open for answers" in page
    begun = ama.post("/write/begin/", {"series": "leadership", "author": writers.people["ama"].pk})
    assert begun.status_code == 302
    assert Edition.objects.filter(author=writers.people["ama"], state="draft").count() == 1
    for_ben = {"series": "leadership", "author": writers.people["ben"].pk}
    assert ama.post("/write/begin/", for_ben).status_code == 404
    assert "Begin next week’s message for Ama" in words_on(writers.as_("dora").get("/write/"))
    assert writers.as_("sam").get("/write/").status_code == 403


def test_save_and_publish_on_the_day_of_the_button(writers: Writers) -> None:
    ama = writers.as_("ama")
    path = f"/write/{writers.draft.pk}/"
    page = BeautifulSoup(ama.get(path).content, "html.parser")
    button = page.find("button", {"value": "slot"})
    slot = page.find("input", {"name": "slot"})["value"]
    assert button.get_text(strip=True) == "Publish on Tue 24 Nov, 9am"
    answer = ama.post(button["formaction"], TYPED | {"do": "slot", "slot": slot})
    assert answer.status_code == 302
    edition = writers.again()
    assert edition.state == Edition.State.SCHEDULED
    assert edition.publish_at.isoformat() == slot
    assert edition.revision.text == TYPED["text"]
    assert "It goes out on Tuesday 24 November, 9am" in words_on(ama.get(path))
    assert ama.post(f"{path}take-back/").status_code == 302
    assert writers.again().state == Edition.State.DRAFT


def test_a_button_that_is_too_old_says_so(writers: Writers) -> None:
    ama = writers.as_("ama")
    path = f"/write/{writers.draft.pk}/publish/"
    answer = ama.post(path, TYPED | {"do": "slot", "slot": MONDAY.isoformat()})
    assert answer.status_code == 422
    assert "has passed" in words_on(answer)
    assert "Publish on Tue 24 Nov, 9am" in words_on(answer)
    assert writers.again().revision.text == TYPED["text"]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose the day on which it goes out"),
        ({"other_day[day]": "22", "other_day[month]": "11", "other_day[year]": "2026",
          "other_time": "9.00"}, "Choose a moment in the next twelve months"),
        ({"other_day[day]": "25", "other_day[month]": "11", "other_day[year]": "2026",
          "other_time": "25:99"}, "Write the time like 9.00 or 14.30"),
    ],
)  # fmt: skip
def test_another_day_has_to_be_one(writers: Writers, given: dict, sentence: str) -> None:
    path = f"/write/{writers.draft.pk}/publish/"
    answer = writers.as_("ama").post(path, TYPED | given | {"do": "other"})
    assert answer.status_code == 422
    assert sentence in words_on(answer)
    assert "One more line." in answer.content.decode()


def test_another_day_and_now(writers: Writers) -> None:
    ama = writers.as_("ama")
    path = f"/write/{writers.draft.pk}/publish/"
    day = {"other_day[day]": "26", "other_day[month]": "11", "other_day[year]": "2026"}
    assert ama.post(path, TYPED | day | {"other_time": "14.30", "do": "other"}).status_code == 302
    assert clock.local(writers.again().publish_at).isoformat().startswith("2026-11-26T14:30")
    ama.post(f"/write/{writers.draft.pk}/take-back/")
    based_on = str(writers.again().revision.number)
    assert ama.post(path, TYPED | {"do": "now", "based_on": based_on}).status_code == 302
    assert writers.again().state == Edition.State.OPEN


def test_what_is_missing_is_said_beside_its_field(writers: Writers) -> None:
    answer = writers.as_("ama").post(
        f"/write/{writers.draft.pk}/publish/",
        TYPED | {"title": "", "text": "", "do": "now"},
    )
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.title.string.startswith("Error: ")
    links = {a["href"]: a.get_text(strip=True) for a in page.select(".nhsuk-error-summary a")}
    assert links == {"#id_title": "Give the message a title.", "#id_text": "Write the message."}
    assert writers.again().state == Edition.State.DRAFT


def test_one_message_a_week(writers: Writers) -> None:
    other = writing.begin(
        series=writers.series, author=writers.people["ben"], by=writers.people["ben"], at=MONDAY
    )
    writing.save(edition=other, words=WORDS, based_on=1, by=writers.people["ben"], at=MONDAY)
    publishing.publish(edition=other, by=writers.people["ben"], at=MONDAY)
    ama = writers.as_("ama")
    assert "Publish on Tue 1 Dec, 9am" in words_on(ama.get(f"/write/{writers.draft.pk}/"))
    answer = ama.post(f"/write/{writers.draft.pk}/publish/", TYPED | {"do": "now"})
    assert answer.status_code == 409
    assert "One message a week" in words_on(answer)


def test_autosave_says_what_it_did(writers: Writers) -> None:
    ama = writers.as_("ama")
    path = f"/write/{writers.draft.pk}/autosave/"
    told = ama.post(path, TYPED).json()
    assert (told["number"], told["said"], told["aside"]) == (3, "Saved at 9.15am", None)
    assert told["hints"][0].startswith("18 words of 400")
    assert ama.post(path, TYPED | {"based_on": "3"}).json()["number"] == 3
    again = ama.post(path, TYPED).json()
    assert (again["number"], again["aside"]) == (3, None)
    late = ama.post(path, TYPED | {"title": "Another", "based_on": "2"}).json()
    assert late["number"] == 4
    assert late["aside"]["address"] == f"/write/{writers.draft.pk}/two/4/"
    assert writers.again().revision.title == "I said I would come"


def test_a_save_without_a_session_keeps_the_words_on_the_page(writers: Writers) -> None:
    answer = writers.as_("").post(f"/write/{writers.draft.pk}/", TYPED)
    assert answer.status_code == 403
    assert "One more line." in answer.content.decode()


def test_two_people_at_once_lose_nothing(writers: Writers) -> None:
    dora, ama = writers.as_("dora"), writers.as_("ama")
    path = f"/write/{writers.draft.pk}/"
    dora.post(path, TYPED | {"title": "From Dora"})
    answer = ama.post(path, TYPED | {"title": "From Ama"})
    assert answer["Location"] == f"{path}two/4/"
    page = words_on(ama.get(answer["Location"]))
    assert "From Dora" in page
    assert "From Ama" in page
    assert ama.post(f"{path}versions/4/").status_code == 302
    assert writers.again().revision.title == "From Ama"
    assert Revision.objects.filter(edition=writers.draft, title="From Dora").exists()


def test_words_saved_while_the_message_is_on_its_way_are_kept_beside_it(writers: Writers) -> None:
    publishing.publish(edition=writers.draft, by=writers.people["ama"], at=MONDAY)
    ama = writers.as_("ama")
    answer = ama.post(f"/write/{writers.draft.pk}/", TYPED)
    assert answer["Location"].endswith("/two/3/")
    assert "Take it back first" in words_on(ama.get(answer["Location"]))
    refused = ama.post(f"/write/{writers.draft.pk}/versions/3/")
    assert refused.status_code == 409
    assert writers.again().revision.number == 2


def test_versions_are_listed_by_person_and_quarter(writers: Writers) -> None:
    for minutes in (1, 2, 16, 17, 40):
        writers.now = MONDAY + timedelta(minutes=minutes)
        number = writers.again().revision.number
        writers.save(replace(WORDS, title=f"At {minutes}"), based_on=number)
    ama = writers.as_("ama")
    page = BeautifulSoup(ama.get(f"/write/{writers.draft.pk}/versions/").content, "html.parser")
    assert len(page.select("ol.section > li")) == 3
    changes = ama.get(f"/write/{writers.draft.pk}/versions/?older=2&newer=7")
    marked = BeautifulSoup(changes.content, "html.parser")
    assert marked.find("del").get_text().endswith("I said I would come")
    assert marked.find("ins").get_text().endswith("At 40")
    for query in ("older=2&newer=99", "older=x&newer=2", "older=2&newer=99999999999999999999"):
        assert ama.get(f"/write/{writers.draft.pk}/versions/?{query}").status_code == 404


def test_the_preview_is_the_page_of_readers(writers: Writers) -> None:
    ama = writers.as_("ama")
    answer = ama.get(f"/write/{writers.draft.pk}/as-readers-see-it/")
    page = words_on(answer)
    for words in ("Tuesday 24 November 2026", "What one thing would help?", "Not out yet"):
        assert words in page
    assert BeautifulSoup(answer.content, "html.parser").main.find("form") is None
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    framed = ama.get(f"/write/{writers.draft.pk}/preview/")
    assert framed["X-Frame-Options"] == "DENY"


def test_a_second_pair_of_eyes(writers: Writers) -> None:
    ama, joe = writers.as_("ama"), writers.as_("joe")
    path = f"/write/{writers.draft.pk}/"
    assert joe.get(f"{path}check/").status_code == 404
    nobody = ama.post(f"{path}second-eyes/", {"checker": "", "email": "x@saltmarsh.example"})
    assert nobody.status_code == 422
    assert "Nobody here has this address" in words_on(nobody)
    bare = ama.post(f"{path}second-eyes/", {})
    assert "Choose who is to read it." in words_on(bare)
    asked = ama.post(f"{path}second-eyes/", {"checker": str(writers.people["joe"].pk)})
    assert asked.status_code == 302
    letter = Mail.objects.get(kind="second_eyes")
    assert "https://heed.example/write/" in letter.text
    assert "Joe is reading it" in words_on(ama.get(path))
    for page in ("check/", "preview/", "as-readers-see-it/"):
        assert joe.get(path + page).status_code == 200
    for page in ("", "versions/", "versions/1/", "autosave/"):
        assert joe.get(path + page).status_code == 403
    assert "asks you to read this" in words_on(joe.get(f"{path}check/"))
    unsaid = joe.post(f"{path}check/", {"answer": "change", "words": ""})
    assert unsaid.status_code == 422
    joe.post(f"{path}check/", {"answer": "change", "words": "Take out the <b>street</b>."})
    assert "You said what you would change" in words_on(joe.get(f"{path}check/"))
    assert "Take out the <b>street</b>." in words_on(ama.get(path))
    joe_again = joe.post(f"{path}check/", {"answer": "ready"})
    assert joe_again.status_code == 403


def test_a_series_can_ask_for_second_eyes(writers: Writers) -> None:
    writers.series.needs_second_eyes = True
    writers.series.save()
    ama = writers.as_("ama")
    answer = ama.post(f"/write/{writers.draft.pk}/publish/", TYPED | {"do": "now"})
    assert "Ask a second pair of eyes to read it first." in words_on(answer)


def test_a_correction_is_dated_and_visible(writers: Writers) -> None:
    edition = published(writers)
    ama = writers.as_("ama")
    path = f"/write/{edition.pk}/correct/"
    assert ama.get(path).status_code == 200
    assert writers.as_("dora").get(path).status_code == 404
    silent = ama.post(path, TYPED)
    assert silent.status_code == 422
    assert "Say in a sentence what you corrected" in words_on(silent)
    assert "One more line." in silent.content.decode()
    done = ama.post(path, TYPED | {"what": "I said Thursday; it was Friday."})
    assert done["Location"] == f"/messages/{edition.slug}/"
    page = words_on(Client().get(done["Location"], secure=True, headers={"host": "heed.example"}))
    assert "I said Thursday; it was Friday." in page
    assert "One more line." in page
    stale = ama.post(path, TYPED | {"title": "Stale", "what": "Again.", "based_on": "2"})
    assert stale.status_code == 422
    assert "Somebody corrected it while you wrote" in words_on(stale)
    assert Correction.objects.count() == 1


def test_a_picture_is_put_in_described_and_taken_out(writers: Writers) -> None:
    ama = writers.as_("ama")
    path = f"/write/{writers.draft.pk}/"
    assert ama.post(path, TYPED | {"do": "picture", "file": photo()}).status_code == 302
    revision = writers.again().revision
    assert revision.picture is not None
    assert revision.text == TYPED["text"]
    kept = TYPED | {"picture": str(revision.picture_id), "based_on": "3"}
    refused = ama.post(f"{path}publish/", kept | {"do": "now"})
    assert "Describe the picture" in words_on(refused)
    described = kept | {"picture_alt": "A kettle on a shelf"}
    assert ama.post(path, described | {"do": "save"}).status_code == 302
    assert writers.again().revision.picture_alt == "A kettle on a shelf"
    ama.post(path, described | {"do": "no_picture", "based_on": "4"})
    assert writers.again().revision.picture is None


def test_a_picture_of_another_message_is_no_picture(writers: Writers) -> None:
    ben = writers.people["ben"]
    other = writing.begin(series=writers.series, author=ben, by=ben, at=MONDAY)
    picture = Picture.objects.create(
        edition=other, digest="0" * 32, small=b"s", large=b"l", shared=b"j", width=2, height=1
    )
    writers.as_("ama").post(f"/write/{writers.draft.pk}/", TYPED | {"picture": str(picture.pk)})
    assert writers.again().revision.picture is None


def test_who_sees_a_picture(writers: Writers) -> None:
    ama = writers.as_("ama")
    ama.post(f"/write/{writers.draft.pk}/", TYPED | {"do": "picture", "file": photo()})
    picture = writers.again().revision.picture
    small = f"/pictures/{picture.digest}-small.webp"
    for name, status in {
        "ama": 200,
        "dora": 200,
        "ben": 404,
        "sam": 404,
        "joe": 404,
        "": 404,
    }.items():
        assert writers.as_(name).get(small).status_code == status, name
    assert "private" in ama.get(small)["Cache-Control"]
    based_on = writers.again().revision.number
    ama.post(
        f"/write/{writers.draft.pk}/publish/",
        TYPED | {"do": "now", "picture": picture.pk, "picture_is_decorative": "on",
                 "based_on": based_on, "visible_to": "staff"},
    )  # fmt: skip
    assert writers.again().state == Edition.State.OPEN
    for name, status in {"sam": 200, "": 404}.items():
        assert writers.as_(name).get(small).status_code == status, name
    Edition.objects.update(visible_to="public")
    answer = writers.as_("").get(f"/pictures/{picture.digest}-shared.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "name",
    ["..%2f..%2fetc%2fpasswd", "%00-small.webp", "0-small.webp", "0" * 32 + "-small.svg",
     "0" * 32 + "-huge.webp", "0" * 32 + "-small.webp", "%2e%2e", "A" * 5000],
)  # fmt: skip
def test_a_picture_has_no_other_name(writers: Writers, name: str) -> None:
    answer = writers.as_("ama").get(f"/pictures/{name}")
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize(
    ("field", "given", "sentence"),
    [
        ("text", "a" * 20_001, "Use 20,?000 characters or fewer"),
        ("text", "é" * 65_536, "too long to keep"),
        ("title", "a" * 201, "Use 200 characters or fewer"),
        ("question", "a" * 301, "Use 300 characters or fewer"),
        ("text", "before\0after", "hidden characters"),
        ("title", "a\u202eb", "hidden characters"),
        ("visible_to", "everybody", "Choose one of the answers"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(
    writers: Writers, field: str, given: str, sentence: str
) -> None:
    ama = writers.as_("ama")
    for path in ("", "publish/"):
        answer = ama.post(f"/write/{writers.draft.pk}/{path}", TYPED | {field: given, "do": "now"})
        assert answer.status_code == 422
        assert re.search(sentence, words_on(answer))
        assert given.replace("\0", "").replace("\u202e", "")[:200] in answer.content.decode() or (
            field == "visible_to"
        )
    assert writers.again().revision.number == 2


def test_autosave_drops_what_nobody_sees_and_refuses_what_is_too_long(writers: Writers) -> None:
    ama = writers.as_("ama")
    path = f"/write/{writers.draft.pk}/autosave/"
    assert ama.post(path, TYPED | {"text": "before\0\u202eafter"}).status_code == 200
    assert writers.again().revision.text == "beforeafter"
    answer = ama.post(path, TYPED | {"text": "a" * 20_001, "based_on": "3"})
    assert answer.status_code == 422
    assert "characters or fewer" in answer.json()["sentence"]


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "99", "1e3", "٣", "9" * 40])
def test_a_base_that_never_was_makes_an_aside_and_no_mistake(writers: Writers, number: str) -> None:
    answer = writers.as_("ama").post(f"/write/{writers.draft.pk}/", TYPED | {"based_on": number})
    assert answer["Location"].endswith("/two/3/")


def test_markup_in_every_field_stays_text(writers: Writers) -> None:
    nasty = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"
    ama = writers.as_("ama")
    fields = dict.fromkeys(("title", "text", "question", "got_wrong", "protecting"), nasty)
    ama.post(f"/write/{writers.draft.pk}/", TYPED | fields)
    writers.save(replace(WORDS, title=nasty, text=f"{nasty} later"), based_on=2, by="dora")
    for path in ["/write/", *pages(writers), f"/write/{writers.draft.pk}/two/4/",
                 f"/write/{writers.draft.pk}/versions/?older=3&newer=4"]:  # fmt: skip
        if path.endswith("autosave/"):
            continue
        page = BeautifulSoup(ama.get(path).content, "html.parser")
        assert not page.select("[onerror], script:not([src])"), path


def test_the_time_of_an_author_is_counted(writers: Writers) -> None:
    ama = writers.as_("ama")
    ama.get("/write/")
    ama.get(f"/write/{writers.draft.pk}/")
    clock.set_source(lambda: MONDAY + timedelta(minutes=4))
    ama.post(f"/write/{writers.draft.pk}/autosave/", TYPED)
    clock.set_source(lambda: MONDAY + timedelta(minutes=30))
    ama.post(f"/write/{writers.draft.pk}/autosave/", TYPED | {"title": "Later", "based_on": "3"})
    assert writers.people["ama"].efforts.get().seconds == 240
    assert "Heed has taken you four minutes this week." in words_on(ama.get("/write/"))


def test_an_author_who_lost_the_role_keeps_no_access(writers: Writers) -> None:
    writers.people["ama"].roles.filter(kind=Role.Kind.AUTHOR).delete()
    assert writers.as_("ama").get(f"/write/{writers.draft.pk}/").status_code == 403
