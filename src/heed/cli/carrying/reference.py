"""`docs/reference/export.md`, made from the models so that it cannot say anything else."""

import sys
from collections.abc import Iterator
from typing import Any

from heed.cli import ground
from heed.cli.carrying import shape
from heed.cli.carrying.meanings import ABOUT, FIELDS_LEFT_OUT, LEFT_OUT, MEANINGS
from heed.cli.carrying.shape import Column, Kind
from heed.config.environment import ROOT

PAGE = ROOT / "docs" / "reference" / "export.md"
_TYPES = {
    "text": "text",
    "number": "whole number",
    "fraction": "number",
    "yes or no": "true or false",
    "moment": "moment",
    "day": "day",
    "time": "time of day",
    "uuid": "UUID",
    "json": "any JSON",
    "sealed": "sealed text",
    "file": "path of a file",
}
_HEAD = """# What an export holds
Made from the models by `./heed check --fix`; do not edit it by hand.

`./heed export FILE.zip` writes everything that an organisation has in Heed into one zip file; `./heed import FILE.zip` reads it into a new installation, on SQLite or PostgreSQL. For each kind there is one file of JSON Lines: UTF-8, one object a line, in the order of `id`. Pictures stand in `media/`. `heed-export.json` says the format and how many rows each file has. The same content is always the same bytes, so two exports can be compared.

- **Ids** are the numbers that Heed itself uses; an import keeps them, because the private addresses of writers are made of them. A link is the `id` of a row of another kind.
- **Moments** are in Greenwich time and end in Z. Empty text means that there is nothing or that it was erased; `null` means that it has not happened or that there is nobody.
- **Sealed text** is encrypted as it is in the database: writers' addresses, and what only the guardian reads. Only an installation with the same `HEED_SECRET_KEY` can read it, and `import` refuses any other. So nobody learns either by running a command and reading a file. Whoever has both the key and the file could: keep them apart.
- Everything else is in clear, as it is in the database: the words of comments, those that were not posted included. Keep the file like the database.
- What goes onto a page as HTML is not in it: it is made anew from the words.

Not part of it: signed-in sessions and sign-in codes, and what is passing or made again:
"""


def page() -> str:
    """The whole page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _HEAD
    for label, reason in sorted(LEFT_OUT.items()):
        yield f"- `{label}`: {reason}"
    for kind in shape.kinds():
        yield from _of_kind(kind)


def _of_kind(kind: Kind) -> Iterator[str]:
    yield f"\n## {kind.path}"
    yield ABOUT[kind.label]
    yield "\n| field | what it is | type |\n|---|---|---|"
    for column in kind.columns:
        yield f"| `{column.name}` | {_meaning(column)} | {_type(column)} |"
    for label, reason in sorted(FIELDS_LEFT_OUT.items()):
        if label.rpartition(".")[0] == kind.label:
            yield f"\nWithout `{label.rpartition('.')[2]}`: {reason}"


def _meaning(column: Column) -> str:
    meaning = "its number" if column.name == shape.NUMBER else MEANINGS[column.label]
    words = [str(key) for key, _said in column.field.flatchoices]
    return f"{meaning}: {', '.join(words)}" if words and column.type == "text" else meaning


def _type(column: Column) -> str:
    said = f"`id` of {column.to}" if column.type == "link" else _TYPES[column.type]
    longest: Any = column.field.max_length
    if column.type == "text" and longest:
        said += f", at most {longest}"
    return f"{said}, or null" if column.field.null else said


def main() -> int:
    """Compare the page with what it should say; with --fix, write it."""
    ground.stand(ground.DEMO)
    wanted = page()
    if "--fix" in sys.argv[1:]:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(wanted, "utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text("utf-8") != wanted:
        print("docs/reference/export.md is not what the models say: `./heed check --fix`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
