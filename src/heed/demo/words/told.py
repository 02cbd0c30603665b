"""The shape of what the invented people write and say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import slugify


@dataclass(frozen=True, slots=True)
class Said:
    """A comment of the crowd's: when it comes, in hours after the opening, and what becomes of it.

    ``words`` go to the writer with a question or a no, ``reply`` stands under it on the page.
    """

    name: str
    email: str
    text: str
    hours: float = 2.0
    becomes: str = "posted"
    reason: str = ""
    words: str = ""
    reply: str = ""
    minutes: int = 70
    wants_mail: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A message, its author by e-mail address, and what people say to it.

    ``in_spite``: why it opens although something is owed. ``is_drafted_early``: its author is one
    whom a visitor plays, and who finds a draft some days before.
    """

    email: str
    title: str
    text: str
    question: str
    got_wrong: str = ""
    protecting: str = ""
    said: tuple[Said, ...] = ()
    in_spite: str = ""
    is_drafted_early: bool = False


def prose(text: str) -> str:
    """Paragraphs as a person types them: the line ends of this source are not theirs."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def say(
    name: str,
    hours: float,
    text: str,
    *,
    becomes: str = "posted",
    reason: str = "",
    words: str = "",
    reply: str = "",
    minutes: int = 70,
    wants_mail: bool = False,
) -> Said:
    """A comment by somebody whose address follows from their name."""
    return Said(
        name=name,
        email=f"{slugify(name).replace('-', '.')}@saltmarsh.example",
        text=prose(text),
        hours=hours,
        becomes=becomes,
        reason=reason,
        words=prose(words),
        reply=prose(reply),
        minutes=minutes,
        wants_mail=wants_mail,
    )


def write(
    author: str,
    title: str,
    text: str,
    *said: Said,
    question: str,
    got_wrong: str = "",
    protecting: str = "",
    in_spite: str = "",
    is_drafted_early: bool = False,
) -> Written:
    """A message by the author of that first name."""
    return Written(
        email=f"{author}@saltmarsh.example",
        title=title,
        text=prose(text),
        question=prose(question),
        got_wrong=prose(got_wrong),
        protecting=prose(protecting),
        said=said,
        in_spite=prose(in_spite),
        is_drafted_early=is_drafted_early,
    )
