"""Who a visitor can be, with one click."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to sign in as. ``begins_at`` is the page they would open first."""

    slug: str
    name: str
    post: str
    who: str | Promise
    roles: tuple[str, ...]
    begins_at: str
    email: str

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]


def _persona(name: str, post: str, who: str | Promise, *roles: str, begins_at: str) -> Persona:
    slug = name.split()[0].lower()
    return Persona(
        slug=slug,
        name=name,
        post=post,
        who=who,
        roles=roles,
        begins_at=begins_at,
        email=f"{slug}@saltmarsh.example",
    )


PERSONAS = (
    _persona(
        "Ama Tetteh-Brown",
        "Associate Director, Emergency Operations",
        _("writes this week’s message"),
        "author",
        begins_at="edition:desk_of_messages",
    ),
    _persona(
        "Ben Okonjo",
        "Director of Workforce",
        _("takes over from her"),
        "author",
        begins_at="edition:desk_of_messages",
    ),
    _persona(
        "Joe Lindqvist",
        "Communications officer",
        _("decides about comments"),
        "moderator",
        begins_at="queue:list",
    ),
    _persona(
        "Nadia Farrow",
        "Freedom to Speak Up Guardian",
        _("reads what only she is told"),
        "guardian",
        begins_at="queue:guardian",
    ),
    _persona(
        "Bev Ashdown",
        "Operations manager",
        _("enters what crews said"),
        begins_at="edition:enter_cards",
    ),
    _persona("Sam Reedman", "Paramedic", _("works nights"), begins_at="week:front"),
    _persona(
        "Tariq Haddad",
        "Systems administrator",
        _("looks after Heed"),
        "administrator",
        begins_at="people:list",
    ),
)


def by_slug(slug: str) -> Persona | None:
    """The persona of that first name."""
    return next((persona for persona in PERSONAS if persona.slug == slug), None)


def by_email(email: str) -> Persona | None:
    """The persona with that address."""
    return next((persona for persona in PERSONAS if persona.email == email), None)
