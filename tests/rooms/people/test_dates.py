"""Who is away, who is there, who is trained, and the days before an election."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.edition import addresses
from heed.edition.actions import confiding
from heed.people import actions, dates, queries, setting_dates
from heed.people.models import Absence, Person, PreElection, PreElectionChange, Role
from tests import people
from tests.factories import pages
from tests.factories.editions import TUESDAY

pytestmark = pytest.mark.django_db
NOW = TUESDAY
TODAY = date(2026, 11, 24)
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


@pytest.fixture
def cast():
    clock.set_source(lambda: NOW)
    yield people.cast()
    clock.set_source(None)


def gone(person: Person, first: date, last: date, by: Person | None = None) -> Absence:
    return setting_dates.go_away(person=person, from_on=first, to_on=last, by=by or person, at=NOW)


def boxes(name: str, day: date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}[{part}]": str(value) for part, value in parts.items()}


def sent(first: date, last: date, **more: str) -> dict[str, str]:
    return {**boxes("from_on", first), **boxes("to_on", last), **more}


# Absences


def test_who_is_there_on_a_day(cast):
    gone(cast.joe, FRIDAY, MONDAY)
    names = lambda on: [one.first_name for one in queries.present("moderator", on)]  # noqa: E731
    assert names(TODAY) == names(MONDAY + timedelta(days=1)) == ["Joe", "Marta"]
    assert names(FRIDAY) == names(MONDAY) == ["Marta"]
    assert [one.until for one in queries.away("moderator", FRIDAY)] == [MONDAY]
    assert queries.who_is_there("moderator", TODAY) == ""
    said = queries.who_is_there("moderator", FRIDAY)
    assert said == "Joe is away until 30 November; Marta is there meanwhile."


def test_a_guardian_alone_is_said_to_be_alone(cast):
    gone(cast.nadia, TODAY, FRIDAY)
    said = queries.who_is_there("guardian", TODAY)
    assert said == "Nadia is away until 27 November; nobody else is there."


def test_an_absence_changes_nothing_in_what_somebody_may_do(cast):
    gone(cast.joe, TODAY, TODAY)
    assert queries.is_kind(cast.joe, Role.Kind.MODERATOR)
    assert people.sign_in(Client(), cast.joe).get("/queue/").status_code == 200


def test_when_nobody_is_left_it_is_said_before_it_happens(cast):
    gone(cast.joe, FRIDAY, MONDAY)
    assert queries.uncovered(on=TODAY) == []
    client = people.sign_in(Client(), cast.marta)
    address = reverse("people:away")
    assert client.post(address, sent(MONDAY, MONDAY)).url == address
    sentence = "Nobody is there to moderate on 30 November."
    assert sentence in pages.text(client.get(address))
    tariq = people.sign_in(Client(), cast.tariq)
    assert sentence in pages.text(tariq.get(reverse("people:list")))


def test_a_weekend_needs_nobody(cast):
    saturday = FRIDAY + timedelta(days=1)
    for person in (cast.joe, cast.marta):
        gone(person, saturday, saturday + timedelta(days=1))
    assert queries.uncovered(on=TODAY) == []


def test_several_days_are_one_sentence(cast):
    gone(cast.nadia, FRIDAY, date(2026, 12, 1))
    assert queries.uncovered(on=TODAY) == [
        "No guardian is there on three working days from 27 November to 1 December."
    ]


def test_the_queue_and_the_guardians_page_say_who_is_there(cast):
    femi = actions.welcome(name="Femi Adeyemi", email="femi@saltmarsh.example")
    actions.give_role(person=femi, kind=Role.Kind.GUARDIAN)
    gone(cast.nadia, TODAY, FRIDAY)
    gone(cast.marta, TODAY, FRIDAY)
    joe = people.sign_in(Client(), cast.joe)
    assert "Marta is away until 27 November; Joe is there meanwhile." in pages.text(
        joe.get("/queue/")
    )
    said = "Nadia is away until 27 November; Femi is there meanwhile."
    assert said in pages.text(people.sign_in(Client(), femi).get("/guardian/"))
    # Whoever writes to her learns it before they send, and while they wait.
    assert said in pages.text(Client().get("/to-the-guardian/"))
    told = confiding.confide(told=confiding.Told(text="He shouts.", ticket="t"), at=NOW)
    assert said in pages.text(Client().get(addresses.private_page(told)))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (MONDAY, FRIDAY, "The last day comes before the first."),
        (date(2026, 11, 1), date(2026, 11, 20), "These dates are in the past."),
        (FRIDAY, date(2028, 11, 27), "Choose dates within a year."),
        (date(9999, 12, 30), date(9999, 12, 31), "Choose dates within a year."),
    ],
)
def test_dates_that_cannot_be(cast, first, last, said):
    client = people.sign_in(Client(), cast.joe)
    answer = client.post(reverse("people:away"), sent(first, last))
    assert answer.status_code == 422
    assert said in pages.text(answer)
    assert not Absence.objects.exists()


def test_the_same_days_are_not_entered_twice(cast):
    gone(cast.joe, FRIDAY, MONDAY)
    with pytest.raises(setting_dates.CannotSetDates, match="27 November to 30 November"):
        gone(cast.joe, MONDAY, date(2026, 12, 2))


def test_only_they_themselves_and_administrators_say_it(cast):
    absence = gone(cast.joe, FRIDAY, MONDAY, by=cast.tariq)
    with pytest.raises(setting_dates.CannotSetDates):
        gone(cast.joe, TODAY, TODAY, by=cast.marta)
    marta = people.sign_in(Client(), cast.marta)
    assert marta.post(reverse("people:be_there", args=[absence.pk])).status_code == 404
    assert marta.get(reverse("people:away_of", args=[cast.joe.slug])).status_code == 403
    ends = reverse("people:be_there_of", args=[cast.joe.slug, absence.pk])
    assert marta.post(ends).status_code == 403
    wrong = reverse("people:be_there_of", args=[cast.nadia.slug, absence.pk])
    tariq = people.sign_in(Client(), cast.tariq)
    assert tariq.post(wrong).status_code == 404
    assert Absence.objects.exists()
    assert tariq.post(ends).status_code == 302
    assert not Absence.objects.exists()


def test_there_is_no_box_for_why(cast):
    page = pages.main(people.sign_in(Client(), cast.joe).get(reverse("people:away")))
    asked = {box["name"] for box in page.select("form [name]")} - {"csrfmiddlewaretoken"}
    assert {name.partition("[")[0] for name in asked} == {"from_on", "to_on"}
    assert "Nobody asks why." in page.get_text()


def test_past_absences_are_forgotten_a_week_later(cast):
    gone(cast.joe, TODAY, FRIDAY)
    assert setting_dates.forget_past_absences(at=NOW + timedelta(days=10)) == 0
    assert setting_dates.forget_past_absences(at=NOW + timedelta(days=11)) == 1


def test_who_leaves_is_not_away(cast):
    gone(cast.joe, TODAY, FRIDAY)
    actions.part_with(person=cast.joe)
    assert not Absence.objects.exists()
    assert queries.who_is_there("moderator", TODAY) == ""


# Before the first message


def test_what_is_missing_is_said_until_it_is_there(cast):
    assert queries.missing_before_live() == [
        "No moderator has said that they were trained. Three let each other be away: ask them.",
        "There is one guardian. A second reads when the first is away.",
    ]
    for person in (cast.joe, cast.marta):
        assert "I have been trained" in pages.text(
            people.sign_in(Client(), person).get(reverse("people:me"))
        )
        people.sign_in(Client(), person).post(reverse("people:say_trained"))
    assert dates.trained_on(cast.joe) == TODAY
    assert queries.missing_before_live()[0].startswith("Two moderators have said")
    actions.give_role(person=cast.sam, kind=Role.Kind.MODERATOR)
    setting_dates.say_trained(person=cast.sam, at=NOW)
    actions.give_role(person=cast.bev, kind=Role.Kind.GUARDIAN)
    assert queries.missing_before_live() == []
    actions.part_with(person=cast.sam)
    assert queries.missing_before_live()[0].startswith("Two moderators have said")


def test_an_empty_organisation_lacks_everything_and_says_so(cast):
    empty = dict.fromkeys(("guardian_phone", "guardian_email", "staff_line_phone"), "")
    actions.describe_organisation(by=cast.tariq, contact_email="", **empty)
    page = pages.text(people.sign_in(Client(), cast.tariq).get(reverse("people:organisation")))
    for said in ("who the guardian is", "staff support line", "whom to ask about Heed"):
        assert said in page


def test_nobody_says_trained_who_does_not_moderate(cast):
    people.sign_in(Client(), cast.sam).post(reverse("people:say_trained"))
    assert not Role.objects.exclude(trained_on=None).exists()


# Before an election

POLLING = date(2027, 5, 6)
NOTICE = "Comments are closed until polling day."


def election(cast, first=FRIDAY, last=POLLING - timedelta(days=100), **more) -> PreElection:
    given = {"notice": NOTICE, "by": cast.tariq, "at": NOW, **more}
    return setting_dates.set_pre_election(from_on=first, to_on=last, **given)


def moment(day: date, hour: int = 0, minute: int = 0, second: int = 0):
    return clock.at_local(day, NOW.time().replace(hour=hour, minute=minute, second=second))


def test_it_holds_from_the_first_minute_to_the_last(cast):
    spring = date(2027, 3, 28)  # The clocks go forward on this very day.
    election(cast, first=spring, last=spring)
    holds = [
        queries.pre_election(at=at) is not None
        for at in (
            moment(spring) - timedelta(seconds=1),
            moment(spring),
            moment(spring, 23, 59, 59),
            moment(spring + timedelta(days=1)),
        )
    ]
    assert holds == [False, True, True, False]
    assert moment(spring + timedelta(days=1)) - moment(spring) == timedelta(hours=23)


@pytest.mark.parametrize(
    ("first", "last", "notice", "said"),
    [
        (MONDAY, FRIDAY, NOTICE, "The last day comes before the first."),
        (date(2026, 10, 1), date(2026, 11, 1), NOTICE, "These dates are in the past."),
        (date(2026, 11, 1), MONDAY, NOTICE, "These dates begin in the past."),
        (FRIDAY, date(2027, 11, 27), NOTICE, "too far or too long"),
        (FRIDAY, MONDAY, " \u200b ", "Say to readers why comments are closed"),
    ],
)
def test_dates_that_cannot_be_set(cast, first, last, notice, said):
    tariq = people.sign_in(Client(), cast.tariq)
    answer = tariq.post(reverse("people:pre_election"), sent(first, last, notice=notice))
    assert answer.status_code == 422
    assert said in pages.text(answer) or "hidden characters" in pages.text(answer)
    assert not PreElection.objects.exists()


def test_dates_do_not_overlap(cast):
    election(cast, FRIDAY, MONDAY)
    with pytest.raises(setting_dates.CannotSetDates, match="27 November to 30 November"):
        election(cast, MONDAY, date(2026, 12, 20))
    later = election(cast, date(2026, 12, 1), date(2026, 12, 2))
    with pytest.raises(setting_dates.CannotSetDates):
        setting_dates.change_pre_election(
            number=later.pk, from_on=MONDAY, to_on=later.to_on, notice=NOTICE,
            by=cast.tariq, at=NOW,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        PreElection.objects.filter(pk=later.pk).update(to_on=FRIDAY)


def test_it_is_shortened_and_taken_away_and_that_is_on_record(cast):
    tariq = people.sign_in(Client(), cast.tariq)
    tariq.post(reverse("people:pre_election"), sent(FRIDAY, MONDAY, notice=NOTICE))
    period = PreElection.objects.get()
    tariq.post(
        reverse("people:change_pre_election", args=[period.pk]),
        sent(FRIDAY, FRIDAY, notice=NOTICE),
    )
    assert queries.pre_election(at=moment(MONDAY)) is None
    tariq.post(reverse("people:remove_pre_election", args=[period.pk]))
    assert queries.pre_election(at=moment(FRIDAY)) is None
    record = PreElectionChange.objects.order_by("pk").values_list("kind", "to_on", "by__name")
    assert list(record) == [
        ("set", MONDAY, "Tariq Hollis"),
        ("changed", FRIDAY, "Tariq Hollis"),
        ("removed", FRIDAY, "Tariq Hollis"),
    ]
    page = pages.text(tariq.get(reverse("people:pre_election")))
    assert "Tariq Hollis set Friday 27 November 2026 to Monday 30 November 2026." in page
    assert "Tariq Hollis took" in page
    assert tariq.get(reverse("people:change_pre_election", args=[period.pk])).status_code == 404


def test_only_administrators_set_dates(cast):
    for person in (cast.ama, cast.joe, cast.nadia, cast.sam):
        client = people.sign_in(Client(), person)
        answer = client.post(reverse("people:pre_election"), sent(FRIDAY, MONDAY, notice=NOTICE))
        assert answer.status_code == 403
        with pytest.raises(setting_dates.CannotSetDates):
            election(cast, by=person)
    assert Client().post(reverse("people:pre_election"), {}).status_code != 302
    assert not PreElection.objects.exists()


def test_the_default_notice_names_no_party(cast):
    page = pages.main(people.sign_in(Client(), cast.tariq).get(reverse("people:pre_election")))
    words = page.select_one("[name=notice]").get_text()
    assert "comments are closed until it is over" in words
    assert "party" not in words.lower()
