"""Looking for words, on whichever database the tests run."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.edition.actions import commenting, deciding, publishing, reporting, writing
from heed.edition.models import Edition
from heed.edition.queries.archive import Searchable
from heed.engines.folding import composed, fold, folded_text, may_hold, words_in
from heed.week.actions.searching import refresh_index
from heed.week.models import IndexedMessage
from heed.week.queries import searching
from heed.week.search import asking, cutting
from heed.week.search.asking import NothingToLookFor, Term
from tests import people
from tests.factories import editions
from tests.factories.editions import TUESDAY, WORDS
from tests.rooms.week.conftest import NOW


def message(cast, *, weeks_ago=0, visible_to="public", **words):
    """A message that is out; nothing of it is like another but for what is given."""
    plain = replace(WORDS, title=f"Number {weeks_ago}", text="Plain.", question="", got_wrong="")
    return editions.opened(
        cast.ama,
        words=replace(plain, protecting="", **words),
        at=TUESDAY - timedelta(weeks=weeks_ago),
        visible_to=visible_to,
    )


def titles(typed, *, staff=False, page=1):
    found = searching.search(typed, staff=staff, page=page)
    return [hit.message.title for hit in found.hits]


def index():
    return refresh_index(at=NOW)


# What is found


def test_a_word_is_found_in_title_text_question_author_and_comment(cast):
    message(cast, weeks_ago=4, title="The kettle")
    message(cast, weeks_ago=3, text="A quiet **kettle** by the door.")
    message(cast, weeks_ago=2, question="Who fills the kettle?")
    spoken_of = message(cast, weeks_ago=1)
    editions.posted(spoken_of, cast.joe, "Our kettle is broken.")
    message(cast, weeks_ago=0)
    index()
    assert set(titles("kettle")) == {"The kettle", "Number 3", "Number 2", "Number 1"}
    assert len(titles("Tetteh")) == 5


def test_a_reply_under_a_comment_is_found_too(cast):
    edition = message(cast)
    comment = editions.posted(edition, cast.joe)
    deciding.reply(comment=comment, text="Idris is looking into it.", by=cast.ama, at=NOW)
    index()
    assert titles("idris") == ["Number 0"]


def test_every_word_has_to_be_there_but_not_in_one_place(cast):
    message(cast, weeks_ago=1, title="Night", text="About breaks.")
    message(cast, weeks_ago=0, title="Night", text="About rotas.")
    index()
    assert len(titles("night breaks ")) == 1
    assert titles("night breaks rotas") == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("BREAK", "breaks"), ("breaks", "break"), ("stories", "story"), ("story", "stories"),
        ("cafe", "café"), ("café", "CAFE"), ("cafe\u0301", "café"), ("bevs", "Bev’s"),
        ("don't", "don’t"), ("ŵyl", "Ŵyl"), ("wyl", "ŵyl"), ("strasse", "Straße"),
        ("2026", "2026"), ("1e5", "1e5"),
    ],
)  # fmt: skip
def test_case_accents_apostrophes_and_plurals_make_no_difference(cast, typed, written):
    message(cast, text=f"It says {written} here.")
    index()
    assert titles(f"{typed} ") == ["Number 0"]


def test_the_last_word_may_be_unfinished_and_an_earlier_one_may_not(cast):
    message(cast, text="The garage roundabout.")
    index()
    assert titles("garage round") == ["Number 0"]
    assert titles("gar roundabout") == []
    assert titles("garage round ") == []


def test_quoted_words_stand_next_to_each_other(cast):
    message(cast, weeks_ago=1, text="We eat in a lay by the road.")
    message(cast, weeks_ago=0, text="By the lay of the road.")
    index()
    assert titles('"lay by the"') == ["Number 1"]
    assert len(titles("lay by the ")) == 2
    assert titles("“lay by” road") == ["Number 1"]


def test_a_title_goes_before_a_comment_and_the_newer_of_equals_first(cast):
    spoken_of = message(cast, weeks_ago=0)
    editions.posted(spoken_of, cast.joe, "About the kettle.")
    message(cast, weeks_ago=1, title="The kettle")
    message(cast, weeks_ago=3, text="Same words exactly, a lantern.", title="Twin")
    message(cast, weeks_ago=2, text="Same words exactly, a lantern.", title="Twin")
    index()
    assert titles("kettle") == ["The kettle", "Number 0"]
    twins = searching.search("lantern", staff=False).hits
    assert twins[0].message.opened_at > twins[1].message.opened_at


# What is shown of it


def test_the_piece_is_cut_around_the_words_with_each_of_them_marked(cast):
    far = " ".join(f"word{n}" for n in range(200))
    message(cast, text=f"{far}\n\nThe garage locks its toilet at eleven.\n\n{far}")
    index()
    (hit,) = searching.search("garage toil", staff=False).hits
    assert "<mark>garage</mark> locks its <mark>toilet</mark>" in hit.cut.html
    assert hit.cut.html.startswith("… ")
    assert hit.cut.html.endswith(" …")
    assert len(hit.cut.html) < 600


def test_a_piece_of_a_comment_says_that_it_is_one(client, cast):
    edition = message(cast)
    editions.posted(edition, cast.joe, "The garage locks its toilet.", name="Lorna Pettifer")
    index()
    page = BeautifulSoup(client.get(reverse("week:search"), {"q": "garage"}).content, "html.parser")
    assert "From a comment:" in page.main.get_text()
    assert "Lorna" not in page.main.get_text()


def test_what_people_wrote_is_escaped_and_only_marks_are_markup(client, cast):
    payload = "<img src=x onerror=alert(1)> kettle \"'<mark>"
    edition = message(cast, title=f"T {payload}", text=f"A {payload}")
    editions.posted(edition, cast.joe, f"C {payload}")
    index()
    raw = client.get(reverse("week:search"), {"q": "kettle <img"}).content.decode()
    assert "<img src=x" not in raw
    marks = BeautifulSoup(raw, "html.parser").main.find_all("mark")
    assert {mark.get_text() for mark in marks} == {"kettle", "img"}


def test_ten_messages_a_page_and_no_page_too_far(cast):
    for week in range(12):
        message(cast, weeks_ago=week, text="A kettle.")
    index()
    assert len(titles("kettle")) == 10
    assert len(titles("kettle", page=2)) == 2
    assert titles("kettle", page=2) == titles("kettle", page=99)
    assert searching.search("kettle", staff=False).count == 12


# What must not be found


def test_words_that_wait_or_were_not_posted_are_never_found(cast):
    edition = message(cast)
    editions.waiting(edition, "A secret lantern that waits.")
    refused = editions.waiting(edition, "A secret lantern that was refused.")
    editions.decide(refused, cast.joe, "not_posted")
    passed = editions.waiting(edition, "A secret lantern for the guardian.")
    editions.decide(passed, cast.joe, "passed_on")
    index()
    assert titles("lantern", staff=True) == []


@pytest.mark.parametrize("how", ["withdrawn", "taken down", "corrected"])
def test_words_that_left_the_page_are_not_found_even_before_the_index_is_made_again(cast, how):
    edition = message(cast, text="A lantern." if how == "corrected" else "Plain.")
    comment = editions.posted(edition, cast.joe, "A lantern of my own and a bucket.")
    if how == "corrected":
        commenting.withdraw(comment=comment, at=NOW)
    index()
    assert titles("lantern") == ["Number 0"]
    if how == "withdrawn":
        commenting.withdraw(comment=comment, at=NOW)
    elif how == "taken down":
        report = reporting.report(comment=comment, words="No", at=NOW)
        reporting.decide_report(
            report=report, take_down=True, reason="abuse", words="No.", by=cast.joe, at=NOW
        )
    else:
        edition.refresh_from_db()
        publishing.correct(
            edition=edition,
            words=replace(writing.words_of(edition.revision), text="Nothing of it."),
            what="It was wrong.",
            by=cast.ama,
            at=NOW,
        )
    assert titles("lantern") == []
    assert searching.search("lantern", staff=True).count == 0
    assert titles("number") == ["Number 0"]
    assert index() == 1
    assert titles("lantern") == []
    kept = IndexedMessage.objects.get()
    assert "lantern" not in kept.text + kept.comments


def test_a_message_that_changed_is_still_found_by_what_it_keeps(cast):
    edition = message(cast, text="A lantern.")
    index()
    editions.posted(edition, cast.joe, "Something new about a bucket.")
    assert titles("lantern") == ["Number 0"]
    assert titles("bucket") == []
    index()
    assert titles("bucket") == ["Number 0"]


def test_nothing_of_a_staff_only_message_reaches_anybody_else(client, cast):
    secret = message(cast, weeks_ago=1, visible_to="staff", title="Lantern", text="A lantern.")
    editions.posted(secret, cast.joe, "My lantern too.")
    message(cast, text="A bucket.")
    index()
    answer = client.get(reverse("week:search"), {"q": "lantern"})
    assert "No message holds all of these words." in answer.content.decode()
    assert secret.slug not in answer.content.decode()
    assert searching.search("lantern", staff=False).count == 0
    people.sign_in(client, cast.sam)
    assert secret.slug in client.get(reverse("week:search"), {"q": "lantern"}).content.decode()


def test_drafts_are_not_in_the_index(cast):
    editions.draft(cast.ama)
    index()
    assert not IndexedMessage.objects.exists()


# How the index is kept


def test_the_index_is_made_again_only_where_something_changed(cast, django_assert_num_queries):
    for week in range(3):
        message(cast, weeks_ago=week)
    assert index() == 3
    assert index() == 0
    with django_assert_num_queries(2):
        index()
    editions.posted(Edition.objects.first(), cast.joe)
    assert index() == 1


def test_a_message_that_is_gone_leaves_the_index(cast):
    edition = message(cast, text="A lantern.")
    index()
    Edition.objects.filter(pk=edition.pk).update(visible_to="staff", page_version=99)
    assert titles("lantern") == []
    assert titles("lantern", staff=True) == ["Number 0"]
    IndexedMessage.objects.filter(key=edition.pk).update(key=edition.pk + 7)
    assert titles("lantern", staff=True) == []
    assert index() == 2
    assert list(IndexedMessage.objects.values_list("key", flat=True)) == [edition.pk]


def test_a_flood_of_comments_fits_into_the_index(cast, monkeypatch):
    from heed.week.actions import searching as actions

    monkeypatch.setattr(actions, "MOST_BYTES_OF_COMMENTS", 60)
    edition = message(cast)
    editions.posted(edition, cast.joe, "First a lantern, ŵ.")
    editions.posted(edition, cast.joe, "Then " + " ".join(f"éé{n}" for n in range(40)))
    index()
    kept = IndexedMessage.objects.get().comments
    assert len(kept.encode()) <= 60
    assert titles("lantern") == ["Number 0"]


def test_an_index_can_hold_as_much_as_is_promised(cast):
    IndexedMessage.objects.create(
        key=1, version=1, title="", author="", question="", text="",
        comments=" ".join(f"word{n}" for n in range(23_000))[:250_000],
    )  # fmt: skip
    assert IndexedMessage.objects.count() == 1


def test_a_search_costs_the_same_however_much_it_finds(client, cast, django_assert_num_queries):
    message(cast, text="A kettle.")
    index()
    # versions, index, list, comments, replies, messages, and the organisation's name
    with django_assert_num_queries(7):
        client.get(reverse("week:search"), {"q": "kettle"})
    for week in range(1, 8):
        message(cast, weeks_ago=week, text="A kettle.")
    index()
    with django_assert_num_queries(7):
        client.get(reverse("week:search"), {"q": "kettle"})


# What people type

NASTY = [
    '"', "'", '"""', "a AND", "AND", "OR", "NOT", "NEAR(", "a NEAR/2 b", "title:x", "*", "a*", "^a",
    "-a", "+a", "a - b", "(", ")", "a)", "a & | b", "!a", "a <-> b", "a:*", "\\", "a\\'b", "%", "_",
    "; DROP TABLE x; --", "{a}", "[a]", "<script>", "\u202eabc", "\ud83d".encode("utf-8", "replace").decode(),
    "🙂", "½", "漢字", "ا", "a\tb\nc", "K\u212b", "ﬁre", "İ", "ß", "1.5e10", "a.b@c.d", "http://a.b/c?d=e",
]  # fmt: skip


