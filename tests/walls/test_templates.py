"""Every page and every part of one."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.environment import ROOT

SOURCE = ROOT / "src" / "heed"
TEMPLATES = sorted(SOURCE.glob("*/jinja2/**/*.*"))
# Where a page may lead by itself; what people wrote and the organisation set comes from the data.
NAMED = ("https://www.w3.org/", "http://www.w3.org/")


def name(path: Path) -> str:
    return str(path).partition("/jinja2/")[2]


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_compiles(path: Path) -> None:
    if "heed/demo" in str(path):
        engines["jinja2"].env.compile(path.read_text("utf-8"))
    else:
        engines["jinja2"].get_template(name(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_holds_no_style_and_no_script_of_its_own(path: Path) -> None:
    text = path.read_text("utf-8")
    # A mail's look stands in the mail: mail clients read no style sheet.
    if "/week/mail/" not in str(path):
        assert not re.search(r"\sstyle\s*=", text)
        assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    for script in re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.DOTALL):
        assert not script.strip()


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_asks_nothing_of_another_machine(path: Path) -> None:
    text = path.read_text("utf-8")
    for attribute, address in re.findall(
        r"\b(src|href|action|srcset)=[\"'](//|https?://[^\"']*)", text
    ):
        is_link = attribute == "href" and re.search(r"<a\b[^>]*" + re.escape(address), text)
        assert is_link or address.startswith(NAMED), f"{attribute} {address}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_it_says_nothing_that_is_not_said_here(path: Path) -> None:
    text = path.read_text("utf-8").lower()
    for word in ("anonymous", "provably", "please note", "user(s)", "click here"):
        assert word not in text
