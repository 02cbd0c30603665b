"""What the weekly mail is made of: each part says its words, or nothing, once for everybody.

A room that has something to say weekly adds its part in its `apps.py`. A part is made once for all
readers of an audience, so it holds nothing that is about one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from heed.edition.queries.mailing import Told


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a heading (empty: none), its words both ways, and where to read on."""

    title: str
    html: Markup
    text: str
    link: str = ""
    link_says: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a part is made for: the message that is told, whether to staff, and when."""

    told: Told
    is_for_staff: bool
    at: datetime


Make = Callable[[Telling], Part | None]

_makes: dict[str, Make] = {}


def register(name: str, make: Make) -> None:
    """Add a part; parts stand in the order in which they were added."""
    _makes[name] = make


def parts_of(telling: Telling) -> list[Part]:
    """Every part that has something to say."""
    made = (make(telling) for make in _makes.values())
    return [part for part in made if part is not None]
