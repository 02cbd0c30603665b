"""The form that holds the fields: its summary of what to put right, and all of it at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from markupsafe import Markup

from heed.ui.forms.choices import names
from heed.ui.forms.shown import BoundField, Params, worded
from heed.ui.rendering import render


class Form(forms.Form):
    """A Django form without the browser's own messages: ours say what to do, beside the field."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def error_summary(self, *, heading: Any = "", description: Any = "", **options: Any) -> Markup:
        """The box above a form that links to each field to put right, or nothing."""
        if not self.errors:
            return Markup()
        params: Params = {
            "heading": worded(heading or _("There is a problem")),
            "errorList": self._listed_errors(),
            **options,
        }
        if description:
            params["description"] = worded(description)
        return render("ui/forms/error-summary.jinja", {"params": params})

    def _listed_errors(self) -> list[Params]:
        listed: list[Params] = [{"text": str(error)} for error in self.non_field_errors()]
        for bound in self:
            if not bound.errors:
                continue
            entry = {"text": str(bound.errors[0])}
            if not bound.is_hidden:
                entry["href"] = f"#{_target(bound)}"
            listed.append(entry)
        return listed

    def field_groups(self) -> Markup:
        """All fields in their order, but those that open under a choice of another."""
        inside = {
            name
            for field in self.fields.values()
            for content in getattr(field, "conditional", {}).values()
            if not hasattr(content, "__html__")
            for name in names(content)
        }
        groups = [bound.as_field_group() for bound in self if bound.name not in inside]
        return Markup("\n").join(groups)


def _target(bound: forms.BoundField) -> str:
    return bound.target if isinstance(bound, BoundField) else bound.id_for_label
