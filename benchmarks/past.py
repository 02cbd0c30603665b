"""A past of 500 messages and 20,000 comments: brought in from WordPress, written out, read back."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import words
from benchmarks.installation import ROOT, Installation
from benchmarks.results import Row, table

POSTS, COMMENTS = 500, 20_000
SMALL = 10
FIRST = datetime(2016, 1, 5, 9, 0)
PASS = """
import sys
from xml.etree.ElementTree import iterparse
count = 0
for _event, element in iterparse(sys.argv[1]):
    if element.tag == "item":
        count += 1
        element.clear()
"""
BEGIN = ("init", "--organisation", "Saltmarsh", "--administrator", "Tariq", "--series", "News",
         "--email", "tariq@saltmarsh.example")  # fmt: skip

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>News</title><link>https://old.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://old.example</wp:base_blog_url>
"""
AUTHOR = """<wp:author><wp:author_id>{n}</wp:author_id><wp:author_login>author{n}</wp:author_login>
<wp:author_email>author{n}@saltmarsh.example</wp:author_email>
<wp:author_display_name><![CDATA[Author {n}]]></wp:author_display_name></wp:author>
"""
ITEM = """<item><title><![CDATA[Week {n}: {title}]]></title><link>https://old.example/{n}/</link>
<dc:creator>author{author}</dc:creator><guid isPermaLink="false">https://old.example/?p={n}</guid>
<content:encoded><![CDATA[{html}]]></content:encoded><excerpt:encoded><![CDATA[]]></excerpt:encoded>
<wp:post_id>{n}</wp:post_id><wp:post_date>{at}</wp:post_date><wp:post_date_gmt>{at}</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password>
"""
COMMENT = """<wp:comment><wp:comment_id>{n}</wp:comment_id>
<wp:comment_author><![CDATA[Reader {who}]]></wp:comment_author>
<wp:comment_author_email>reader{who}@example.org</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.1</wp:comment_author_IP><wp:comment_date>{at}</wp:comment_date>
<wp:comment_date_gmt>{at}</wp:comment_date_gmt><wp:comment_content><![CDATA[{text}]]></wp:comment_content>
<wp:comment_approved>{state}</wp:comment_approved><wp:comment_type></wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent><wp:comment_user_id>{person}</wp:comment_user_id>
</wp:comment>
"""


@dataclass(frozen=True)
class Spent:
    """What a process cost: seconds on the wall and of the processor, megabytes at the most."""

    wall: float
    processor: float
    megabytes: float


def write_archive(path: Path, *, posts: int, comments: int, seed: int = 1) -> None:
    """Write an export such as WordPress makes; the same numbers give the same bytes."""
    chance = Random(seed)
    number = 0
    with path.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        out.writelines(AUTHOR.format(n=n) for n in range(1, 6))
        for post in range(1, posts + 1):
            at = FIRST + timedelta(weeks=post)
            author = 1 + post % 5
            out.write(
                ITEM.format(n=post, title="what we heard", author=author, at=at, html=_html(chance))
            )
            many = comments * post // posts - comments * (post - 1) // posts
            for place in range(many):
                number += 1
                out.write(_comment(chance, number, place, author=author, said_at=at))
            out.write("</item>\n")
        out.write("</channel></rss>\n")


def _html(chance: Random) -> str:
    start = chance.randrange(10**6)
    parts = [
        f"<!-- wp:paragraph -->\n<p>{_linked(words.comment(start + n), chance)}</p>\n"
        "<!-- /wp:paragraph -->"
        for n in range(4)
    ]
    listed = "".join(f"<li>{words.WHAT[(start + n) % len(words.WHAT)]}</li>" for n in range(3))
    return "\n\n".join([*parts[:2], f"<h2>What next</h2><ul>{listed}</ul>", *parts[2:]])


def _linked(text: str, chance: Random) -> str:
    first, space, rest = text.replace("\n", " ").partition(" ")
    return f'<strong>{first}</strong>{space}<a href="/{chance.randrange(99)}/">{rest[:20]}</a>{rest[20:]}'


def _comment(chance: Random, number: int, place: int, *, author: int, said_at: datetime) -> str:
    is_answer = place > 0 and chance.random() < 0.4
    is_author = is_answer and chance.random() < 0.3
    state = chance.choices(["1", "0", "spam", "trash"], [80, 2, 15, 3])[0]
    return COMMENT.format(
        n=number,
        who=chance.randrange(900),
        at=said_at + timedelta(hours=place + 1),
        text=words.comment(number).replace("&", "&amp;"),
        state="1" if is_author else state,
        parent=number - chance.randrange(1, place + 1) if is_answer else 0,
        person=author if is_author else 0,
    )


def run(_port: int, rounds: int) -> str:
    """Time and peak memory of each command, in processes of their own."""
    rows: list[Row] = []
    with Installation() as first:
        archive, small = first.home / "large.xml", first.home / "small.xml"
        write_archive(archive, posts=POSTS, comments=COMMENTS)
        write_archive(small, posts=POSTS // SMALL, comments=COMMENTS // SMALL)
        times: dict[str, list[Spent]] = {}

        def measure(what: str, environment: dict[str, str], *command: object) -> None:
            times.setdefault(what, []).append(_spent(environment, *command))

        heed = (sys.executable, "-P", "-m", "heed")
        for _round in range(min(rounds, 3)):
            measure("parse", first.environment, sys.executable, "-c", PASS, archive)
            with Installation() as one, Installation() as other, Installation() as little:
                for each in (one, little):
                    _spent(each.environment, *heed, *BEGIN)
                measure("small", little.environment, *heed, "import-wordpress", small)
                measure("trial", one.environment, *heed, "import-wordpress", archive, "--dry-run")
                measure("bring", one.environment, *heed, "import-wordpress", archive)
                measure("again", one.environment, *heed, "import-wordpress", archive)
                kept, same = one.home / "kept.zip", other.home / "same.zip"
                measure("export", one.environment, *heed, "export", kept)
                measure("import", other.environment, *heed, "import", kept)
                measure("export again", other.environment, *heed, "export", same)
                assert kept.read_bytes() == same.read_bytes()
        size = archive.stat().st_size / 2**20
    said = {
        "bring": ("import-wordpress: 500 messages, 20,000 comments", "≤ 60 s"),
        "small": ("… 50 messages, 2,000 comments", ""),
        "trial": ("… the large one with --dry-run", ""),
        "again": ("… the large one a second time", ""),
        "export": ("export of all that", ""),
        "import": ("import of it into an empty installation", ""),
        "parse": (f"ElementTree.iterparse over the same {size:.0f} MB, doing nothing", ""),
    }
    for key, (what, hoped) in said.items():
        peak = max(spent.megabytes for spent in times[key])
        wall = median(spent.wall for spent in times[key])
        seconds = tuple(spent.processor for spent in times[key])
        note = f"{wall:.1f} s on the wall, {peak:.0f} MB at the most"
        rows.append(Row(what, seconds, "s", hoped, note))
    return table(rows, yardstick=rows[-1].middle)


def _spent(environment: dict[str, str], *command: object) -> Spent:
    """Run a command in a process of its own."""
    began = time.monotonic()
    process = subprocess.Popen(
        list(map(str, command)), env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, command
    spent = used.ru_utime + used.ru_stime
    return Spent(time.monotonic() - began, spent, used.ru_maxrss / 1024)
