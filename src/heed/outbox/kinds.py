"""The kinds of mail there are, and why each may be sent at all: there is no other reason.

At most one mail a person a week; besides it only what somebody has just asked for, and what a
duty brings that a person has taken on.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _

# How long somebody is left in peace after a weekly mail.
QUIET_FOR = timedelta(days=6)


class Why(Enum):
    """The three reasons for which a mail may leave."""

    WEEKLY = "the one mail a week"
    ASKED_FOR = "its reader has just asked for it"
    DUTY = "a duty that its reader has taken on"


class Kind(models.TextChoices):
    """Every kind of mail; `outbox.queue` takes no other."""

    SIGN_IN_CODE = "sign_in_code", _("a code to sign in with")
    SECOND_EYES = "second_eyes", _("a message to look over")
    # About a comment as about what the guardian was told: who counts mail sees no difference.
    PRIVATE_PAGE = "private_page", _("something new on a private page")
    SECOND_FACTOR = "second_factor", _("a change of the second factor")
    ADDRESS = "address", _("a change of the address to sign in with")
    ERASED = "erased", _("that a name and words were removed")
    DIGEST = "digest", _("the weekly mail")
    DIGEST_CONFIRM = "digest_confirm", _("a link to confirm an address with")

    @property
    def why(self) -> Why:
        return _WHY[self]


_WHY = {
    Kind.SIGN_IN_CODE: Why.ASKED_FOR,
    Kind.SECOND_EYES: Why.DUTY,
    Kind.PRIVATE_PAGE: Why.ASKED_FOR,
    Kind.SECOND_FACTOR: Why.ASKED_FOR,
    Kind.ADDRESS: Why.ASKED_FOR,
    Kind.ERASED: Why.ASKED_FOR,
    Kind.DIGEST: Why.WEEKLY,
    Kind.DIGEST_CONFIRM: Why.ASKED_FOR,
}


def of(why: Why) -> list[str]:
    """The kinds that may be sent for this reason."""
    return [kind.value for kind in Kind if kind.why is why]
