"""WordPress's HTML in the editor's Markdown: never active, and no word of it lost."""

import re
import time
from html import unescape

import nh3
import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heed.edition import words
from heed.edition.wxr.marking import to_markdown, to_text
from heed.edition.wxr.shaping import TAGS, is_too_much, shape
from tests.rooms.edition.test_words import PAYLOADS, check_harmless

SITE = "https://old.example/blog/"


def markdown(html: str) -> str:
    return to_markdown(shape(html, site=SITE))


def page(html: str) -> str:
    return re.sub(r"\n", "", words.to_html(markdown(html))).replace(' rel="noopener"', "")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>One</p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("One\n\nTwo\nstill two", "<p>One</p><p>Two<br>still two</p>"),
        ("<!-- wp:x --><p>One\ntwo</p>", "<p>One two</p>"),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><h6>D</h6>", "<h2>A</h2><h2>B</h2><h3>C</h3><h3>D</h3>"),
        ("<h2><strong>A</strong></h2>", "<h2>A</h2>"),
        ("a <b>b</b>c <strong> d </strong>", "<p>a <strong>b</strong>c <strong>d</strong></p>"),
        ("<em>a</em> <i>b</i> <del>c</del> <code>d*e</code>", "<p>a b c d*e</p>"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
         "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        ("<blockquote><p>a</p><cite>b</cite></blockquote>",
         "<blockquote><p>a</p><p>b</p></blockquote>"),
        ('<a href="/x">a</a> <a href="//y.example">b</a>',
         '<p><a href="https://old.example/x">a</a> <a href="https://y.example">b</a></p>'),
        ('<a href="tel:1">a</a> <a href="#b">b</a> <a>c</a> <a href="mailto:a@b.example">d</a>',
         '<p>a b c <a href="mailto:a@b.example">d</a></p>'),
        ("# a\n- b\n> c\n1. d\n    e", "<p># a<br>- b<br>&gt; c<br>1. d<br>e</p>"),
        ("*a* _b_ [c](https://x.example) `d` &lt;b&gt; \\*",
         "<p>*a* _b_ [c](https://x.example) `d` &lt;b&gt; \\*</p>"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>",
         "<ul><li>A: 1; B: 2</li></ul>"),
        ("<table><caption>T</caption><tr><td>1</td><td><b>2</b></td></tr><tr><td> </td></tr></table>",
         "<p>T</p><ul><li>1; <strong>2</strong></li></ul>"),
        ('<img src="x.jpg" alt="A  quay"><img src="y.jpg">', "<p>(Picture: A quay)</p>"),
        ('[caption id="a" width="3"]<img src="x" alt="A" /> B[/caption]', "<p>(Picture: A) B</p>"),
        ('[caption caption="B &quot;c&quot;"]<img src="x" alt="A" />[/caption]',
         '<p>B "c"</p><p>(Picture: A)</p>'),
        ("[embed]https://v.example/1[/embed]",
         '<p><a href="https://v.example/1">https://v.example/1</a></p>'),
        ("a\n\nhttps://v.example/1\n\nb",
         '<p>a</p><p><a href="https://v.example/1">https://v.example/1</a></p><p>b</p>'),
        ('[gallery ids="1,2"]a[audio src="https://v.example/a.mp3"][/audio]',
         '<p>a</p><p><a href="https://v.example/a.mp3">https://v.example/a.mp3</a></p>'),
        ('<iframe src="https://v.example/e"></iframe>',
         '<p><a href="https://v.example/e">https://v.example/e</a></p>'),
        ("a [contact-form id=1] [sic] [[gallery]]",
         "<p>a [contact-form id=1] [sic] [[gallery]]</p>"),
        ("a<script>b</script><style>c</style>d<!-- e -->", "<p>ad</p>"),
        ("<details><summary>a</summary>b</details><dl><dt>c</dt><dd>d</dd></dl>",
         "<p>a</p><p>b</p><p>c</p><p>d</p>"),
    ],
)  # fmt: skip
def test_what_wordpress_showed_is_shown_as_far_as_the_editor_knows_it(
    html: str, shown: str
) -> None:
    assert unescape(page(html)) == unescape(shown)


