"""Fields in which something is typed, and the one that takes a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.ui.forms import text
from heed.ui.forms.counts import count_texts
from heed.ui.forms.shown import BoundField, Params, Shown, worded

LINE_BYTES = 4_096
TEXT_BYTES = 65_536


class Typed(Shown):
    """What can be said of a box for typing."""

    def __init__(
        self,
        *,
        autocomplete: str = "",
        inputmode: str = "",
        spellcheck: bool | None = None,
        autocapitalize: str = "",
        width: int | None = None,
        prefix_text: Any = "",
        suffix_text: Any = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.typing: Params = {
            name: value
            for name, value in (
                ("autocomplete", autocomplete),
                ("inputmode", inputmode),
                ("autocapitalize", autocapitalize),
                ("width", width),
            )
            if value
        }
        if spellcheck is not None:
            self.typing["spellcheck"] = spellcheck
        self.affixes = {"prefix": prefix_text, "suffix": suffix_text}

    def describe(self, bound: BoundField) -> Params:
        params = {**super().describe(bound), **self.typing}
        for side, affix in self.affixes.items():
            if affix:
                params[side] = worded(affix)
        kind = getattr(self.widget, "input_type", "text")  # type: ignore[attr-defined]
        if kind != "text":
            params["type"] = kind
        value = bound.value()
        if value is not None:
            params["value"] = str(value)
        return params


class Cleaned:
    """Mixed into a text field: cleans what was typed, and measures it in characters and bytes."""

    max_bytes = LINE_BYTES
    multiline = False

    def to_python(self, value: Any) -> str:
        cleaned = text.tidy(str(value)) if value not in self.empty_values else ""  # type: ignore[attr-defined]
        if not self.multiline:
            cleaned = text.one_line(cleaned)
        if text.refused(cleaned):
            raise ValidationError(
                _("This had hidden characters. We took them out: read it and send it again"),
                code="hidden_characters",
            )
        return cleaned or self.empty_value  # type: ignore[attr-defined]

    def validate(self, value: Any) -> None:
        super().validate(value)  # type: ignore[misc]
        if len(str(value or "").encode()) > self.max_bytes:
            raise ValidationError(_("This is too long to keep. Make it shorter"), code="max_bytes")

    def prepare_value(self, value: Any) -> Any:
        return text.without_refused(value) if isinstance(value, str) else value


class CharField(Cleaned, Typed, forms.CharField):
    """A line of text, or with `rows` several."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "Use %(limit_value)d characters or fewer. This has %(show_value)d"
        ),
        "min_length": gettext_lazy(
            "Use %(limit_value)d characters or more. This has %(show_value)d"
        ),
    }

    def __init__(
        self,
        *,
        rows: int | None = None,
        max_length_shown: int | None = None,
        max_words_shown: int | None = None,
        max_bytes: int | None = None,
        input_type: str = "text",
        **kwargs: Any,
    ) -> None:
        self.multiline = bool(rows or max_length_shown or max_words_shown)
        self.rows = rows
        self.max_length_shown = max_length_shown
        self.max_words_shown = max_words_shown
        self.max_bytes = max_bytes or (TEXT_BYTES if self.multiline else LINE_BYTES)
        kwargs.setdefault("max_length", max_length_shown)
        kwargs.setdefault("widget", forms.Textarea if self.multiline else forms.TextInput)
        super().__init__(**kwargs)
        if not self.multiline and input_type != "text":
            self.widget.input_type = input_type

    @property
    def component(self) -> str:  # type: ignore[override]
        if self.max_length_shown or self.max_words_shown:
            return "character-count"
        return "textarea" if self.multiline else "input"

    def describe(self, bound: BoundField) -> Params:
        params = super().describe(bound)
        if self.rows:
            params["rows"] = self.rows
        if self.max_length_shown:
            params["maxlength"] = self.max_length_shown
        if self.max_words_shown:
            params["maxwords"] = self.max_words_shown
        if self.component == "character-count":
            words = self.max_words_shown or self.options.get("countType") == "words"
            params.update(count_texts(words=bool(words)))
        return params


class EmailField(Cleaned, Typed, forms.EmailField):
    """An email address."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter an email address, like name@example.org"),
        "max_length": CharField.default_error_messages["max_length"],
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "email")
        kwargs.setdefault("spellcheck", False)
        kwargs.setdefault("max_length", 254)
        super().__init__(**kwargs)

    def ask(self) -> str:
        return _("Enter an email address, like name@example.org")


class IntegerField(Typed, forms.IntegerField):
    """A whole number, typed into a plain box: the arrows of a number box change it by accident."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter a whole number, like 12"),
        "min_value": gettext_lazy("Enter a number that is %(limit_value)s or more"),
        "max_value": gettext_lazy("Enter a number that is %(limit_value)s or less"),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput)
        kwargs.setdefault("inputmode", "numeric")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        # No database keeps a number of more digits.
        if isinstance(value, str) and len(value.strip()) > 18:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return text.without_refused(value) if isinstance(value, str) else value


class HiddenField(Cleaned, Shown, forms.CharField):
    """Something that the form carries and nobody sees."""

    component = "hidden"
    multiline = True

    def __init__(self, *, max_bytes: int = LINE_BYTES, **kwargs: Any) -> None:
        self.max_bytes = max_bytes
        super().__init__(**{"widget": forms.HiddenInput, **kwargs})

    def ask(self) -> str:
        return _("Part of this page was missing. Load it again and send it once more")

    def describe(self, bound: BoundField) -> Params:
        return {"id": bound.anchor, "name": bound.html_name, "value": bound.value()}


class FileField(Shown, forms.FileField):
    """A file that is chosen from the device."""

    component = "file-upload"
    default_error_messages = {
        "empty": gettext_lazy("This file is empty. Choose another"),
        "missing": gettext_lazy("The file did not arrive. Choose it again"),
        "invalid": gettext_lazy("The file did not arrive. Choose it again"),
        "max_length": gettext_lazy("Give the file a shorter name and choose it again"),
    }

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.FileInput, **kwargs})
        self.accept = accept

    def ask(self) -> str:
        return _("Choose a file")

    def describe(self, bound: BoundField) -> Params:
        params = super().describe(bound)
        if self.accept:
            params["attributes"] = {"accept": self.accept}
        return params
