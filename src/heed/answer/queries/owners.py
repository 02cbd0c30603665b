"""Names that are offered to an author who says whose promise it is."""

from heed.answer.models import Promise
from heed.people import queries as people
from heed.people.models import Role


def known(series: int, slug: str) -> list[str]:
    """Who writes the messages of a series, and who owns an open promise of it, by name.

    All of these stand on its pages already: nothing is told of anybody else who works here.
    """
    owners = Promise.objects.filter(series=series, ended_at=None, owner__is_active=True)
    names = set(owners.values_list("owner__name", flat=True))
    return sorted(names | {one.name for one in people.holders(Role.Kind.AUTHOR, scope=slug)})
