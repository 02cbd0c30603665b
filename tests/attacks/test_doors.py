"""A curious colleague, or nobody at all, opens every address there is."""

from dataclasses import replace

import pytest

from heed.edition.actions import publishing, writing
from heed.edition.models import Edition, Revision
from heed.edition.queries.writing import for_reading
from heed.people import actions as people
from heed.people.models import Role
from tests.attacks.addresses import addresses_of
from tests.factories.editions import WORDS

ROLES = ("", "sam", "iain", "ama", "dora", "joe", "nadia", "tariq", "ben")
SECRET = "The closure of Thornsea is not decided yet."
PICTURE = "3f" * 16
STAFF = {"sam", "iain", "ama", "dora", "joe", "nadia", "tariq", "ben"}
TO = {
    "people:second_factor": STAFF,
    "people:no_second_factor": STAFF,
    "people:me": STAFF,
    "people:away": STAFF,
    "people:away_of": {"tariq"},
    "edition:enter_cards": STAFF,
    "edition:my_cards": STAFF,
    "edition:change_card": STAFF,
    "edition:paper_for_author": {"ama", "ben"},
    "people:what_is_kept": STAFF,
    "people:erase_me": STAFF,
    "answer:": {"ama", "ben"},
    "answer:tap": STAFF,
    "answer:give": STAFF,
    "answer:erase_picture": STAFF,
    "answer:on_shift": STAFF,
    "week:removed": {"tariq"},
    "week:assessment": {"tariq"},
    "week:": set(ROLES),
    "queue:": {"joe"},
    "queue:guardian": {"nadia"},
    "people:": {"tariq"},
    "week:mail_mine": {"sam", "iain", "ama", "dora", "joe", "nadia", "tariq", "ben"},
    "week:mail_again": {"tariq"},
    "week:mail_let_be": {"tariq"},
    "week:running": {"tariq"},
    "edition:reply": {"ama", "joe", "ben"},
}
TO_ALL = {
    "people:sign_in", "account_login", "account_signup", "account_request_login_code",
    "account_confirm_login_code", "people:directory", "people:directory_back",
    "people:enter_second_factor", "people:card", "people:portrait", "edition:page", "edition:comment",
    "edition:report", "edition:writers_page", "edition:picture", "edition:confide",
    "edition:private_page", "edition:write_to_guardian", "edition:take_back_confidence",
    "edition:stand_up_sheet", "edition:report_card",
    "edition:remove", "people:erased",
    "answer:heard", "answer:promises", "answer:promises_feed", "answer:promise", "answer:wall",
    "answer:listening_card", "answer:picture",
}  # fmt: skip


@pytest.fixture
def draft(story):
    """Ama's draft, with a picture; the words of an earlier version are a secret of hers too."""
    cast = story.cast
    object.__setattr__(cast, "ben", people.welcome(name="Ben Okafor", email="ben@s.example"))
    people.give_role(person=cast.ben, kind=Role.Kind.AUTHOR)
    edition = writing.begin(series=story.edition.series, author=cast.ama, by=cast.ama, at=story.now)
    picture = writing.keep_picture(
        edition=edition, digest=PICTURE, small=b"s", large=b"l", shared=b"j", width=480,
        height=320, by=cast.ama,
    )  # fmt: skip
    words = replace(WORDS, text=SECRET, picture_id=picture.pk, picture_alt="A station")
    writing.save(edition=edition, words=words, based_on=1, by=cast.ama, at=story.now)
    return Edition.objects.get(pk=edition.pk)


def may_open(name: str, role: str) -> bool:
    if name in TO_ALL:
        return True
    allowed = next(
        (TO[start] for start in sorted(TO, key=len, reverse=True) if name.startswith(start)), None
    )
    if allowed is None and name.startswith("week:"):
        return True
    return allowed is not None and role in allowed


