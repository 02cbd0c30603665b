"""What Heed serves but did not write is what the maintainer's script made, small, and stays here."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src/heed/ui/static/vendor"
TESTS = ROOT / "tests/vendor"
FIXTURES = ROOT / "tests/fixtures/nhsuk"

# Bytes over the wire: kB of what a page loads at first, and of what the editor's page adds.
BUDGETS = {
    "nhsuk/nhsuk.css": 9_000,
    "nhsuk/nhsuk.js": 6_200,
    "prosemirror/prosemirror.js": 75_000,
    "prosemirror/prosemirror.css": 500,
}
FIRST_FACES = (
    "source-serif-4-latin-400-normal.woff2",
    "source-sans-3-latin-400-normal.woff2",
    "source-sans-3-latin-600-normal.woff2",
)
# An address that is never fetched: it stands in the sentence of an error.
ONLY_SAID = {"https://prosemirror.net/docs/guide/#generatable"}


@pytest.mark.parametrize(
    ("manifest", "folders"),
    [(STATIC, [STATIC]), (TESTS, [TESTS, FIXTURES])],
    ids=["served", "tests"],
)
def test_every_file_is_the_one_that_was_vendored(manifest: Path, folders: list[Path]) -> None:
    recorded = json.loads((manifest / "MANIFEST.json").read_text())["files"]
    found = {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    assert found == recorded


def test_every_folder_that_is_served_carries_its_licence() -> None:
    for folder in STATIC.iterdir():
        if folder.is_dir():
            assert [*folder.glob("LICENCE*")], folder.name


@pytest.mark.parametrize("name", BUDGETS)
def test_a_file_is_small_over_the_wire(name: str) -> None:
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= BUDGETS[name]


def test_the_faces_of_a_first_page_are_small() -> None:
    assert sum((STATIC / "fonts" / name).stat().st_size for name in FIRST_FACES) <= 51_500


@pytest.mark.parametrize("name", BUDGETS)
def test_nothing_calls_another_host(name: str) -> None:
    text = (STATIC / name).read_text()
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`)]*", text))
    assert addresses - ONLY_SAID == set()
    assert "sourceMappingURL" not in text


def test_the_style_sheet_asks_for_nothing_and_keeps_off_print() -> None:
    css = (STATIC / "nhsuk/nhsuk.css").read_text()
    for word in ("@font-face", "Frutiger", "@import", "url(", "(Link:", "@media print"):
        assert word not in css


def test_the_scripts_run_under_a_strict_content_policy() -> None:
    for name in ("nhsuk/nhsuk.js", "prosemirror/prosemirror.js"):
        text = (STATIC / name).read_text()
        assert not re.search(r"\beval\(|new Function\(|javascript:", text)


def test_the_components_are_pinned_to_one_version_on_both_sides() -> None:
    served = json.loads((STATIC / "MANIFEST.json").read_text())["versions"]
    wanted = json.loads((ROOT / "scripts/vendor/package.json").read_text())["dependencies"]
    assert served == wanted
    assert served["nhsuk-frontend"] == "10.6.1"
    assert '"nhsuk-frontend-jinja==0.10.2"' in (ROOT / "pyproject.toml").read_text()
