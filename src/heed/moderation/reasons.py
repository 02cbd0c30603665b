"""The closed list of reasons for not posting something. Tone is not one of them."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why something was not posted, or was taken down."""

    IDENTIFIES = "identifies", _("It identifies a patient or a person")
    UNLAWFUL = "unlawful", _("It is unlawful")
    ABUSE = "abuse", _("It abuses a person")
    SPAM = "spam", _("It is spam")
    ELSEWHERE = "elsewhere", _("It belongs elsewhere")


_TO_THE_WRITER: dict[Reason, Promise | str] = {
    Reason.IDENTIFIES: _(
        "Somebody could be recognised from what you wrote. If you leave out the details that "
        "point to them (names, places, times, what was wrong with a patient), we can post it."
    ),
    Reason.UNLAWFUL: _(
        "Posting part of this could break the law, and we would answer for that together with "
        "you. Say what happened to you and what you think of it, without the part that accuses "
        "or threatens, and we can look at it again."
    ),
    Reason.ABUSE: _(
        "You may disagree as strongly as you like, and anger is no reason to turn you away. "
        "Part of this is aimed at a person rather than at what was done. Without that part we "
        "can post it."
    ),
    Reason.SPAM: _(
        "This looks like an advertisement, or like something sent to many places at once. If we "
        "got that wrong, tell us in a sentence what it has to do with this week’s message and "
        "send it again."
    ),
    Reason.ELSEWHERE: _(
        "This deserves an answer, and this page is not where it would get one. We have written "
        "below where it belongs. What you think of this week’s message is welcome here."
    ),
}


def default_words(reason: Reason | str) -> str:
    """What the writer is told would have to change; a moderator may put it in other words."""
    return str(_TO_THE_WRITER[Reason(reason)])