def test_every_address_lets_in_those_whom_it_is_for_and_nobody_else(story, draft, browser):
    posted, waiting = story.posted(), story.comment("The kettle at Thornsea is broken.")
    for role in ROLES:
        client = browser(role)
        for name, path in addresses_of(story, posted, waiting).items():
            answer = client.get(path)
            if path.startswith("/write/"):
                continue  # below, each on its own
            if answer.status_code == 405:
                continue
            opened = answer.status_code in (200, 404) and "This page is for" not in str(
                answer.content
            )
            if not may_open(name, role):
                assert answer.status_code in (302, 403), (name, role, answer.status_code)
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/sign-in/?next=/"), (name, role)
            else:
                assert opened or answer.status_code == 302, (name, role, answer.status_code)


def test_a_draft_is_opened_by_its_writers_alone(story, draft, browser):
    newest = draft.revisions.order_by("-number").first()
    assert newest is not None
    paths = [
        f"/write/{draft.pk}/{rest}"
        for rest in (
            "", "autosave/", "publish/", "take-back/", "correct/", "preview/",
            "as-readers-see-it/", "versions/", f"versions/{newest.number}/",
            f"versions/?older=1&newer={newest.number}", f"two/{newest.number}/", "second-eyes/",
            "check/", "mail/", "mail/as-html/", "mail/to-pass-on/",
        )
    ]  # fmt: skip
    paths += [f"/pictures/{PICTURE}-{size}" for size in ("small.webp", "large.webp", "shared.jpg")]
    before = Revision.objects.count()
    for role in ROLES:
        client = browser(role)
        for path in paths:
            for answer in (client.get(path), client.post(path, {"text": "Mine now", "do": "now"})):
                is_writer = role in ("ama", "dora")
                if not is_writer:
                    assert answer.status_code in (302, 403, 404, 405), (role, path)
                    assert SECRET not in answer.content.decode(errors="replace"), (role, path)
            if role == "ama":
                break
        if role == "ama":
            continue
        for public in ("/", "/messages/", "/messages.atom", "/search/?q=Thornsea", "/write/"):
            shown = client.get(public).content.decode()
            assert SECRET not in shown or role == "dora", (role, public)
    assert Revision.objects.exclude(by=story.cast.dora).count() <= before + 1
    draft.refresh_from_db()
    assert draft.state == Edition.State.DRAFT, "a drafter never publishes"


def test_whoever_has_said_what_they_think_reads_no_further(story, draft, browser):
    joe, at = story.cast.joe, story.now
    publishing.ask_for_check(
        edition=draft, checker=joe, address="https://heed.example/", by=story.cast.ama, at=at
    )
    client = browser("joe")
    pages = [f"/write/{draft.pk}/{name}/" for name in ("check", "preview", "as-readers-see-it")]
    picture = f"/pictures/{PICTURE}-small.webp"
    assert {client.get(page).status_code for page in [*pages, picture]} == {200}
    publishing.finish_check(edition=draft, is_ready=False, words="Shorter.", by=joe, at=at)
    again = replace(WORDS, text=f"{SECRET} And I fear for Sedge Road.")
    newest = Edition.objects.get(pk=draft.pk).revision
    writing.save(edition=draft, words=again, based_on=newest.number, by=story.cast.ama, at=at)
    assert client.get(pages[0]).status_code == 200, "what they said, they may look at"
    assert "Sedge Road" not in client.get(pages[0]).content.decode()
    for page in [*pages[1:], picture]:
        assert client.get(page).status_code == 404, page
    assert for_reading(joe, draft.pk) is None


def test_what_is_for_staff_is_nowhere_for_others(story, browser):
    from tests.factories import editions

    comment = story.posted("We cannot say that outside.")
    Edition.objects.filter(pk=story.edition.pk).update(visible_to="staff")
    slug = story.edition.slug
    nobody, sam = browser(), browser("sam")
    # A page that somebody of the staff opened is stored; it stays theirs.
    assert sam.get(f"/messages/{slug}/").status_code == 200
    closed = [
        f"/messages/{slug}/", f"/messages/{slug}/comment/", f"/messages/{slug}/poster/",
        f"/comments/{comment.pk}/report/",
    ]  # fmt: skip
    for path in closed:
        assert nobody.get(path).status_code == 404, path
        assert nobody.post(path, {}).status_code in (404, 405), path
        assert sam.get(path).status_code == 200, path
    for path in ("/", "/messages/", "/messages.atom", "/search/?q=outside", "/search/?q=crew"):
        page = nobody.get(path)
        assert editions.WORDS.title not in page.content.decode(), path
        assert "cannot say that" not in page.content.decode(), path
    assert "atom" in nobody.get("/messages.atom")["Content-Type"]


