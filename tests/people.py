"""The cast: the people of the stories, made by the same actions that the product uses.

    cast = tests.people.cast()
    sign_in(client, cast.ama)

Give a role before signing somebody in: whoever gets or gives up a role is signed out.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.test import Client
from django.utils.module_loading import import_string

from heed.people import actions, sessions
from heed.people.models import Person, Role

ORGANISATION = "Saltmarsh Ambulance Service"


@dataclass(frozen=True)
class Cast:
    """Everybody by first name."""

    ama: Person
    joe: Person
    marta: Person
    nadia: Person
    sam: Person
    bev: Person
    iain: Person
    tariq: Person
    dora: Person
    stranger: Person

    def by_role(self) -> dict[str, Person | None]:
        """One person for each role; `nobody` is not signed in."""
        return {
            "nobody": None,
            "reader": self.sam,
            "author": self.ama,
            "drafter": self.dora,
            "moderator": self.joe,
            "guardian": self.nadia,
            "analyst": self.iain,
            "administrator": self.tariq,
        }


def cast() -> Cast:
    """Ama writes, Dora types for her, Joe and Marta decide, Nadia is the guardian, Sam and Bev
    read, Iain looks at figures, Tariq administers, and the stranger once worked here."""
    actions.begin_organisation(name=ORGANISATION, contact_email="heed@saltmarsh.example")
    ama = _join("Ama Tetteh", "Associate Director of Workforce", Role.Kind.AUTHOR)
    people = Cast(
        ama=ama,
        joe=_join("Joe Pargeter", "Communications officer", Role.Kind.MODERATOR),
        marta=_join("Marta Kowalska", "Communications officer", Role.Kind.MODERATOR),
        nadia=_join("Nadia Rahman", "Freedom to Speak Up Guardian", Role.Kind.GUARDIAN),
        sam=_join("Sam Tolliver", "Paramedic"),
        bev=_join("Bev Ashdown", "Operations manager"),
        iain=_join("Iain Strachan", "Workforce analyst", Role.Kind.ANALYST),
        tariq=_join("Tariq Hollis", "Systems administrator", Role.Kind.ADMINISTRATOR),
        dora=_join("Dora Lind", "Executive assistant"),
        stranger=_join("Robin Vale", "Formerly of dispatch"),
    )
    actions.give_role(person=people.dora, kind=Role.Kind.DRAFTER, types_for=ama)
    actions.part_with(person=people.stranger)
    actions.describe_organisation(
        by=people.tariq,
        guardian_name="Nadia Rahman",
        guardian_phone="01632 960 144",
        guardian_email="nadia@saltmarsh.example",
        staff_line_name="Saltmarsh staff line",
        staff_line_phone="01632 960 150",
        staff_line_hours="7am to 10pm",
    )
    return people


def _join(name: str, post: str, kind: str = "") -> Person:
    email = f"{name.split()[0].lower()}@saltmarsh.example"
    person = actions.welcome(name=name, email=email, post=post)
    if kind:
        actions.give_role(person=person, kind=kind)
    return person


def sign_in(
    client: Client, person: Person | None, *, is_shared: bool = False, is_twofold: bool = False
) -> Client:
    """Sign a test client in as somebody, with the session that they would have; None signs out."""
    client.logout()
    if person is None:
        return client
    person.refresh_from_db()
    request = HttpRequest()
    request.session = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.settle(request, person, is_shared=is_shared, is_twofold=is_twofold)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client
