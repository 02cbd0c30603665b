"""What is owed belongs to the series: another author takes on what nobody reads any more."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from heed.answer import gate
from heed.answer.actions import asking, gathering, playing_back, promising, taking_on
from heed.answer.models import Playback, TakenOn, Tap
from heed.answer.queries import promises, standing, telling
from heed.edition.actions import publishing
from heed.edition.actions.refusals import NotNow, NotYours
from heed.edition.models import Edition
from heed.people import actions as people_actions
from heed.people import rights
from tests import people
from tests.factories import loop, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db
SERIES = "the-leadership-message"
LATER = loop.PROMISED + timedelta(days=30)


def author(name: str, **role: str):
    email = f"{name.split()[0].lower()}@saltmarsh.example"
    person = people_actions.welcome(name=name, email=email, post=f"Post of {name}")
    people_actions.give_role(person=person, kind="author", **role)
    return person


@pytest.fixture
def ben(cast):
    return author("Ben Okafor")


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.")


def leaves(person, at=loop.READ):
    people_actions.part_with(person=person, at=at)


def writes_no_more(person):
    people_actions.take_role(role=person.roles.get(kind="author"))


def address(name, message):
    return reverse(f"answer:{name}", args=[message.slug])


def taken(message, by, at=loop.READ):
    return taking_on.take_on(message=message, by=by, at=at)


@pytest.mark.parametrize("goes", [leaves, writes_no_more])
def test_from_the_gate_to_an_end_in_one_page_and_one_button(cast, message, ben, hands, goes):
    """The late sentence says that nobody reads them, leads to the page, and is gone with the end."""
    goes(cast.ama)
    hands.at = LATER
    (stop,) = gate.what_is_owed(message.series_id, at=LATER)
    assert "Ama no longer writes in this series: another author can take them on." in stop.sentence
    client = sign_in(Client(), ben)
    answer = client.get(stop.page, follow=True)
    assert answer.redirect_chain[-1][0] == address("take_on", message)
    shown = pages.text(answer)
    assert "Ama Tetteh no longer writes in this series. Read the answers to" in shown
    assert message.title in shown
    assert "and answer them under your own name. Two answers came in." in shown
    assert not TakenOn.objects.exists(), "to look is not to take"
    answer = client.post(address("take_on", message), follow=True)
    assert answer.redirect_chain[-1][0] == stop.page
    assert "No kettle at night." in pages.text(answer)
    (stop,) = gate.what_is_owed(message.series_id, at=LATER)
    assert "Ben reads them." in stop.sentence
    loop.heard(message, ben, at=LATER + timedelta(days=2))
    assert gate.what_is_owed(message.series_id, at=LATER + timedelta(days=2)) == []


def test_while_she_writes_nobody_else_finds_a_way_in(cast, message, ben, hands):
    client = sign_in(Client(), ben)
    for name in ("reading", "take_on", "make_promise"):
        assert client.get(address(name, message)).status_code == 404
        assert client.post(address(name, message)).status_code == 404
    with pytest.raises(NotNow, match="Ama Tetteh reads and answers it"):
        taken(message, ben)
    assert not TakenOn.objects.exists()


def test_others_than_the_authors_of_the_series_do_not_take_it(cast, message, hands):
    """A drafter, a moderator, a reader; an author of another series; whoever left too."""
    publishing.begin_series(name="Night notes")
    other, gone = author("Una Brook", scope="night-notes"), author("Hugo Vane")
    leaves(cast.ama)
    leaves(gone)
    for somebody in (cast.dora, cast.joe, cast.sam, other, gone, cast.ama):
        with pytest.raises(NotYours):
            taken(message, somebody)
    for somebody, status in ((cast.dora, 403), (cast.joe, 403), (cast.sam, 403), (other, 404)):
        client = sign_in(Client(), somebody)
        for name in ("take_on", "reading"):
            assert client.get(address(name, message)).status_code == status, somebody
            assert client.post(address(name, message)).status_code == status, somebody
    assert Client().get(address("take_on", message)).status_code == 302
    assert not TakenOn.objects.exists()


def test_a_forged_button_takes_nothing(cast, message, ben, hands):
    leaves(cast.ama)
    forged = sign_in(Client(enforce_csrf_checks=True), ben)
    assert forged.post(address("take_on", message)).status_code == 403
    client = sign_in(Client(), ben)
    assert client.post(address("reading", message), {"do": "publish"}).status_code == 404
    assert client.post(address("say_no", message), {"what": "x"}).status_code == 404
    assert client.post(reverse("answer:take_on", args=["no-such-message"])).status_code == 404
    client.post(address("take_on", message), {"by": cast.sam.pk, "name": "Somebody Else"})
    row = TakenOn.objects.get()
    assert (row.by, row.name, row.post) == (ben, "Ben Okafor", "Post of Ben Okafor")


def test_not_out_yet_everything_carries_the_name_of_who_took_it_on(cast, message, ben, hands):
    leaves(cast.ama)
    taken(message, ben)
    theme = loop.heard(message, ben)
    made = loop.promised(message, theme, cast.bev, ben)
    hands.at = loop.PROMISED
    reader = Client()
    heard = pages.text(reader.get(address("heard", message)))
    assert "Ben Okafor" in heard and "Post of Ben Okafor" in heard
    assert "Did Ben understand what you meant?" in heard
    slot = pages.text(reader.get(reverse("edition:page", args=[message.slug])))
    assert "Read what Ben heard" in slot
    assert "Ama Tetteh" in slot, "the message itself stays hers"
    promise = pages.text(reader.get(reverse("answer:promise", args=[SERIES, made.number])))
    assert "What Ben heard before promising it" in promise
    sheet = pages.text(reader.get(reverse("answer:wall", args=[SERIES, made.number])))
    assert "Ben Okafor" in sheet and "Ama Tetteh" not in sheet
    for page in (heard, promise):
        assert "What Ama heard" not in page
    became = telling.became(
        SERIES, edition=message.pk, opened_at=loop.PROMISED, is_for_staff=True, at=loop.PROMISED
    )
    assert [one.message.author for one in became.heard] == ["Ben Okafor"]
    with pytest.raises(NotNow, match="Everybody else is asked this"):
        asking.tap(tap=Tap.objects.get().pk, answer="yes", by=ben, at=loop.PROMISED)


def test_the_writer_reads_who_heard_and_who_promised(cast, message, ben, hands):
    from heed.answer import filling
    from heed.edition.models import Comment
    from heed.edition.queries import answers

    theme = loop.heard(message, cast.ama)
    leaves(cast.ama, loop.HEARD)
    taken(message, ben, loop.HEARD + timedelta(hours=1))
    loop.promised(message, theme, cast.bev, ben)
    one = answers.of_comment(Comment.objects.first())
    page = filling.your_words(one, message.pk, at=loop.PROMISED)
    assert ">Ama</span> heard" in page
    assert ">Ben</span> promised" in page


def test_what_was_out_keeps_its_name_and_only_what_comes_after_is_his(cast, message, ben, hands):
    theme = loop.heard(message, cast.ama)
    hers = loop.promised(message, theme, cast.bev, cast.ama)
    leaves(cast.ama, loop.PROMISED)
    then = loop.PROMISED + timedelta(hours=1)
    taken(message, ben, then)
    his = loop.promised(message, theme, cast.bev, ben, at=then, what="A kettle in each garage")
    found = {one.number: one.author for one in promises.promises_of(message.pk, at=then)}
    assert found == {hers.number: "Ama Tetteh", his.number: "Ben Okafor"}
    hands.at = then
    client = sign_in(Client(), ben)
    heard = pages.text(client.get(address("heard", message)))
    assert "Ama Tetteh" in heard and "Did Ama understand what you meant?" in heard
    assert "Ben Okafor" not in heard.split("Theme 1")[1]
    page = pages.text(client.get(reverse("answer:promise", args=[SERIES, his.number])))
    assert "What Ama heard before Ben promised it" in page
    promising.say_no(
        message=message, themes=[theme.pk], what="A bus", reason=loop.REASON, by=ben, at=then,
        role="director of estates",
    )  # fmt: skip
    promising.hand_on(
        message=message, themes=[theme.pk], to_whom="Estates", words="", by=ben, at=then
    )
    asking.tap(tap=Tap.objects.get().pk, answer="yes", by=ben, at=then)
    with pytest.raises(NotYours, match="Only Ben Okafor reads and answers here"):
        promising.hand_on(
            message=message, themes=[theme.pk], to_whom="Estates", words="", by=cast.ama, at=then
        )


def test_if_he_leaves_too_the_next_takes_it_on_and_each_name_stays(cast, message, ben, hands):
    leaves(cast.ama)
    taken(message, ben)
    theme = loop.heard(message, ben)
    loop.promised(message, theme, cast.bev, ben)
    leaves(ben, loop.PROMISED)
    una = author("Una Brook")
    then = loop.PROMISED + timedelta(hours=1)
    hands.at = then
    client = sign_in(Client(), una)
    page = pages.text(client.get(address("reading", message), follow=True))
    assert "Ben Okafor no longer writes in this series." in page
    assert "What Ben heard is out and keeps that name" in page
    client.post(address("take_on", message))
    loop.promised(message, theme, cast.bev, una, at=then, what="A kettle in each garage")
    found = [one.author for one in promises.promises_of(message.pk, at=then)]
    assert found == ["Ben Okafor", "Una Brook"]
    assert "Did Ben understand" in pages.text(Client().get(address("heard", message)))


def test_what_she_let_go_out_by_itself_waits_for_him(cast, message, ben, hands):
    """Her words stand as a draft; nothing goes out under his name before he publishes it."""
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    playback = Playback.objects.get()
    due = loop.READ + timedelta(days=1)
    Playback.objects.update(title="Miles", thanks="Thank you.", publish_at=due)
    leaves(cast.ama)
    hands.at = loop.READ
    client = sign_in(Client(), ben)
    page = pages.text(client.get(address("take_on", message)))
    assert "What Ama wrote so far stands there as a draft." in page
    client.post(address("take_on", message), follow=True)
    assert playing_back.publish_due(at=due) == 0
    playback.refresh_from_db()
    assert (playback.title, playback.publish_at, playback.published_at) == ("Miles", None, None)
    assert playback.first_read_at is not None, "he was led to the answers"


def test_where_his_messages_stand_it_waits_and_then_it_is_one_of_his(cast, message, ben, hands):
    hands.at = LATER
    client, page = sign_in(Client(), ben), reverse("answer:standing", args=[SERIES])
    assert address("take_on", message) not in client.get(page).content.decode()
    leaves(cast.ama)
    shown = client.get(page)
    assert address("take_on", message) in shown.content.decode()
    assert "Ama Tetteh no longer writes in this series." in pages.text(shown)
    taken(message, ben, LATER)
    after = client.get(page).content.decode()
    assert address("take_on", message) not in after
    assert address("reading", message) in after, "late as it is, it is the first of his"
    mine = {"series": message.series_id, "late": [], "at": LATER}
    assert [one.message.pk for one in standing.standings(ben.pk, **mine)] == [message.pk]
    assert standing.standings(cast.ama.pk, **mine) == []


def test_what_has_an_end_is_left_to_nobody(cast, message, ben):
    theme = loop.heard(message, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama)
    leaves(cast.ama, loop.PROMISED)
    given = {"late": [], "at": loop.PROMISED}
    assert standing.left_behind(message.series_id, **given) == []


def test_the_second_to_press_is_told_who_has_it(cast, message, ben, hands):
    leaves(cast.ama)
    una = author("Una Brook")
    first, second = sign_in(Client(), ben), sign_in(Client(), una)
    assert second.get(address("take_on", message)).status_code == 200
    first.post(address("take_on", message))
    told = second.post(address("take_on", message))
    assert told.status_code == 409
    assert "Ben Okafor reads and answers it." in pages.text(told)
    assert second.get(address("reading", message)).status_code == 404
    assert first.post(address("take_on", message)).status_code == 302, "pressed twice, taken once"
    assert TakenOn.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_takes_it():
    cast = people.cast()
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.")
    takers = [author("Ben Okafor"), author("Una Brook")]
    leaves(cast.ama)
    start, became = threading.Barrier(2), []

    def run(taker) -> None:
        start.wait()
        try:
            became.append(taken(message, taker))
        except NotNow as refusal:
            became.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[taker]) for taker in takers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(one).__name__ for one in became) == ["NotNow", "TakenOn"]
    assert TakenOn.objects.count() == 1


def test_his_name_stays_as_an_authors_does_and_he_is_shown_that_it_is_kept(cast, message, ben):
    leaves(cast.ama)
    taken(message, ben)
    (section,) = [one for one in rights.everything_about(ben) if one.key == "taken_on"]
    assert [entry.title for entry in section.entries] == [message.title]
    assert "Your name on what you answered" in " ".join(rights.fate(ben, ends_account=True).stays)
    assert rights.signers_of_records([ben.pk, cast.sam.pk]) == {ben.pk}
    assert Edition.objects.get(pk=message.pk).author_name == "Ama Tetteh", "the message stays hers"