@pytest.mark.parametrize(
    "path",
    [
        "/pictures/../../etc/passwd",
        "/pictures/%2e%2e%2f%2e%2e%2fsettings.py",
        "/pictures/" + "0" * 32 + "-small.webp%00.svg",
        "/portraits/%00.webp",
        "/static/../heed.sqlite3",
        "/static/%2e%2e/heed.sqlite3",
        "/static/..%5cheed.sqlite3",
        "/your-comment/%00/",
        "/your-comment/1/",
        "/your-comment/1.AAAAAAAAAAAAAAAAAAAAAA/",
        "/your-comment/" + "1" * 5000 + "/",
        "/your-comment/1.%E2%80%AE/",
        "/messages/%00/",
        "/messages/" + "a" * 5000 + "/",
        "/comments/99999999999999999999999/report/",
        "/comments/-1/report/",
        "/queue/comment/%00/",
        "/search/?q=%00",
        "/search/?q=" + "%22" * 150,
        "/search/?q=%E2%80%AE&page=-1",
        "/search/?q=NEAR%28a%20b%29%20OR%20*&page=999999999999",
        "/messages/?year=0&author=%00&page=%00",
        "/messages/?year=99999&author='--",
        "/what-came-in/?week=%00",
        "/what-came-in/?week=2026-W99",
        "/sign-in/?next=%00",
        "/.git/config",
        "/.env",
        "/admin/",
        "/heed.sqlite3",
        "/demo/become/joe/",
        "/become/joe/",
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/password/reset/",
    ],
)
def test_an_address_that_means_harm_is_answered_with_a_plain_page(story, browser, path):
    for role in ("", "joe"):
        answer = browser(role).get(path)
        assert answer.status_code in (200, 302, 400, 404, 422), answer.status_code
        words = answer.content.decode()
        assert "Traceback" not in words
        assert "django" not in words.lower()
        assert "script-src 'self'" in answer["Content-Security-Policy"]


def test_every_answer_carries_the_headers_whatever_it_is(story, browser):
    posted, waiting = story.posted(), story.comment("The kettle at Thornsea is broken.")
    paths = addresses_of(story, posted, waiting)
    for role in ("", "joe", "ama"):
        client = browser(role)
        for name, path in paths.items():
            for answer in (client.get(path), client.post(path), client.delete(path)):
                told = answer.headers
                if name == "week:mail_as_html":
                    # The HTML of a mail, in a frame: its look stands in it, and it runs nothing.
                    assert "default-src 'none'" in told["Content-Security-Policy"]
                    assert "script-src 'none'" in told["Content-Security-Policy"]
                    continue
                assert "script-src 'self'" in told["Content-Security-Policy"], name
                assert "unsafe" not in told["Content-Security-Policy"], name
                assert told["X-Content-Type-Options"] == "nosniff", name
                assert told["X-Frame-Options"] in ("DENY", "SAMEORIGIN"), name
                assert told["Referrer-Policy"] in ("same-origin", "no-referrer"), name
                assert told["Strict-Transport-Security"], name
                is_kept = "public" in told.get("Cache-Control", "")
                assert not (role and is_kept and answer.status_code == 200), name
                if role and answer.status_code == 200 and "html" in told["Content-Type"]:
                    varies = "Cookie" in told.get("Vary", "") or "private" in told["Cache-Control"]
                    assert varies, (name, role)


def test_a_private_page_and_what_decides_are_stored_by_no_browser(story, browser):
    posted, waiting = story.posted(), story.comment("The kettle at Thornsea is broken.")
    paths = addresses_of(story, posted, waiting)
    for role in ("joe", "nadia", "ama", "tariq", "sam"):
        client = browser(role)
        for name, path in paths.items():
            if name.startswith(
                ("queue:", "people:me", "people:person", "people:list", "edition:w")
            ):
                answer = client.get(path)
                if answer.status_code == 200:
                    assert "no-store" in answer["Cache-Control"], (name, role)
