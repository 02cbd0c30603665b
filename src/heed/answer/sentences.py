"""A published figure in a sentence, so that each language can build its own."""

from typing import Any

from django.utils.translation import gettext as _

from heed.answer.models import Tap
from heed.ui.formatting import number_word


def headline(figure: dict[str, Any]) -> str:
    """ "About half said yes."; empty where there is no figure."""
    shares = {share["answer"]: share for share in figure.get("shares", ())}
    yes = shares.get(Tap.Answer.YES)
    return "" if yes is None else _said_yes(yes)


def sentence(figure: dict[str, Any]) -> str:
    """The interval, the people, and the rest; or why there is no figure."""
    if not figure:
        return ""
    if "too_few" in figure:
        return _(
            "Fewer than %(threshold)s people answered, so there is no figure. That protects them."
        ) % {"threshold": number_word(figure["too_few"])}
    shares = {share["answer"]: share for share in figure["shares"]}
    yes = shares[Tap.Answer.YES]
    said = _(
        "Between %(low)s and %(high)s in every 100. %(fewest)s to %(most)s people answered."
    ) % {
        "low": yes["lowest"],
        "high": yes["highest"],
        "fewest": figure["people"]["lowest"],
        "most": figure["people"]["highest"],
    }
    return " ".join(part for part in (said, _the_rest(shares), _without(figure)) if part)


def short(figure: dict[str, Any]) -> str:
    """The same in one line, for "since last time": "About six in ten said yes (52 to 70 in 100)."."""
    shares = {share["answer"]: share for share in figure.get("shares", ())}
    yes = shares.get(Tap.Answer.YES)
    if yes is None:
        return _("Too few people answered for a figure.")
    return _("%(about)s said yes (%(low)s to %(high)s in 100).") % {
        "about": _about(yes, start=True),
        "low": yes["lowest"],
        "high": yes["highest"],
    }


def in_one_line(figure: dict[str, Any]) -> str:
    """The same with the people: "About half said yes (41 to 60 in 100; 60 to 79 people)."."""
    yes = next((one for one in figure.get("shares", ()) if one["answer"] == "yes"), None)
    if yes is None:
        return _("Too few people answered for a figure.")
    return _("%(about)s said yes (%(low)s to %(high)s in 100; %(fewest)s to %(most)s people).") % {
        "about": _about(yes, start=True),
        "low": yes["lowest"],
        "high": yes["highest"],
        "fewest": figure["people"]["lowest"],
        "most": figure["people"]["highest"],
    }


def _said_yes(yes: dict[str, Any]) -> str:
    return _("%(about)s said yes.") % {"about": _about(yes, start=True)}


def _the_rest(shares: dict[str, dict[str, Any]]) -> str:
    partly, no = shares[Tap.Answer.PARTLY], shares[Tap.Answer.NO]
    if partly["about"] >= 2 * no["about"]:
        return _("Most of the rest said partly.")
    if no["about"] >= 2 * partly["about"]:
        return _("Most of the rest said no.")
    return _("Of the rest, about as many said partly as no.")


def _without(figure: dict[str, Any]) -> str:
    band = figure.get("without_opinion")
    if not band:
        return ""
    return _("%(fewest)s to %(most)s more could not say, or were not concerned.") % {
        "fewest": band["lowest"],
        "most": band["highest"],
    }


def _about(share: dict[str, Any], *, start: bool = False) -> str:
    if share["is_few"]:
        said = _("few or none")
    elif share["lowest"] >= 90:
        said = _("nearly everybody")
    elif 45 <= share["about"] <= 55:
        said = _("about half")
    else:
        tenths = max(1, min(9, round(share["about"] / 10)))
        said = _("about %(tenths)s in ten") % {"tenths": number_word(tenths)}
    return said[:1].upper() + said[1:] if start else said
