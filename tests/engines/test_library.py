"""An engine is a library: it works where there is no Django."""

import ast
import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from heed.engines import disclosure

SOURCE = Path(disclosure.__file__).parents[3]
WITHOUT_DJANGO = """
import sys
sys.modules["django"] = None
from heed.engines import disclosure
figure = disclosure.shares({"yes": 40, "no": 22})
assert figure.people == disclosure.Band(60, 79), figure
assert disclosure.choose(disclosure.Node("trust", 12)) == ("trust",)
print("well")
"""
THE_SAME = """
from heed.engines.disclosure import *
teams = tuple(Node(f"team {n}", 7 + n % 9, weight=1 + n % 3) for n in range(40))
parts = tuple(Node(f"service {n}", 0, teams[n::7]) for n in range(7))
print(choose(Node("trust", 0, parts)))
people = {"a": 3, "b": 4, "c": 3, "d": 2, "e": 2, "f": 1, "g": 2, "h": 4}
figures = {"v": set("hegd"), "w": set("hbd"), "x": set("fabegd"), "y": set("abcdefgh")}
for order in (sorted(figures), sorted(figures, reverse=True)):
    try:
        Releases(people).admit({name: figures[name] for name in order})
    except WouldShowAFew as refused:
        print(refused.combination, refused)
"""
PURE = {
    "__future__", "bisect", "collections", "collections.abc", "dataclasses", "fractions",
    "itertools", "types",
}  # fmt: skip


def test_it_works_without_django_and_without_any_package() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-c", WITHOUT_DJANGO],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "well\n", done.stderr


def test_the_answer_is_the_same_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-S", "-c", THE_SAME],
            env={"PYTHONPATH": str(SOURCE), "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2", "3")
    }
    assert len(said) == 1 and "would show fewer than 10 people" in said.pop()


def test_it_has_no_clock_no_file_no_network_and_no_chance() -> None:
    for path in Path(disclosure.__file__).parent.glob("*.py"):
        for part in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(part, ast.ImportFrom):
                asked = {str(part.module)}
            elif isinstance(part, ast.Import):
                asked = {name.name for name in part.names}
            else:
                asked = {"open"} & {getattr(getattr(part, "func", None), "id", "")}
            assert all(
                name in PURE or name.startswith("heed.engines.disclosure.") for name in asked
            ), path


@pytest.mark.parametrize("name", ["_bands", "_nested", "_reach", "_releases", "_shares"])
def test_the_examples_are_true(name: str) -> None:
    done = doctest.testmod(import_module(f"heed.engines.disclosure.{name}"))
    assert done.attempted and not done.failed


def test_all_that_is_public_is_explained() -> None:
    for name in disclosure.__all__:
        if name != "THRESHOLD":
            assert getattr(disclosure, name).__doc__, name
