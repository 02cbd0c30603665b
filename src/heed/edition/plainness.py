"""How plainly a message reads: hints for its author, never a wall.

The reading age is the school grade of Kincaid and others, "Derivation of new readability formulas
for Navy enlisted personnel" (1975), plus five years. It counts long words and long sentences and
knows nothing else, so it is said in whole years and only once there is enough to count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.edition import words

MOST_WORDS = 400
LONG_SENTENCE = 25
COMFORTABLE_AGE = 12
ENOUGH_TO_JUDGE = 40
MOST_SHOWN = 3

_SENTENCE_ENDS = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_NO_END = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|Prof|No|e\.g|i\.e|etc|vs|approx)\.\s", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:[’'][A-Za-z]+)?|\d+(?:[.,:]\d+)*")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]es|[^aeiouytd]ed|[^l]e)$")

# Words that people who are tired read twice, and what says the same.
JARGON = {
    "actionable": "that we can act on",
    "at pace": "quickly",
    "blue sky": "new",
    "bandwidth": "time",
    "best practice": "what works best",
    "cascade": "pass on",
    "circle back": "come back to it",
    "co-production": "making it together",
    "cross-cutting": "shared",
    "deep dive": "close look",
    "deliverables": "what we will do",
    "drill down": "look closely",
    "empower": "let, or help",
    "engagement": "talking with people",
    "facilitate": "help",
    "footfall": "how many came",
    "going forward": "from now on",
    "granular": "detailed",
    "holistic": "whole",
    "impactful": "that makes a difference",
    "in terms of": "about",
    "key learnings": "what we learned",
    "learnings": "what we learned",
    "leverage": "use",
    "line of sight": "view",
    "low-hanging fruit": "easy first steps",
    "mission-critical": "that we cannot do without",
    "moving forward": "from now on",
    "operationalise": "put into practice",
    "optimise": "improve",
    "paradigm": "way of thinking",
    "pathway": "way",
    "prioritise": "do first",
    "proactive": "early",
    "rationalise": "cut",
    "reach out": "write, ring or ask",
    "resource envelope": "money",
    "right-size": "change the size of",
    "roadmap": "plan",
    "roll out": "start, or bring in",
    "scope out": "look at",
    "sign off": "agree",
    "stakeholders": "people it touches",
    "stakeholder": "somebody it touches",
    "strategic": "long-term",
    "streamline": "make simpler",
    "synergies": "working together",
    "synergy": "working together",
    "take offline": "talk about later",
    "touch base": "talk",
    "transformation": "change",
    "upskill": "train",
    "utilise": "use",
    "value-add": "what helps",
    "whole system approach": "doing it together",
    "workstream": "piece of work",
    "workstreams": "pieces of work",
}
_JARGON = re.compile(
    r"\b(?:"
    + "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace(r"\-", r"[-\s]")
        for word in sorted(JARGON, key=len, reverse=True)
    )
    + r")\b",
    re.IGNORECASE,
)


_PLAIN = {word.replace("-", " "): plain for word, plain in JARGON.items()}


@dataclass(frozen=True, slots=True)
class Hints:
    """What can be told about a message from its words alone. ``age`` is None for a short one."""

    words: int
    minutes: int
    age: int | None
    long_sentences: tuple[tuple[str, int], ...]
    jargon: tuple[tuple[str, str], ...]

    def sentences(self) -> list[str]:
        """The hints, each a sentence that can be shown as it is; the first says the length."""
        return list(_said(self))


def hints(markdown: str) -> Hints:
    """Look at a message as a reader meets it."""
    lines = words.to_plain(markdown)
    sentences = [sentence for line in lines.split("\n") for sentence in _sentences_of(line)]
    lengths = [(sentence, len(_WORD.findall(sentence))) for sentence in sentences]
    return Hints(
        words=words.word_count(markdown),
        minutes=words.reading_minutes(markdown),
        age=_reading_age(lengths),
        long_sentences=tuple(pair for pair in lengths if pair[1] > LONG_SENTENCE),
        jargon=_jargon_of(lines),
    )


def syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, less silent endings."""
    bare = word.casefold().replace("’", "'").split("'")[0]
    groups = len(_VOWELS.findall(bare))
    if groups > 1 and _SILENT_END.search(bare):
        groups -= 1
    return max(1, groups)


def _reading_age(lengths: list[tuple[str, int]]) -> int | None:
    count = sum(length for _sentence, length in lengths)
    if count < ENOUGH_TO_JUDGE:
        return None
    spoken = sum(syllables(w) for sentence, _n in lengths for w in _WORD.findall(sentence))
    grade = 0.39 * count / len(lengths) + 11.8 * spoken / count - 15.59
    return min(25, max(6, round(grade + 5)))


def _sentences_of(line: str) -> list[str]:
    held = _NO_END.sub(lambda found: found[0].replace(" ", "\0"), line)
    parts = (part.replace("\0", " ").strip() for part in _SENTENCE_ENDS.split(held))
    return [part for part in parts if _WORD.search(part)]


def _jargon_of(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for match in _JARGON.finditer(text):
        said = " ".join(match[0].split())
        found.setdefault(_without_hyphens(said), said)
    return tuple((said, _PLAIN[key]) for key, said in found.items())


def _without_hyphens(word: str) -> str:
    return word.casefold().replace("-", " ")


def _said(told: Hints) -> Iterator[str]:
    count = ngettext("%(count)s word", "%(count)s words", told.words) % {"count": told.words}
    if told.words > MOST_WORDS:
        yield _("%(words)s. People finish a message of %(most)s.") % {
            "words": count, "most": MOST_WORDS,
        }  # fmt: skip
    elif told.words:
        minutes = ngettext("%(count)s minute", "%(count)s minutes", told.minutes)
        yield _("%(words)s of %(most)s at most, %(minutes)s to read.") % {
            "words": count,
            "most": MOST_WORDS,
            "minutes": minutes % {"count": told.minutes},
        }
    else:
        yield _("Nothing written yet. %(most)s words are the most.") % {"most": MOST_WORDS}
    if told.age is not None:
        yield _age_said(told.age)
    for sentence, length in told.long_sentences[:MOST_SHOWN]:
        yield _("A long sentence, %(length)s words: “%(beginning)s…”") % {
            "length": length, "beginning": " ".join(sentence.split()[:6]),
        }  # fmt: skip
    more = len(told.long_sentences) - MOST_SHOWN
    if more > 0:
        yield ngettext(
            "And %(count)s more long sentence.", "And %(count)s more long sentences.", more
        ) % {"count": more}
    for word, plain in told.jargon[:MOST_SHOWN]:
        yield _("“%(word)s” could be “%(plain)s”.") % {"word": word, "plain": plain}


def _age_said(age: int) -> str:
    if age <= COMFORTABLE_AGE:
        return _("It reads easily: a %(age)s-year-old could follow it.") % {"age": age}
    return _("It reads at about age %(age)s. Shorter sentences and words bring it to %(aim)s.") % {
        "age": age, "aim": COMFORTABLE_AGE,
    }  # fmt: skip
