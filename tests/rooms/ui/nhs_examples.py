"""The examples that nhsuk-frontend ships, each said again with a field of `heed.ui.forms`."""

import json
import lzma
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.template import engines
from markupsafe import Markup

from heed.ui import forms

FILE = Path(__file__).parents[2] / "fixtures/nhsuk/fixtures.json.xz"
PARTS = ("day", "month", "year")
Options = dict[str, Any]


class Example(NamedTuple):
    component: str
    name: str
    context: Options
    html: str


class NotSaid(Exception):
    """Our fields have no words for this example, for the reason given."""


def examples() -> list[Example]:
    listed = []
    for component, fixtures in json.loads(lzma.decompress(FILE.read_bytes())).items():
        for number, fixture in enumerate(fixtures):
            name = f"{component} {number}: {fixture['name']}"
            listed.append(Example(component, name, fixture["context"], fixture["html"]))
    return listed


def say_again(example: Example) -> str:
    """The HTML of the field that an example asks for; `NotSaid` where there is none."""
    if example.name.endswith("via call block"):
        raise NotSaid("a description is an argument, not a block")
    return str(_SAYERS[example.component](dict(example.context)))


def words(value: Any) -> Any:
    if isinstance(value, dict):
        return Markup(value["html"]) if value.get("html") else value.get("text", "")
    return value


def shared(context: Options, label: Any) -> Options:
    """The arguments that all fields take; each option that was understood is taken out."""
    given: Options = {"options": {}}
    if isinstance(label, dict):
        given["label"] = label.get("heading") or label["text"]
        given["is_page_heading"] = "heading" in label
        given["label_size"] = label.get("size") or ""
    else:
        given["label"] = label
    given["hint"] = words(context.pop("hint", ""))
    given["anchor"] = context.pop("id", "")
    given["disabled"] = context.pop("disabled", False)
    given["classes"] = context.pop("classes", "")
    if isinstance(label, dict) and "id" in label:
        given["options"]["label"] = {"id": label["id"]}
    return given


def bound(field: Any, context: Options, value: Any = None) -> Any:
    """The field in a form, with the example's value and what is wrong with it."""
    name = context.pop("name")
    error = context.pop("errorMessage", None)
    if error is True:
        raise NotSaid("a field is never wrong without a sentence that says why")
    form = type("Asked", (forms.Form,), {name: field})(auto_id="%s", initial={name: value})
    if error:
        begin_errors(form)
        wrong = context.pop("wrong_parts", [])
        form.add_error(name, ValidationError(words(error), params={"parts": wrong}))
    if context:
        raise AssertionError(f"these options were not looked at: {context}")
    return form[name].as_field_group()


def begin_errors(form: forms.Form) -> None:
    """A form that was never sent takes errors once it has been looked at."""
    assert not form.errors
    form.cleaned_data = {}


def typed(context: Options) -> Options:
    given = shared(context, context.pop("label"))
    for name in ("autocomplete", "inputmode", "spellcheck", "width"):
        if name in context:
            given[name] = context.pop(name)
    for affix in ("prefix", "suffix"):
        given[f"{affix}_text"] = words(context.pop(affix, ""))
    for name in ("code", "formGroup"):
        if name in context:
            given["options"][name] = context.pop(name)
    return given


def say_input(context: Options) -> str:
    value = context.pop("value", None)
    given = typed(context)
    return bound(forms.CharField(input_type=context.pop("type", "text"), **given), context, value)


def say_textarea(context: Options) -> str:
    value = context.pop("value", None)
    return bound(forms.CharField(rows=5, **typed(context)), context, value)


def say_character_count(context: Options) -> str:
    value = context.pop("value", None)
    given = typed(context)
    given["max_length_shown"] = context.pop("maxlength", None)
    given["max_words_shown"] = context.pop("maxwords", None)
    if not (given["max_length_shown"] or given["max_words_shown"]):
        raise NotSaid("a count without a limit is a plain textarea")
    given["rows"] = context.pop("rows", None)
    for name in [*context]:
        if name not in ("name", "errorMessage"):
            given["options"][name] = context.pop(name)
    return bound(forms.CharField(**given), context, value)


