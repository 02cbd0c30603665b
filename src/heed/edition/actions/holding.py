"""Letting one wait for the other, for a room above that knows a series by its number."""

from heed.edition.models import Series


def hold_series(series: int) -> None:
    """Let what is done to a series be done one after another, until this transaction ends."""
    Series.objects.select_for_update(no_key=True).get(pk=series)
