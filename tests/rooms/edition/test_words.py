"""The words of a message, rendered: safe whatever was typed, and nothing of it lost."""

import re
import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.edition.words import DEEPEST, TAGS, reading_minutes, to_html, to_plain, word_count

PAYLOADS = [
    "<script>alert(1)</script>",
    "http://x.com/?'onmouseover='alert(document.domain)'x='",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>here</a>",
    "[here](javascript:alert(1))",
    "[here](JaVaScRiPt:alert(1))",
    "[here](java\tscript:alert(1))",
    "[here](&#106;avascript:alert(1))",
    "[here](data:text/html;base64,PHNjcmlwdD4=)",
    "[here](vbscript:x)",
    "[here](//evil.example)",
    "[here](/people/list)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    '![" onerror="alert(1)](https://x.example/p.png)',
    '[here](https://x.example "onmouseover=alert(1)")',
    "[here](https://x.example/?\"onmouseover='alert(1)')",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "</p></main><style>*{display:none}</style>",
    "<!-- --><script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "`<script>alert(1)</script>`",
    "```\n<script>alert(1)</script>\n```",
    "    <script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }} {% include x %}",
    "a\0b",
    "a\u202ecod.exe",
]


def soup_of(markdown: str) -> BeautifulSoup:
    return BeautifulSoup(to_html(markdown), "html.parser")


def check_harmless(markdown: str) -> None:
    for tag in soup_of(markdown).find_all(True):
        assert tag.name in TAGS
        allowed = {"a": {"href", "rel"}, "ol": {"start"}}.get(tag.name, set())
        assert set(tag.attrs) <= allowed
        if tag.name == "a":
            assert re.match(r"https?://|mailto:", tag["href"], re.IGNORECASE)
            assert tag["rel"] == ["noopener"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_is_typed_becomes_active(payload: str) -> None:
    check_harmless(payload)
    check_harmless(f"> - {payload}")
    check_harmless(f"**{payload}**")
    check_harmless(f"[{payload}](https://x.example)")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="<>[]()!*_`#&;:/\\\"' \n\tajvscript=.-1+", max_size=200))
def test_no_mixture_of_marks_becomes_active(text: str) -> None:
    check_harmless(text)


def test_two_levels_of_heading_and_no_more() -> None:
    tags = [tag.name for tag in soup_of("# a\n\n## b\n\n### c\n\n###### d").find_all(True)]
    assert tags == ["h2", "h2", "h3", "h3"]


def test_lists_quotes_links_and_strong_words_are_kept() -> None:
    made = soup_of(
        "One **strong** and *slanted* word.\nNext line\n\n- a\n- b\n\n3. c\n4. d\n\n> said\n\n"
        "[the plan](https://x.example/?a=1&b=2) <ama@saltmarsh.example> <https://y.example>"
    )
    assert made.strong is not None
    assert made.strong.string == "strong"
    assert made.em is None
    assert made.br is not None
    assert made.ol is not None
    assert made.ol["start"] == "3"
    assert [a["href"] for a in made.find_all("a")] == [
        "https://x.example/?a=1&b=2", "mailto:ama@saltmarsh.example", "https://y.example",
    ]  # fmt: skip
    assert made.blockquote is not None


@pytest.mark.parametrize(
    "typed", ["---", "`code`", "&copy;", "<b>bold</b>", "[x](/here)", "[a]: https://x.example"]
)
def test_what_is_not_kept_as_form_stays_as_words(typed: str) -> None:
    assert to_plain(f"before {typed} after") == f"before {typed} after"
    assert typed in to_plain(f"before\n\n{typed}\n\nafter")


def test_controls_and_turning_marks_are_gone() -> None:
    assert to_html("a\0b\u202ec\u2066d\x0be") == "<p>abcde</p>"


def test_plain_words_have_no_marks_and_a_line_for_each_item() -> None:
    assert to_plain("## Head\n\nA **b** [c](https://x.example)\n\n- d & e\n- f < g") == (
        "Head\nA b c\nd & e\nf < g"
    )


@pytest.mark.parametrize("count", [0, 1, 238, 239, 400])
def test_words_and_minutes(count: int) -> None:
    text = " ".join(["word"] * count)
    assert word_count(text) == count
    assert reading_minutes(text) == (2 if count > 238 else 1)


def test_a_word_is_what_a_reader_calls_one() -> None:
    text = "I don’t know – it’s a night-shift thing, isn't it?\n\n- **One** [two](https://x.org/a)"
    assert word_count(text) == 11


@pytest.mark.parametrize(
    "text",
    [">" * 10_000, "> " * 10_000, "- " * 10_000, "1. " * 10_000,
     "\n".join("  " * depth + "- a" for depth in range(200))],
)  # fmt: skip
def test_ten_thousand_levels_cost_nothing(text: str) -> None:
    began = time.process_time()
    to_html(text)
    assert time.process_time() - began < 0.25


@pytest.mark.parametrize("mark", ["  {}- ", "> ", "   {}1. "])
def test_deep_levels_are_cut_and_their_words_are_not(mark: str) -> None:
    text = "\n".join(mark.format("") * depth + f"word{depth}\n" for depth in range(40))
    assert to_plain(text).split() == [f"word{depth}" for depth in range(40)]
    assert all(len(tag.find_parents("ul")) < 2 * DEEPEST for tag in soup_of(text).find_all("ul"))


@pytest.mark.parametrize("filler", ["a ", "a\n", "**a* ", "[a](", "<", "![", "\\", "é", "> a\n"])
def test_64_kilobytes_of_anything_are_rendered(filler: str) -> None:
    check_harmless((filler * 65_536)[:21_845])
