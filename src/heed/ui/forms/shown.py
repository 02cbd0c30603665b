"""What all fields share: how they are described to an NHS component, and what they ask for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from markupsafe import Markup

from heed.ui.rendering import render

Params = dict[str, Any]

# What the plain template knows; a field that asks for more is written by the NHS macro.
_BOX = frozenset(
    {"id", "name", "label", "hint", "errorMessage", "disabled", "classes", "value"}
    | {"autocomplete", "spellcheck"}
)
PLAIN = {
    "input": _BOX | {"type", "inputmode", "autocapitalize", "width", "prefix", "suffix"},
    "select": _BOX | {"items"},
    "textarea": _BOX | {"rows"},
    "character-count": _BOX | {"rows", "maxlength", "maxwords", "textareaDescriptionText"},
}


class BoundField(forms.BoundField):
    """A field in its form, which renders as one NHS component."""

    field: Any

    @property
    def anchor(self) -> str:
        """The id on which the ids of the component's parts are built."""
        return str(self.field.widget.attrs.get("id") or self.auto_id or self.html_name)

    @property
    def target(self) -> str:
        """The id of the first thing that can be filled in: where the error summary links to."""
        return self.field.target(self)

    @property
    def sentence(self) -> str:
        """What has to be put right first, or nothing."""
        return str(self.errors[0]) if self.errors else ""

    def as_field_group(self) -> Markup:  # type: ignore[override]
        component, params = self.field.component, self.params()
        plain = not self.field.options and PLAIN.get(component, frozenset()) >= params.keys()
        template = "plain" if plain else component
        return render(f"ui/forms/{template}.jinja", {"params": params, "component": component})

    def params(self) -> Params:
        """The options of the NHS macro for this field as it stands."""
        return merged(self.field.describe(self), self.field.options)


class Shown:
    """Mixed into a Django field, it renders as an NHS component."""

    component = "input"
    label: Any
    error_messages: dict[str, Any]

    def __init__(
        self,
        *,
        hint: Any = "",
        missing: Any = "",
        label_size: str = "",
        is_page_heading: bool = False,
        classes: str = "",
        anchor: str = "",
        options: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("help_text", hint)
        super().__init__(**kwargs)
        self.missing = missing
        self.label_size = label_size
        self.is_page_heading = is_page_heading
        self.classes = classes
        self.options = dict(options or {})
        if anchor:
            self.widget.attrs["id"] = anchor  # type: ignore[attr-defined]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return BoundField(form, self, field_name)  # type: ignore[arg-type]

    def target(self, bound: BoundField) -> str:
        return bound.anchor

    def validate(self, value: Any) -> None:
        if self.required and self.is_empty(value):  # type: ignore[attr-defined]
            raise ValidationError(str(self.missing) or self.ask(), code="required")
        super().validate(value)  # type: ignore[misc]

    def is_empty(self, value: Any) -> bool:
        return value in self.empty_values  # type: ignore[attr-defined]

    def ask(self) -> str:
        """The sentence that asks for what is missing, made from the label."""
        if not self.label or str(self.label).endswith("?"):
            return _("Answer this question")
        return _("Enter %(what)s") % {"what": mid_sentence(self.label)}

    def describe(self, bound: BoundField) -> Params:
        params = self.describe_parts(bound)
        params["name"] = bound.html_name
        params["label"] = self.heading(bound)
        return params

    def describe_parts(self, bound: BoundField) -> Params:
        params: Params = {"id": bound.anchor, "disabled": self.disabled}  # type: ignore[attr-defined]
        if self.classes:
            params["classes"] = self.classes
        if bound.help_text:
            params["hint"] = worded(bound.help_text)
        if bound.errors:
            params["errorMessage"] = {"text": bound.sentence, "visuallyHiddenText": _("Error")}
        return params

    def heading(self, bound: BoundField) -> Params:
        """A label or a legend."""
        heading = worded(bound.label)
        if self.label_size:
            heading["size"] = self.label_size
        if self.is_page_heading:
            heading["isPageHeading"] = True
        return heading


def worded(value: Any) -> Params:
    """Text, or HTML where it is marked as such, in the way that the NHS macros take either."""
    if isinstance(value, Promise):
        value = str(value)
    return {"html": value} if hasattr(value, "__html__") else {"text": str(value)}


def mid_sentence(label: Any) -> str:
    """The label as it reads inside a sentence: "Your name" is "your name", "NHS" stays."""
    words = str(label)
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def merged(params: Params, options: Mapping[str, Any]) -> Params:
    """The options laid over the params, one level deep."""
    for name, value in options.items():
        if isinstance(value, Mapping) and isinstance(params.get(name), dict):
            params[name] = {**params[name], **value}
        else:
            params[name] = value
    return params
