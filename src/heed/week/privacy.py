"""What is kept about whom, as each model says it itself, put in the order in which people ask.

Every model of Heed stands in exactly one group; a test sees to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of thing that is stored."""

    label: str
    name: str
    keep_for: str
    on_leaving: str
    shown_to: str


@dataclass(frozen=True, slots=True)
class Group:
    """What is stored about people in one situation."""

    key: str
    title: str
    kept: tuple[Kept, ...]


def groups() -> tuple[Group, ...]:
    """What is kept, by what somebody does here."""
    return tuple(
        Group(key, title, tuple(_kept(label, name) for label, name in names))
        for key, title, names in _groups()
    )


def declared() -> Iterator[str]:
    """Every model of Heed; what the demo adds is about invented people."""
    for model in apps.get_models():
        room = model._meta.app_config
        if room.name.startswith("heed.") and room.name != "heed.demo":
            yield model._meta.label


def _kept(label: str, name: str) -> Kept:
    says: Any = apps.get_model(label).Privacy  # type: ignore[attr-defined]
    return Kept(
        label=label,
        name=name,
        keep_for=str(says.keep_for),
        on_leaving=str(says.on_leaving),
        shown_to=str(says.shown_to),
    )


Situation = tuple[str, str, list[tuple[str, str]]]


def _groups() -> list[Situation]:
    return [
        *_of_those_who_answer(),
        *_of_those_who_work_here(),
        *_of_what_becomes_of_it(),
        *_of_heed_itself(),
    ]


def _of_those_who_answer() -> list[Situation]:
    return [
        (
            "comment",
            _("If you comment or report a comment"),
            [
                ("edition.Comment", _("Your comment, your name and your email address")),
                ("edition.CommentEvent", _("What happened to your comment, and when")),
                ("edition.Reply", _("The reply under it")),
                ("edition.Report", _("A report that a comment should not stand")),
                ("edition.PaperCard", _("What you wrote on paper, typed in by a colleague")),
                ("edition.PaperCardEvent", _("What happened to a paper card, and when")),
                ("moderation.Allowance", _("How often a form was sent")),
            ],
        ),
        (
            "guardian",
            _("If you write to the guardian, or a comment is passed to her"),
            [
                ("edition.Confidence", _("What she was told, and how it ended")),
                ("edition.ConfidenceEvent", _("What you and she wrote to one another")),
            ],
        ),
    ]


def _of_those_who_work_here() -> list[Situation]:
    return [
        (
            "work",
            _("If you work here and sign in"),
            [
                ("people.Person", _("Your name, work address and post")),
                ("people.Portrait", _("Your portrait")),
                ("people.Unit", _("Where you work")),
                ("people.Role", _("What you may do here")),
                ("people.DirectoryAccount", _("That an account of the directory is yours")),
                ("people.SecondFactor", _("Your second factor")),
                ("people.RoleChange", _("Which role you were given or lost, by whom and when")),
                ("people.Absence", _("The days on which you are away")),
                ("people.Effort", _("The minutes that Heed took you")),
                ("queue.Opened", _("Which comment you have open, if you decide about them")),
            ],
        ),
        (
            "mail",
            _("If you get mail from Heed"),
            [
                ("outbox.Mail", _("Mail that Heed sends you")),
                ("week.Subscription", _("The weekly mail, if you get it")),
                ("week.Digest", _("In which week you were sent it")),
            ],
        ),
        (
            "write",
            _("If you write the message"),
            [
                ("edition.Edition", _("The message, its author and its dates")),
                ("edition.Revision", _("Every version of its words")),
                ("edition.Picture", _("Its picture")),
                ("edition.Correction", _("Corrections")),
                ("edition.Origin", _("Where an older message was before")),
            ],
        ),
    ]


def _of_what_becomes_of_it() -> list[Situation]:
    return [
        (
            "loop",
            _("If you author what was heard, own a promise, or answer a question with a tap"),
            [
                ("answer.Playback", _("What an author heard")),
                ("answer.TakenOn", _("Who answers in the place of its author")),
                ("answer.Theme", _("A theme, in the author’s words")),
                ("answer.Gathered", _("In which theme an answer stands")),
                ("answer.Became", _("What became of a theme")),
                ("answer.Refusal", _("No, and why")),
                ("answer.HandedOn", _("To whom something was handed on")),
                ("answer.Promise", _("A promise, its owner and its day")),
                ("answer.PromiseWord", _("What happened to a promise")),
                ("answer.DonePicture", _("A picture of what was done")),
                ("answer.Tap", _("A question that takes one tap, and its figure")),
                ("answer.Tapped", _("That you answered it")),
                ("answer.TapCount", _("How many gave each answer")),
                ("answer.Frozen", _("Figures of a week that is over")),
                ("answer.AuthorWeeks", _("How long weeks took their authors, added up")),
            ],
        ),
    ]


def _of_heed_itself() -> list[Situation]:
    return [
        (
            "rest",
            _("What Heed keeps about itself"),
            [
                ("people.Organisation", _("The organisation, its contact and its guardian")),
                ("people.Sheet", _("How many cards that let people in were printed")),
                ("people.PaperCode", _("Which of them still work")),
                ("people.PreElection", _("The days before an election")),
                ("people.PreElectionChange", _("Who set those days, and when")),
                ("edition.Series", _("When the message goes out and closes")),
                ("edition.StoredPage", _("The page of a message, ready to be read")),
                ("week.IndexedMessage", _("The words that search looks in")),
                ("week.DigestWords", _("What the weekly mail says to everybody")),
                ("outbox.SharedBody", _("Words that many mails share")),
                ("week.Removal", _("How much was erased each week")),
            ],
        ),
    ]
