"""The report of `import-wordpress`, as sentences."""

from collections.abc import Iterator

from heed.edition.wxr.cleaning import Mended
from heed.edition.wxr.telling import Told

_LEFT_OUT = {
    "page": "a page",
    "attachment": "an attachment (a picture or file of its own)",
    "nav_menu_item": "part of a menu",
    "revision": "an older version of something",
    "wp_block": "a block for use elsewhere",
    "other kind": "of a kind that is no message",
    "draft": "a draft",
    "pending": "waiting to be published",
    "private": "private",
    "future": "scheduled for later",
    "trash": "in the bin",
    "auto-draft": "an empty draft",
    "other state": "in a state that Heed does not know",
    "password": "behind a password",
    "too large": "larger than 1 MB, or of more than 20,000 tags",
    "no date": "without a date that can be read",
    "to come": "dated in the future",
    "empty": "without a word in it",
}
_COMMENTS_LEFT_OUT = {
    "spam": "spam",
    "trash": "in the bin",
    "echo": "pingbacks and trackbacks",
    "other": "of a kind that is no comment",
    "unknown state": "in a state that Heed does not know",
    "empty": "without a word in it",
    "too large": "larger than 1 MB",
}
_SIMPLER = {
    "tables": "made of a table: a list, with a row an item",
    "galleries": "not here: a gallery or playlist",
    "slanted": "upright now: slanted words",
    "struck": "not struck through any more: words that were",
    "raised": "on the line now: raised or lowered words",
    "code": "plain words now: a piece of code",
    "links": "plain words now: a link that leads to no web or mail address",
    "many links": "with too many links to follow: their addresses are written out",
    "frames": "a link now: a film, sound or frame",
    "active": "dropped: a script, style, form or drawing",
    "shortcodes": "left as they stand: words in square brackets that some plugin understood",
}
_CARE = {
    "long title": "with a title of over 200 characters, which stands whole above the words",
    "cut": "longer than a page can be: cut, with a sentence that says so",
    "summaries": "with a summary written by hand, which is not here",
    "local date": "without a time in Greenwich: read as the time here",
    "local date of a comment": "comments without one, read alike",
    "comment without date": "comments without a date, or with one to come: given their message's",
    "long comments": "comments of over 4,000 characters: made into several",
}


def sentences(told: Told, *, mended: Mended, is_trial: bool) -> Iterator[str]:
    """What was read, what became of it, what was left out and why."""
    counts = told.counts
    done = "To be brought in" if is_trial else "Brought in"
    yield f"{done}: {_many(counts['new'], 'message')}."
    yield from _listed(told, {
        "here": "here already, and left as they are",
        "changed since": "of these with other words or comments in this file; what stands here was left",
    })  # fmt: skip
    yield (
        f"Comments: {counts['comments posted']:,} posted, {counts['comments waiting']:,} waiting "
        f"for a moderator; {counts['replies']:,} of the posted are the author's reply under one."
    )
    yield from _listed(told, {
        "answers": "in answer to another comment: begins with the name of its writer, where that one is posted",
        "answers to nothing here": "in answer to a comment that is not in the file",
    })  # fmt: skip
    yield from _section(told, "Left out, no message:", "left out: ", _LEFT_OUT)
    lost = counts["comments of what was left out"]
    if lost:
        yield f"  {lost:,} comments stood under these and are left out with them"
    yield from _section(told, "Left out, comments:", "comment left out: ", _COMMENTS_LEFT_OUT)
    yield from _section(told, "Simpler than it was:", "changed: ", _SIMPLER)
    yield from _section(told, "To know:", "", _CARE)
    yield from _pictures(told)
    yield from _mended(mended)
    yield "Addresses of writers, their network addresses and websites were not read into Heed."


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _section(told: Told, head: str, begins: str, names: dict[str, str]) -> Iterator[str]:
    lines = list(_listed(told, {f"{begins}{key}": said for key, said in names.items()}))
    if lines:
        yield head
        yield from lines


def _listed(told: Told, names: dict[str, str]) -> Iterator[str]:
    for key, said in names.items():
        count = told.counts[key]
        if count:
            shown = told.examples.get(key, [])
            more = ", …" if shown and count > len(shown) else ""
            yield f"  {count:,}: {said}{': ' * bool(shown)}{', '.join(shown)}{more}"


def _pictures(told: Told) -> Iterator[str]:
    kept = told.counts["pictures kept"]
    if told.counts["pictures with words"] + told.counts["pictures without"]:
        yield "Pictures, which Heed never fetches:"
        yield from _listed(told, {
            "pictures with words": "as words: the description that it had",
            "pictures without": "not here, and had no description",
            "pictures not usable": "in the folder, but not usable as a picture",
        })  # fmt: skip
        if kept:
            yield f"  {kept:,}: found in the folder, and above its message now"


def _mended(mended: Mended) -> Iterator[str]:
    if mended.controls:
        yield (
            f"Taken out, as XML forbids them: {_many(mended.controls, 'character')}, the first on "
            f"line {mended.first_control}."
        )
    if mended.other_letters:
        yield (
            f"Read as Windows-1252, being no UTF-8: {_many(mended.other_letters, 'place')}, the "
            f"first on line {mended.first_other_letter}."
        )
    if mended.read_as != "UTF-8":
        yield f"The file was read as {mended.read_as}."