@pytest.mark.parametrize("typed", NASTY)
def test_whatever_is_typed_gets_an_answer(client, cast, typed):
    message(cast, text="Plain a b c.")
    index()
    answer = client.get(reverse("week:search"), {"q": typed})
    assert answer.status_code in (200, 422)
    assert "<h1>" in answer.content.decode()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_question(django_db_blocker, typed):
    with django_db_blocker.unblock():
        from heed.week.search.engine import engine

        try:
            terms = asking.read(typed)
        except NothingToLookFor:
            return
        assert engine().find(terms, [1, 2]) == []


test_no_text_at_all_breaks_the_question = pytest.mark.usefixtures("db")(
    test_no_text_at_all_breaks_the_question
)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Type a word to look for."),
        ("   ", "Type a word to look for."),
        ("?!*", "Type a word to look for."),
        ("a\x00b", "hidden characters"),
        ("kettle " * 30, "Use 200 characters or fewer"),
        ("kettle " * 1500, "too long"),
    ],
)
def test_what_cannot_be_looked_for_gets_a_clear_sentence(client, cast, typed, sentence):
    answer = client.get(reverse("week:search"), {"q": typed})
    assert answer.status_code == 422
    summary = BeautifulSoup(answer.content, "html.parser").select_one(".nhsuk-error-summary")
    assert sentence in summary.get_text()


