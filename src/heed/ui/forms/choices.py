"""Fields in which something is chosen."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from heed.ui.forms.shown import BoundField, Params, Shown, mid_sentence

NOT_OFFERED = gettext_lazy("Choose one of the answers that are offered")


class Chosen(Shown):
    """What can be said of a list of choices. Its own thin template makes the NHS markup."""

    choices: Any
    input_type = "radio"

    def __init__(
        self,
        *,
        hints: Mapping[Any, Any] | None = None,
        conditional: Mapping[Any, Any] | None = None,
        dividers: Mapping[Any, Any] | None = None,
        off: Iterable[Any] = (),
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.hints = _by_value(hints)
        self.conditional = _by_value(conditional)
        self.dividers = _by_value(dividers)
        self.off = {str(value) for value in off}
        self.variants = [name for name, on in (("small", small), ("inline", inline)) if on]

    def ask(self) -> str:
        return _("Choose an answer")

    def valid_value(self, value: Any) -> bool:
        offered = str(value) not in self.off
        return offered and super().valid_value(value)  # type: ignore[misc]

    def describe(self, bound: BoundField) -> Params:
        params = self.describe_parts(bound)
        params["name"] = bound.html_name
        params["legend"] = self.heading(bound)
        params["variants"] = self.variants
        params["items"] = self.items(bound)
        params["described_by"] = " ".join(
            f"{bound.anchor}-{part}"
            for part, given in (("hint", "hint"), ("error", "errorMessage"))
            if given in params
        )
        return params

    def items(self, bound: BoundField) -> list[Params]:
        value = bound.value()
        values = value if isinstance(value, list | tuple) else [value]
        chosen = {str(each) for each in values if each is not None}
        items: list[Params] = []
        for choice, label in self.choices:
            key = str(choice)
            if key in self.dividers:
                items.append({"divider": _in_this_language(self.dividers[key])})
            items.append(
                {
                    "id": _numbered(bound.anchor, len(items)),
                    "value": key,
                    "label": label,
                    "hint": _in_this_language(self.hints.get(key, "")),
                    "checked": key in chosen,
                    "disabled": self.disabled or key in self.off,  # type: ignore[attr-defined]
                    "conditional": self.revealed(bound, key),
                    **self.item_options(key),
                }
            )
        return items

    def item_options(self, key: str) -> Params:
        return {}

    def revealed(self, bound: BoundField, key: str) -> Any:
        """What opens under a choice: fields of the same form by their names, or markup."""
        content = self.conditional.get(key, "")
        if not content or hasattr(content, "__html__"):
            return content
        return Markup("").join(bound.form[name].as_field_group() for name in names(content))


def names(content: str | tuple[str, ...]) -> tuple[str, ...]:
    """The fields that open under one choice: one or several."""
    return content if isinstance(content, tuple) else (str(content),)


class ChoiceField(Chosen, forms.ChoiceField):
    """One of several, as radios."""

    component = "radios"
    default_error_messages = {"invalid_choice": NOT_OFFERED}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.RadioSelect, **kwargs})


class MultipleChoiceField(Chosen, forms.MultipleChoiceField):
    """Any of several, as checkboxes."""

    component = "checkboxes"
    default_error_messages = {"invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED}

    def __init__(self, *, exclusive: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.CheckboxSelectMultiple, **kwargs})
        self.exclusive = {str(value) for value in exclusive}

    def item_options(self, key: str) -> Params:
        return {"behaviour": "exclusive" if key in self.exclusive else ""}


class BooleanField(Chosen, forms.BooleanField):
    """One checkbox. Its label stands beside it; required means that it has to be ticked."""

    component = "checkboxes"

    def __init__(self, *, conditional: Any = "", **kwargs: Any) -> None:
        shown = {"on": conditional} if conditional else None
        super().__init__(**{"widget": forms.CheckboxInput, "conditional": shown, **kwargs})

    def ask(self) -> str:
        return _("Tick “%(label)s” to go on") % {"label": self.label}

    def is_empty(self, value: Any) -> bool:
        return not value

    def describe(self, bound: BoundField) -> Params:
        self.choices = [("on", bound.label)]
        params = super().describe(bound)
        params["legend"] = None
        params["items"][0]["checked"] = bool(bound.value())
        return params


class SelectField(Shown, forms.ChoiceField):
    """One of many, as a list that opens."""

    component = "select"
    choices: Any
    default_error_messages = {"invalid_choice": NOT_OFFERED}

    def __init__(self, *, empty_label: Any = "", off: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty_label = empty_label
        self.off = {str(value) for value in off}

    def ask(self) -> str:
        if not self.label or str(self.label).endswith("?"):
            return _("Choose an answer")
        return _("Choose %(what)s") % {"what": mid_sentence(self.label)}

    def valid_value(self, value: Any) -> bool:
        return str(value) not in self.off and super().valid_value(value)

    def describe(self, bound: BoundField) -> Params:
        params = super().describe(bound)
        items: list[Params] = [{"value": "", "text": str(self.empty_label)}]
        items = items if self.empty_label else []
        for value, label in self.choices:
            item: Params = {"value": str(value), "text": str(label)}
            if str(value) in self.off:
                item["disabled"] = True
            items.append(item)
        params["items"] = items
        value = bound.value()
        if value not in (None, ""):
            params["value"] = str(value)
        return params


def _by_value(given: Mapping[Any, Any] | None) -> dict[str, Any]:
    return {str(value): said for value, said in (given or {}).items()}


def _in_this_language(said: Any) -> Any:
    """A field lives longer than a request, so that its words are put into a language when shown."""
    return str(said) if isinstance(said, Promise) else said


def _numbered(anchor: str, index: int) -> str:
    """The first choice carries the plain id, so that the error summary can link to it."""
    return anchor if index == 0 else f"{anchor}-{index + 1}"