def chosen(context: Options) -> Options:
    fieldset = context.pop("fieldset", None)
    if not fieldset:
        raise NotSaid("a group of choices always says its question, in a legend")
    context["id"] = context.pop("idPrefix", "")
    legend = fieldset["legend"]
    given = shared(context, legend)
    if isinstance(legend, dict) and "id" in legend:
        given["options"] = {"legend": {"id": legend["id"]}}
    given |= {"choices": [], "hints": {}, "conditional": {}, "dividers": {}, "off": []}
    given |= {name: context.pop(name) for name in ("small", "inline") if name in context}
    divider = None
    for item in context.pop("items"):
        if "name" in item:
            raise NotSaid("the choices of one field have one name")
        if item.get("behaviour") == "inclusive":
            raise NotSaid("no choice of ours ticks all others")
        if item.get("behaviourGroup") or item.get("exclusiveGroup"):
            raise NotSaid("a choice unticks the others of its own field, never of a named group")
        if item.get("disabled") is False:
            raise NotSaid("a field that is off has no choice that is on")
        if "divider" in item:
            divider = item["divider"]
            continue
        value = item["value"]
        given["choices"].append((value, words(item)))
        if divider:
            given["dividers"][value], divider = divider, None
        if "hint" in item:
            given["hints"][value] = words(item["hint"])
        if "conditional" in item:
            given["conditional"][value] = Markup(item["conditional"]["html"])
        if item.get("disabled"):
            given["off"].append(value)
        if item.get("behaviour") == "exclusive" or item.get("exclusive"):
            given.setdefault("exclusive", []).append(value)
    return given


def say_radios(context: Options) -> str:
    value = context.pop("value", None)
    return bound(forms.ChoiceField(**chosen(context)), context, value)


def say_checkboxes(context: Options) -> str:
    values = context.pop("values", [])
    return bound(forms.MultipleChoiceField(**chosen(context)), context, values)


def say_select(context: Options) -> str:
    value = context.pop("value", None)
    given = shared(context, context.pop("label"))
    given["choices"] = []
    given["off"] = []
    if "formGroup" in context:
        given["options"]["formGroup"] = context.pop("formGroup")
    for item in context.pop("items"):
        if "divider" in item:
            raise NotSaid("a list that opens has no rule in it")
        given["choices"].append((item["value"], item["text"]))
        if item.get("disabled"):
            given["off"].append(item["value"])
    return bound(forms.SelectField(**given), context, value)


def say_date(context: Options) -> str:
    legend = context.pop("fieldset")["legend"]
    context["name"] = context.pop("namePrefix", context["id"])
    given = shared(context, legend)
    if isinstance(legend, dict) and "id" in legend:
        given["options"] = {"fieldset": {"legend": {**words_of(legend), "id": legend["id"]}}}
    values = dict(context.pop("values", {}))
    boxes = context.pop("items", None)
    if boxes is None:
        boxes = [
            {"name": part, **(context.pop(part, None) or {})}
            for part in PARTS
            if context.get(part) is not False
        ]
    if [box["name"] for box in boxes if box] != list(PARTS):
        raise NotSaid("a date has a day, a month and a year")
    wrong = []
    for box in boxes:
        part = box["name"]
        if "disabled" in box:
            raise NotSaid("a date is off or on as a whole")
        values |= {part: box["value"]} if "value" in box else {}
        wrong += [part] if box.get("error") else []
        more = {name: box[name] for name in ("label", "autocomplete") if name in box}
        given["options"] |= {part: more} if more else {}
    if wrong and "errorMessage" not in context:
        raise NotSaid("a field is never wrong without a sentence that says why")
    context |= {"wrong_parts": wrong} if wrong else {}
    return bound(forms.DateField(**given), context, values)


def words_of(legend: Options) -> Options:
    """A legend as the field itself would describe it."""
    return {"text": legend["heading"], "isPageHeading": True, "size": legend["size"]}


def say_file(context: Options) -> str:
    if context.get("multiple"):
        raise NotSaid("a field takes one file")
    given = shared(context, context.pop("label"))
    for name in [*context]:
        if name not in ("name", "errorMessage"):
            given["options"][name] = context.pop(name)
    return bound(forms.FileField(**given), context)


def say_error_summary(context: Options) -> str:
    listed = [error for error in context.pop("errorList", []) if error]
    if not listed:
        raise NotSaid("a summary of nothing is not shown")
    form = forms.Form(auto_id="%s")
    begin_errors(form)
    for number, error in enumerate(listed):
        target = error.get("href", "")[1:]
        if target == "example-day":
            form.fields["example"] = forms.DateField()
            form.add_error("example", error["text"])
        elif target:
            form.fields[f"field{number}"] = forms.CharField(anchor=target)
            form.add_error(f"field{number}", error["text"])
        else:
            form.add_error(None, error["text"])
    heading, description = words(context.pop("heading")), words(context.pop("description", ""))
    return form.error_summary(heading=heading, description=description, **context)


def say_button(context: Options) -> str:
    if "icon" in context:
        raise NotSaid("no button of ours has an icon")
    if "preventDoubleClick" in context:
        context["prevent_double_click"] = context.pop("preventDoubleClick")
    template = engines["jinja2"].from_string(
        '{% from "ui/forms/button.jinja" import button %}{{ button(**given) }}'
    )
    return template.render({"given": context})


_SAYERS: Options = {
    "button": say_button,
    "character-count": say_character_count,
    "checkboxes": say_checkboxes,
    "date-input": say_date,
    "error-summary": say_error_summary,
    "file-upload": say_file,
    "input": say_input,
    "radios": say_radios,
    "select": say_select,
    "textarea": say_textarea,
}