def test_the_box_keeps_what_was_typed(client, cast):
    page = client.get(reverse("week:search"), {"q": 'kettle "x'}).content
    assert BeautifulSoup(page, "html.parser").select_one("#id_q")["value"] == 'kettle "x'


def test_reading_a_question():
    assert asking.read("Night breaks") == (
        Term(("night",)),
        Term(("break",), beginning="breaks"),
    )
    assert asking.read('"night breaks" x ') == (Term(("night", "break")), Term(("x",)))
    assert len(asking.read(" ".join(f"w{n}" for n in range(40)))) == asking.MOST_WORDS


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("status", "status"), ("class", "class"), ("bus", "bus"), ("buses", "buse"), ("shoes", "shoes"),
        ("queries", "query"), ("is", "is"), ("gas", "gas"), ("ROTAS", "rota"), ("x" * 90, "x" * 40),
    ],
)  # fmt: skip
def test_folding_a_word(word, folded):
    assert fold(word) == folded


@given(st.text(max_size=60), st.sampled_from(["berries", "l’été", "Straße", "kettles", "it's"]))
def test_a_quick_look_never_misses_a_word_that_is_there(text, word):
    words = composed(f"{text} {word}")
    assert all(may_hold(words)(found.folded) for found in words_in(words))


def test_the_first_piece_that_holds_most_is_cut(cast):
    comments = ("A kettle.", "A toilet, a kettle.", "The kettles and the toilets.")
    message = Searchable(1, 1, "", "", "A kettle?", "Nothing of it.", comments)
    for typed, said in (
        ("kettle toilet ", "A <mark>toilet</mark>, a <mark>kettle</mark>."),
        ("kettle ", "A <mark>kettle</mark>?"),
        ("nobody ", "Nothing of it."),
    ):
        assert cutting.best_cut(asking.read(typed), message).html == said


@given(st.text(max_size=200))
def test_folded_text_is_letters_and_figures_between_single_spaces(text):
    folded = folded_text(text)
    assert all(word.isalnum() for word in folded.split(" ") if folded)
    assert "  " not in folded
