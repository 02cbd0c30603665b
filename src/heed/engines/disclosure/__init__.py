"""Disclosure: what may be published about people, so that no small group shows.

Every figure that Heed publishes about people passes through here. A plain library: exact numbers
go in, and names, bands, per cents and refusals come out. It keeps nothing, reads no clock and draws
no lot, so the same numbers give the same figure on every machine; it writes no sentence for a page.

- `band(people)`: how many people, as 10–14, 15–19, 20–29 …; and of it `others`, for "you and 14–18
  others".
- `shares(counts)`: the answers to a question, as rounded shares with an interval.
- `choose(tree)`: which units of a tree may be shown; `certify` and `atoms` prove it.
- `Releases`: what is out already, and whether more may follow.
- `reach`: what can still be true of a group inside a figure.
- Refusals: `TooFewAnswers`, `WouldShowAFew`, `TooEntangled`, `AlreadyReleased`.

How to use it
-------------
Close the wave first: nobody answers any more. Take the counts once, ask here once, keep what came
back and show that, word for word the same, to everybody from the same moment on. A figure made
again from changed counts, for one person fewer who left or one more who was late, shows that
person. A part of a result is a figure too.

What it holds
-------------
1. No figure of fewer people than the threshold (10; it can be raised).
2. From what `shares` gives, neither the number of people nor the count of an answer can be worked
   back. Nothing says that an answer was given by nobody, or by fewer than four people, or by
   everybody, or by all but fewer than four.
3. Of figures chosen by `choose` or admitted by `Releases`, no sum or difference, with whatever
   factors, depends on the answers of one to nine people, even if the figures were exact.

What it cannot hold
-------------------
- **Whoever is in the figure knows their own answer.** Somebody in a group of ten sees nine others;
  a coalition of c people who tell each other what they answered sees the threshold less c. Two
  figures that nobody else could subtract, they can.
- **A share can say something about everybody in it.** "95 % or more said no" is no exact count and
  tells nearly all the same about each of two hundred. What is as bad as that is not asked.
- **Questions repeated to the same people add up.** Two waves are different answers, so nothing is
  subtracted between them; but who joins a unit of twelve between two waves shifts its share, and
  with many waves one sees them do so. Ask small groups seldom, and never make a figure over several
  waves from the answers themselves: only from what was published.
- **Several questions in one wave** are rounded each by itself. That two questions are answered by
  the same people says how answers go together only where both shares are extreme.
- **Which units are left out** is decided by exact numbers, and says roughly where small ones are.
- **Bands have edges.** One person can carry a group over an edge; a band that is looked at twice
  while the group grows tells when. `without_opinion` is meant for one whole group: of units in a
  tree, show it for the top one alone.
- **What is known from elsewhere** (a rota with two names for that night, a colleague who says what
  she pressed) is not counted here. There is no noise in these figures: differential privacy would
  bound even that, and would blur a group of thirty by half a point in ten, which nobody could read.
- It protects **what people answered, not that they answered**, and it only knows the groups that
  it is told of.

Sources stand in the modules that use them.
"""

from heed.engines.disclosure._bands import THRESHOLD, Band, band
from heed.engines.disclosure._nested import Node, atoms, certify, choose
from heed.engines.disclosure._reach import reach
from heed.engines.disclosure._refusals import (
    AlreadyReleased,
    Refusal,
    TooEntangled,
    TooFewAnswers,
    WouldShowAFew,
)
from heed.engines.disclosure._releases import Releases
from heed.engines.disclosure._shares import Share, Shares, shares

__all__ = [
    "THRESHOLD",
    "AlreadyReleased",
    "Band",
    "Node",
    "Refusal",
    "Releases",
    "Share",
    "Shares",
    "TooEntangled",
    "TooFewAnswers",
    "WouldShowAFew",
    "atoms",
    "band",
    "certify",
    "choose",
    "reach",
    "shares",
]
