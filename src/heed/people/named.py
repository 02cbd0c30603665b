"""Whose name stands in what somebody wrote."""

import re

from heed.people.models import Person


def named_in(words: str) -> str:
    """Somebody who works here whose whole name stands in these words; empty where nobody's does."""
    said = f" {_words_alone(words)} "
    for name in Person.objects.filter(is_active=True).values_list("name", flat=True):
        alone = _words_alone(name)
        if " " in alone and f" {alone} " in said:
            return name
    return ""


def _words_alone(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
