"""Every template compiles, and every sentence in it can be found by a translator."""

import re
from pathlib import Path

import pytest
from django.template import engines

from tests.i18n import pseudo

TEMPLATES = sorted(pseudo.SOURCE.glob("*/jinja2/**/*.jinja"))
SAID = re.compile(r"""\b_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def name_of(path: Path) -> str:
    return path.as_posix().partition("/jinja2/")[2]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_the_template_compiles(path):
    engines["jinja2"].env.compile(path.read_text("utf-8"), name_of(path), str(path))


def test_every_sentence_of_a_template_is_found_by_the_translators_tool():
    ids = {message.id for message in pseudo.own_messages() if isinstance(message.id, str)}
    missing = []
    for path in TEMPLATES:
        for found in SAID.finditer(COMMENT.sub("", path.read_text("utf-8"))):
            text = (found[1] or found[2] or "").replace('\\"', '"').replace("\\'", "'")
            text = text.replace("\\n", "\n")
            if text not in ids:
                missing.append(f"{name_of(path)}: {text}")
    assert not missing, "\n".join(missing)


def test_every_name_for_translating_is_one_that_the_tool_knows():
    """`from … import gettext as tr` would hide its sentences from every translator."""
    strange = [
        f"{path}: {name}"
        for path in pseudo.SOURCE.rglob("*.py")
        for name in re.findall(r"\bn?p?gettext(?:_lazy)? as (\w+)", path.read_text("utf-8"))
        if name not in pseudo.KEYWORDS
    ]
    assert not strange, "\n".join(strange)


def test_the_made_language_keeps_what_is_no_word():
    dressed = pseudo.dressed('%(name)s is <a href="%(link)s">here</a> &amp; %{count} at 100%%')
    assert dressed.startswith("%(name)s ")
    for kept in ('<a href="%(link)s">', "</a>", "&amp;", "%{count}", "100%%"):
        assert kept in dressed
    assert "here" not in dressed


def test_no_sentence_was_put_together_before_it_was_translated():
    """A sentence with its values already in it is in no catalogue."""
    wrong = [
        f"{path.name}: {line.strip()}"
        for path in pseudo.SOURCE.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\b_(?:lazy)?\(f[\"']", line)
    ]
    assert not wrong, "\n".join(wrong)
