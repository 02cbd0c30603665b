"""A roster is applied: who joins, leaves, moves, and what becomes of what they own."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed import clock
from heed.people import actions
from heed.people.actions import CannotChangePeople
from heed.people.models import Effort, Person, Role, Unit
from heed.people.roster import applying, differences, reading
from heed.people.roster.mistakes import CannotUseRoster
from tests.people import Cast, sign_in
from tests.rooms.people.rosters import BEV, SAM, apply, compare, like, roster


def tree() -> dict[str, str]:
    """Every unit and what is above it."""
    rows = Unit.objects.values_list("name", "parent__name")
    return {name: above or "" for name, above in rows}


def everything() -> list[object]:
    people = Person.objects.order_by("pk").values()
    return [*people, *Unit.objects.order_by("pk").values(), *Role.objects.order_by("pk").values()]


class TestPeople:
    def test_who_was_added_by_hand_is_known_by_the_address(self, people: Cast) -> None:
        shown = apply(like(SAM, name="Samuel Tolliver", email="SAM@saltmarsh.example"))
        people.sam.refresh_from_db()
        assert (people.sam.staff_number, people.sam.name) == ("1001", "Samuel Tolliver")
        assert people.sam.unit is not None and people.sam.unit.name == "Thornsea"
        assert (shown.before, shown.after) == (9, 9)
        assert not shown.leaving

    def test_the_same_file_again_changes_nothing(self, people: Cast) -> None:
        apply(SAM, BEV)
        before = everything()
        assert compare(like(SAM, number="001001"), BEV).is_nothing
        apply(SAM, BEV)
        assert everything() == before

    def test_joiners_can_sign_in(self, people: Cast) -> None:
        apply(("0900", "Ruth Okafor", "Ruth@Saltmarsh.example", "Medic", "Quay", "Q1", ""))
        ruth = Person.objects.get(staff_number="0900")
        assert (ruth.email, ruth.slug) == ("ruth@saltmarsh.example", "ruth-okafor")
        assert "Your code" in Client().post("/sign-in/", {"email": ruth.email}, follow=True).text

    def test_a_leavers_access_ends_at_once(self, people: Cast) -> None:
        apply(SAM, BEV)
        actions.give_role(person=people.bev, kind=Role.Kind.AUTHOR)
        actions.give_role(person=people.dora, kind=Role.Kind.DRAFTER, types_for=people.bev)
        phone = sign_in(Client(), people.bev)
        assert phone.get(reverse("people:me")).status_code == 200
        shown = apply(SAM)
        assert [one.name for one in shown.leaving] == ["Bev Ashdown"]
        assert phone.get(reverse("people:me")).status_code == 302
        people.bev.refresh_from_db()
        assert not people.bev.is_active
        assert not people.bev.roles.exists()
        assert not people.bev.drafters.exists()
        assert not Effort.objects.filter(person=people.bev).exists()

    def test_whoever_comes_back_holds_no_role(self, people: Cast) -> None:
        apply(SAM, BEV)
        actions.give_role(person=people.bev, kind=Role.Kind.MODERATOR)
        apply(SAM)
        shown = apply(SAM, BEV)
        assert [one.row.name for one in shown.back] == ["Bev Ashdown"]
        people.bev.refresh_from_db()
        assert people.bev.is_active
        assert not people.bev.roles.exists()

    def test_who_has_no_number_is_ended_by_no_roster(self, people: Cast) -> None:
        shown = apply(SAM)
        assert not shown.leaving
        assert Person.objects.filter(is_active=True).count() == 9

    def test_who_has_no_address_is_left_as_they_are(self, people: Cast) -> None:
        for number, name in enumerate(("Bank staff", SAM[1])):
            Person.objects.create(name=name, slug=f"came-with-a-card-{number}", email=None)
        before = list(Person.objects.filter(email=None).order_by("pk").values())
        shown = apply(SAM, BEV)
        assert not shown.leaving
        assert list(Person.objects.filter(email=None).order_by("pk").values()) == before

    def test_the_last_administrator_is_never_ended(self, people: Cast) -> None:
        tariq = ("7", "Tariq Hollis", "tariq@saltmarsh.example", "", "", "", "")
        apply(SAM, tariq)
        shown = apply(SAM)
        assert [one.name for one in shown.kept] == ["Tariq Hollis"]
        people.tariq.refresh_from_db()
        assert people.tariq.is_active
        actions.give_role(person=people.bev, kind=Role.Kind.ADMINISTRATOR)
        assert [one.name for one in apply(SAM).leaving] == ["Tariq Hollis"]

    def test_a_new_address_ends_the_sessions_and_another_post_does_not(self, people: Cast) -> None:
        apply(SAM, BEV)
        sams, bevs = sign_in(Client(), people.sam), sign_in(Client(), people.bev)
        apply(like(SAM, email="s.tolliver@saltmarsh.example"), like(BEV, post="Area manager"))
        assert sams.get(reverse("people:me")).status_code == 302
        assert bevs.get(reverse("people:me")).status_code == 200

    def test_two_may_exchange_addresses(self, people: Cast) -> None:
        apply(SAM, BEV)
        apply(like(SAM, email=BEV[2]), like(BEV, email=SAM[2]))
        people.sam.refresh_from_db()
        people.bev.refresh_from_db()
        assert (people.sam.email, people.bev.email) == (BEV[2], SAM[2])

    def test_a_new_number_of_the_same_person(self, people: Cast) -> None:
        apply(SAM, BEV)
        shown = apply(like(SAM, number="55"), BEV)
        assert not shown.leaving and not shown.joining
        people.sam.refresh_from_db()
        assert people.sam.staff_number == "55"

    @pytest.mark.parametrize("has_left", [False, True])
    def test_an_address_of_somebody_else_is_refused(self, people: Cast, has_left: bool) -> None:
        apply(SAM, BEV)
        if has_left:
            actions.part_with(person=people.bev)
        before = everything()
        with pytest.raises(CannotUseRoster, match="Line 3: the address bev@"):
            compare(SAM, ("9", "Beverley Quist", "bev@saltmarsh.example", "", "", "", ""))
        assert everything() == before

    @pytest.mark.parametrize("what", ["has left", "has a role"])
    def test_an_address_that_was_given_to_another_opens_no_account(
        self, people: Cast, what: str
    ) -> None:
        """Sam was added by hand; Tom has his address now, and must not have what is his."""
        if what == "has left":
            actions.part_with(person=people.sam, at=clock.now())
        else:
            actions.give_role(person=people.sam, kind=Role.Kind.MODERATOR)
        before = everything()
        with pytest.raises(CannotUseRoster, match=r"Line 2: the address .* of Sam"):
            compare(like(SAM, name="Tom Tolland"))
        assert everything() == before
        assert apply(like(SAM, name="SAM Tolliver")).after == 9

    def test_nor_does_a_number(self, people: Cast) -> None:
        apply(SAM)
        actions.part_with(person=people.sam, at=clock.now())
        tom = like(SAM, name="Tom Tolland", email="tom@saltmarsh.example")
        with pytest.raises(CannotUseRoster, match="Line 2: the staff number 1001 was that of Sam"):
            compare(tom)
        apply(like(SAM, email="s.t@saltmarsh.example"))
        people.sam.refresh_from_db()
        assert people.sam.is_active

    def test_a_file_without_posts_and_units_leaves_them(self, people: Cast) -> None:
        apply(SAM, BEV)
        heads = ("Staff number", "Name", "Email")
        assert compare(SAM[:3], BEV[:3], heads=heads).is_nothing

    def test_many_people_of_one_name_have_pages_of_their_own(self, people: Cast) -> None:
        apply(*((str(n), "Ama Tetteh", f"a{n}@x.example", "", "", "", "") for n in range(1, 40)))
        assert Person.objects.filter(name="Ama Tetteh").values("slug").distinct().count() == 40


class TestUnits:
    def test_they_are_made_with_what_is_above_them(self, people: Cast) -> None:
        apply(like(SAM, above="Trust > Operations > North"), BEV)
        assert tree() == {
            "Thornsea": "North", "Quay": "North", "North": "Operations", "Operations": "Trust",
            "Trust": "",
        }  # fmt: skip

    def test_a_code_keeps_a_unit_through_another_name(self, people: Cast) -> None:
        apply(SAM, BEV)
        unit = Unit.objects.get(name="Thornsea")
        shown = apply(like(SAM, unit="Thornsea and Salt Bay"), BEV)
        assert [(one.before, one.after) for one in shown.units.renamed] == [
            ("Thornsea", "Thornsea and Salt Bay")
        ]
        assert not shown.moves
        unit.refresh_from_db()
        assert unit.name == "Thornsea and Salt Bay"

    def test_two_may_exchange_codes(self, people: Cast) -> None:
        apply(SAM, BEV)
        apply(like(SAM, code="Q1", unit="Quay"), like(BEV, code="T1", unit="Thornsea"))
        assert dict(Unit.objects.exclude(code="").values_list("code", "name")) == {
            "Q1": "Quay", "T1": "Thornsea",
        }  # fmt: skip

    def test_they_move_and_end(self, people: Cast) -> None:
        apply(SAM, BEV)
        shown = apply(
            like(SAM, above="South"), like(BEV, unit="Thornsea", code="T1", above="South")
        )
        assert tree() == {"Thornsea": "South", "South": ""}
        assert {one.name for one in shown.units.ended} == {"Quay", "North"}
        assert [one.name for one in shown.moves] == ["Bev Ashdown"]

    def test_one_where_somebody_without_a_number_works_stays(self, people: Cast) -> None:
        apply(SAM, BEV)
        people.joe.unit = Unit.objects.get(name="Quay")
        people.joe.save()
        shown = apply(SAM, like(BEV, unit="Thornsea", code="T1"))
        assert not shown.units.ended
        assert tree()["Quay"] == "North"

    def test_a_circle_with_what_is_known_already_is_refused(self, people: Cast) -> None:
        apply(SAM, BEV)
        with pytest.raises(CannotUseRoster, match="would be above itself"):
            compare(like(SAM, unit="North", code="", above="Thornsea"))

    def test_a_file_without_codes_knows_them_by_name(self, people: Cast) -> None:
        apply(like(SAM, code=""), like(BEV, code=""))
        assert compare(like(SAM, code="", unit="THORNSEA"), like(BEV, code="")).moves == []


class TestApplying:
    def test_what_changed_since_it_was_shown_stops_it(self, people: Cast) -> None:
        found = reading.read(roster(SAM, BEV))
        shown = differences.compare(found)
        actions.welcome(name="Ruth Okafor", email="ruth@saltmarsh.example")
        before = everything()
        with pytest.raises(CannotChangePeople, match="Something changed"):
            applying.apply(roster=found, shown=shown, at=clock.now())
        assert everything() == before

    def test_a_failure_half_way_leaves_nothing(
        self, people: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = everything()

        def fail(*_given: object) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(applying, "_end_units", fail)
        with pytest.raises(OSError, match="full"):
            apply(SAM, like(BEV, number="9", name="New", email="new@x.example"))
        assert everything() == before

    def test_hundreds_cost_what_tens_cost(self, people: Cast) -> None:
        def rows(count: int) -> list[tuple[str, ...]]:
            return [
                (str(n), f"Crew {n}", f"c{n}@x.example", "", f"U{n % 9}", "", "")
                for n in range(1, count)
            ]

        with CaptureQueriesContext(connection) as few:
            apply(*rows(20))
        with CaptureQueriesContext(connection) as many:
            apply(*rows(190))
        assert len(many) <= len(few) + 2
