"""Our fields write exactly the HTML that the NHS design system asks for."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.rooms.ui import nhs_examples
from tests.rooms.ui.nhs_examples import Example, NotSaid

ALL = nhs_examples.examples()

# What our fields have no words for, and the numbers of the examples that show it.
NOT_SAID = {
    "a choice unticks the others of its own field, never of a named group": {
        "checkboxes": [49],
    },
    "a count without a limit is a plain textarea": {
        "character-count": [7, 27, 28],
    },
    "a date has a day, a month and a year": {
        "date-input": [5, 6, 7, 13, 14, 15, 16, 17, 18],
    },
    "a date is off or on as a whole": {
        "date-input": [2, 3, 4],
    },
    "a description is an argument, not a block": {
        "error-summary": [7],
    },
    "a field is never wrong without a sentence that says why": {
        "character-count": [23],
        "checkboxes": [37],
        "date-input": [29, 34, 35],
        "file-upload": [16],
        "input": [33],
        "radios": [35],
        "select": [16],
        "textarea": [13],
    },
    "a field takes one file": {
        "file-upload": [18, 20],
    },
    "a field that is off has no choice that is on": {
        "checkboxes": [6, 7],
        "radios": [6, 7],
    },
    "a group of choices always says its question, in a legend": {
        "checkboxes": [51, 52],
        "radios": [43, 44],
    },
    "a list that opens has no rule in it": {
        "select": [10],
    },
    "a summary of nothing is not shown": {
        "error-summary": [6],
    },
    "no button of ours has an icon": {
        "button": [
            14,
            15,
            16,
            17,
            24,
            25,
            26,
            27,
            40,
            41,
            42,
            43,
            44,
            45,
            46,
            47,
            54,
            55,
            56,
            57,
            60,
            61,
            62,
            63,
        ],
    },
    "no choice of ours ticks all others": {
        "checkboxes": [15, 16, 17],
    },
    "the choices of one field have one name": {
        "checkboxes": [18, 50],
    },
}


def comparable(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        # Blanks in a list of JSON and in running text say nothing; in a text box they do.
        element.attrs = {
            name: re.sub(r'",\s+"', '","', value) if isinstance(value, str) else value
            for name, value in sorted(element.attrs.items())
        }
    for text in soup.find_all(string=True):
        if text.parent is not None and text.parent.name != "textarea":
            text.replace_with(re.sub(r"\s+", " ", text))
    return soup.prettify()


def expected(example: Example) -> str:
    """Their HTML. Only a date's names differ: a form may ask for more dates than one."""
    html = example.html
    if example.component == "date-input" and "namePrefix" not in example.context:
        html = re.sub(r'name="(\w+)"', rf'name="{example.context["id"]}[\1]"', html)
    return html


def said(example: Example) -> str | None:
    try:
        return nhs_examples.say_again(example)
    except NotSaid:
        return None


@pytest.mark.parametrize("example", ALL, ids=[example.name for example in ALL])
def test_a_field_writes_the_html_of_the_example(example: Example) -> None:
    html = said(example)
    if html is not None:
        assert comparable(html) == comparable(expected(example))


def test_what_our_fields_do_not_say_is_known() -> None:
    found: dict[str, dict[str, list[int]]] = {}
    for example in ALL:
        component, number = example.name.split(":")[0].split(" ")
        try:
            nhs_examples.say_again(example)
        except NotSaid as reason:
            found.setdefault(str(reason), {}).setdefault(component, []).append(int(number))
    assert found == NOT_SAID


def test_four_of_five_examples_are_said() -> None:
    assert (len(ALL), sum(said(example) is not None for example in ALL)) == (357, 289)
