"""A hill over a line from nobody to everybody: the picture of a share that is not known exactly."""

from math import exp
from typing import Any

WIDTH, HEIGHT = 640, 80
_POINTS = 160


def hill(lowest: int, highest: int) -> str:
    """The outline as an SVG path, for a share between two whole per cents at 95 %.

    Flat and soft, without a peak that says one number: the interval is some four widths of the
    bell wide. The path lies in a box of 640 × 80.
    """
    middle, spread = (lowest + highest) / 200, max((highest - lowest) / 400, 0.012)
    points = []
    for step in range(_POINTS + 1):
        x = step / _POINTS
        y = exp(-((x - middle) ** 2) / (2 * spread**2))
        points.append(f"{x * WIDTH:.1f},{HEIGHT - y * (HEIGHT - 4):.1f}")
    return f"M0,{HEIGHT}L{'L'.join(points)}L{WIDTH},{HEIGHT}Z"


def of(figure: dict[str, Any]) -> str:
    """The hill of how many said yes in a published figure; empty where there is none."""
    yes = next((one for one in figure.get("shares", ()) if one["answer"] == "yes"), None)
    return hill(yes["lowest"], yes["highest"]) if yes else ""
