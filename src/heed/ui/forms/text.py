"""What a text may hold: everything that can be seen, and nothing that only disturbs."""

import re

# Control characters but tab and line feed, half characters, and what turns the direction of a
# text round: with these a name can be made to read as another name.
_REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_GAPS = re.compile(r"[\t\n]+")


def tidy(text: str) -> str:
    """The text with one kind of line end and without blank ends."""
    return _LINE_ENDS.sub("\n", text).strip()


def one_line(text: str) -> str:
    """The text on one line: a name or a title has no others."""
    return _GAPS.sub(" ", text)


def refused(text: str) -> bool:
    """Whether a text, once tidy, holds characters that cannot be seen."""
    return _REFUSED.search(text) is not None


def without_refused(text: str) -> str:
    """The text as it is shown again, so that sending it once more is enough."""
    return _REFUSED.sub("", _LINE_ENDS.sub("\n", text))
