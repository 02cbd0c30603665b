"""Five thousand invented people in a hundred and twenty invented units, by chance from a seed."""

import random
from collections.abc import Iterable, Iterator

from django.utils.text import slugify

from heed.demo.personas import PERSONAS
from heed.demo.words.place import COLLEAGUES, ORGANISATION
from heed.people.actions import Newcomer

_DIRECTORATES = {
    "Emergency Operations": (),
    "Control room": ("Dispatch", "Call handling", "Clinical desk", "Control room training"),
    "Patient transport": ("Transport planning", "Transport crews north", "Transport crews south"),
    "Make-ready and fleet": ("Thornsea workshop", "Sluice garage", "Make-ready nights", "Stores"),
    "Clinical education": ("Practice placements", "Simulation", "Driver training"),
    "Resilience": ("Hazardous area team", "Events"),
    "Workforce": ("Resourcing", "Health and wellbeing", "Recruitment", "Payroll"),
    "Finance and estates": ("Estates", "Procurement"),
    "Communications": (),
}
_AREAS = {
    "North shore": ("Thornsea", "Gull Stacks", "Wrackline", "Ness Point", "Carrow Sands"),
    "Estuary": ("Eel Hithe", "Sluice", "Marram House", "Oyster Quay", "Tidewell"),
    "South marsh": ("Reedham Cross", "Samphire", "Lapwing Fen", "Dunlin Bridge", "Coldharbour"),
    "Upland": ("Harrow Gate", "Whin Hill", "Long Barrow", "Sheepwash", "Alder Ford"),
}
_TEAMS = ("first relief", "second relief", "third relief", "fourth relief", "response cars")
_POSTS = (
    ("Paramedic", 34),
    ("Emergency care assistant", 22),
    ("Emergency medical technician", 14),
    ("Patient transport crew", 8),
    ("Call handler", 6),
    ("Dispatcher", 4),
    ("Team leader", 3),
    ("Student paramedic", 3),
    ("Make-ready operative", 3),
    ("Advanced paramedic", 2),
    ("Mechanic", 1),
)
_FIRST_NAMES = (
    "Aaron Abena Adele Aiden Aisha Alina Alys Amir Anders Angus Anika Asha Beth Bilal Bronagh "
    "Callum Carys Cerys Chidi Clara Daisy Danika Darius Deepa Devon Dilys Ebony Edie Elin Emeka "
    "Esme Ewan Farah Femi Finlay Gemma Glenys Grace Hamza Hanna Harriet Hattie Hugo Idris Ines "
    "Iona Isla Jamal Jasmin Jodie Kamal Keeley Kenji Kwame Leila Liam Lowri Luca Maeve Malik "
    "Marek Megan Milo Mina Nasra Neve Nia Niall Noor Oksana Olwen Omar Orla Osian Pavel Petra "
    "Priya Quinn Rafal Rhian Rhys Ronan Rosa Rowan Sadia Seren Shona Simran Sunil Tamsin Tegan "
    "Theo Tomos Uma Vikram Wanda Wren Yusuf Zara Zofia"
)
_FIRST = _FIRST_NAMES.split()
_MIDDLE = "Sand Marsh Thorn Reed Wick Hal Brace Corn Dun Elm Fen Gar Hay Kirk Led Mar Nor Pen Rock"
_LAST = tuple(
    f"{start}{end}"
    for start in _MIDDLE.split()
    for end in ("ley", "worth", "combe", "field", "stead", "holm")
)


def unit_tree(count: int, chance: random.Random) -> list[tuple[str, str]]:
    """Units as (name, name of the unit above), parents first, ``count`` in all."""
    tree = [(ORGANISATION, "")]
    tree += [(name, ORGANISATION) for name in _DIRECTORATES]
    tree += [(area, "Emergency Operations") for area in _AREAS]
    tree += [(part, above) for above, parts in _DIRECTORATES.items() for part in parts]
    stations = [station for stations in _AREAS.values() for station in stations]
    tree += [(station, area) for area, stations_ in _AREAS.items() for station in stations_]
    teams = [(f"{station}, {team}", station) for team in _TEAMS for station in stations]
    kept = max(0, count - len(tree))
    # The first teams are everywhere; by chance some stations have more of them than others.
    certain = teams[: min(kept, 2 * len(stations))]
    rest = teams[len(certain) :]
    tree += certain + chance.sample(rest, min(len(rest), kept - len(certain)))
    return tree[:count]


def crew(count: int, units: list[int], chance: random.Random) -> Iterable[Newcomer]:
    """That many people with names, addresses and posts that nobody else here has."""
    taken = {slugify(persona.name) for persona in PERSONAS}
    taken |= {slugify(name) for name, *_rest in COLLEAGUES}
    posts = [post for post, _share in _POSTS]
    shares = [share for _post, share in _POSTS]
    for name in _names(count, chance, taken):
        slug = slugify(name)
        yield Newcomer(
            name=name,
            email=f"{slug.replace('-', '.')}@saltmarsh.example",
            slug=slug,
            post=chance.choices(posts, shares)[0],
            unit=chance.choice(units) if units else None,
        )


def address_of(name: str) -> str:
    """The address of somebody of this name, as everybody in the demo has one."""
    first = slugify(name.split()[0])
    known = {persona.name for persona in PERSONAS} | {name for name, *_rest in COLLEAGUES}
    local = first if name in known else slugify(name).replace("-", ".")
    return f"{local}@saltmarsh.example"


def _names(count: int, chance: random.Random, taken: set[str]) -> Iterator[str]:
    pairs = chance.sample(range(len(_FIRST) * len(_LAST)), count + len(taken))
    names = (f"{_FIRST[pair % len(_FIRST)]} {_LAST[pair // len(_FIRST)]}" for pair in pairs)
    free = (name for name in names if slugify(name) not in taken)
    for _ in range(count):
        yield next(free)