def test_every_simplification_is_counted() -> None:
    shaped = shape(
        "<table><tr><td>1</td></tr></table><em>a</em><del>b</del><sup>c</sup><pre>d</pre>"
        '<a href="tel:1">e</a><script>f</script>[gallery][my-form]<iframe src="https://g.example">'
        '</iframe><img src="h.jpg" alt="H"><img src="i.jpg">'
    )
    assert shaped.changes == {
        "tables": 1, "slanted": 1, "struck": 1, "raised": 1, "code": 1, "links": 1, "active": 1,
        "galleries": 1, "shortcodes": 1, "frames": 1,
    }  # fmt: skip
    assert shaped.pictures == [("h.jpg", "H"), ("i.jpg", "")]


def test_more_links_than_a_page_follows_are_written_out() -> None:
    shaped = shape(" ".join(f'<a href="https://x.example/{n}">n{n}</a>' for n in range(400)))
    text = to_markdown(shaped)
    assert "n399 (https://x.example/399)" in text
    assert shaped.changes["many links"] == 1
    assert "n399 (https://x.example/399)" in words.to_plain(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_becomes_active(payload: str) -> None:
    for html in (
        payload, f"<p>{payload}</p>", f'<a href="{payload}">x</a>', f'<img alt="{payload}" src="x">',
        f"<table><tr><td>{payload}", f"[caption caption='{payload}']x[/caption]",
        f"[embed]{payload}[/embed]", f'[video src="{payload}"]', f"&lt;{payload}&gt;",
        f"[audio src='{payload}'][/audio]", f"<h2>{payload}</h2><ul><li>{payload}",
    ):  # fmt: skip
        check_harmless(markdown(html))


def said(html: str) -> list[str]:
    """The words that a browser would show, each piece on its own."""
    clean = nh3.clean(html, tags=TAGS, clean_content_tags={"script", "style"})
    return re.findall(r"\w+", BeautifulSoup(clean, "html.parser").get_text(" "))


PIECES = st.sampled_from([
    "<p>", "</p>", "<ul>", "<li>", "</ul>", "<ol>", "</li>", "</ol>", "<h2>", "</h2>", "<b>", "</b>",
    "<blockquote>", "</blockquote>", "<table>", "<tr>", "<td>", "<th>", "</td>", "</tr>", "</table>",
    '<a href="https://x.example/a_(b)?c=1&d">', '<a href="/y">', "</a>", "<br>", "\n", "\n\n", " ",
    "<em>", "</em>", "<div>", "</div>", "<pre>", "</pre>", "<!-- wp:list -->", "<caption>",
    "</caption>", "<figure>", "<figcaption>", "</figure>", "<dl>", "<dt>", "1. ", "- ", "# ", "> ",
    "**", "*", "_", "[", "]", "(", ")", "`", "\\", "&amp;", "&lt;", "word", "two words", "ŵyl", "7",
    "a.b", "!", "&copy;", "\t", "    ", "===", "---", "<hr>", "<code>", "</code>",
])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_word_is_lost_and_none_becomes_active(html: str) -> None:
    text = markdown(html)
    check_harmless(text)
    shown = re.findall(r"\w+", words.to_plain(text))
    plain = re.findall(r"\w+", to_text(shape(html)))
    for word in said(html):
        assert word in " ".join(shown), text
        assert word in " ".join(plain)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
@example("#\x1b")
def test_plain_words_stand_as_they_are(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("[", "&#91;")
    check_harmless(markdown(escaped))
    shown = "".join(words.to_plain(markdown(escaped)).split())
    kept = "".join(words.clean(text).replace("\ufdd0", "").split())
    assert _seen(shown) == _seen(kept)


def _seen(text: str) -> str:
    return "".join(c for c in text if c.isprintable())


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "x", "<ul><li>" * 20_000 + "x", "<blockquote>" * 20_000 + "x",
        "<b>" * 20_000 + "x", "<a href=x>" * 20_000, "[caption" * 50_000, "[caption ]" * 20_000,
        "<table><tr><td>" * 5_000, "&#" * 100_000, "<!--" * 50_000, "[embed]" * 50_000, "*" * 60_000,
        "\n \n" * 30_000, "<" * 100_000, "x " * 60_000, "<p>" + "a\n" * 30_000,
    ],
    ids=lambda html: html[:12].strip(),
)  # fmt: skip
def test_nothing_takes_long(html: str) -> None:
    began = time.process_time()
    if is_too_much(html):
        return
    shaped = shape(html)
    words.to_html(to_markdown(shaped))
    to_text(shaped)
    assert time.process_time() - began < 10
