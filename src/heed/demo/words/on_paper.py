"""What crews of Saltmarsh wrote on paper, by week, as Bev typed it in."""

from __future__ import annotations

from dataclasses import dataclass

from heed.demo.words.told import prose


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A card, and whether its box was ticked; what was not ticked goes to the author to read."""

    text: str
    may_be_quoted: bool = False


def _card(text: str, *, quote: bool = False) -> OnPaper:
    return OnPaper(prose(text), quote)


ON_PAPER = {
    "2026-W45": (
        _card(
            """We talked about it at handover. Nobody minds being sent on at the end of a shift
            when it is a real job. Being sent for the figures is what people mind.""",
            quote=True,
        ),
        _card("The heater in the second bay has been reported four times. It is still cold."),
        _card("Ask the students. They will not say it in front of us."),
    ),
    "2026-W47": (
        _card("A ten minute job list on the wall beats any app. Please print it.", quote=True),
        _card("Thank whoever moved the oxygen store. It saves a walk in the rain.", quote=True),
        _card("I did not sleep after the job on the coast road. Nobody rang."),
        _card("We would like to know a week earlier who is on the late car."),
    ),
}
