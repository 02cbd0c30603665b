"""What is wrong with a roster: every mistake at once, each with its line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

SHOWN = 40


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing that is wrong; ``line`` is 0 where it is wrong with the file as a whole."""

    line: int
    sentence: str

    def __str__(self) -> str:
        if not self.line:
            return self.sentence
        return _("Line %(line)s: %(sentence)s") % {"line": self.line, "sentence": self.sentence}


class CannotUseRoster(Exception):
    """Nothing was changed; each line of the text says what has to be put right."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        said = [str(mistake) for mistake in self.mistakes[:SHOWN]]
        rest = len(self.mistakes) - SHOWN
        if rest > 0:
            said.append(_("And %(count)s more mistakes.") % {"count": f"{rest:,}"})
        super().__init__("\n".join(said))


def refuse(sentence: str, *, line: int = 0) -> CannotUseRoster:
    """A mistake after which nothing else can be read."""
    return CannotUseRoster([Mistake(line, sentence)])
