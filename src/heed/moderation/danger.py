"""Words that suggest that somebody is in danger, or was wronged. They open a card, no more."""

from __future__ import annotations


def may_be_in_danger(text: str) -> bool:
    """Whether the words suggest that the writer or somebody near them may come to harm."""
    return False


def speaks_of_harassment(text: str) -> bool:
    """Whether the words tell of harassment or wrongdoing, and may be a protected disclosure."""
    return False


def for_the_browser() -> str:
    """The same rules as JSON, for the script that looks before anything is sent."""
    return "{}"
