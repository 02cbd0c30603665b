"""What the promises of a series are narrowed to; what is chosen stands in the address."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.answer.models import Promise
from heed.answer.queries import listing
from heed.answer.queries.listing import Narrowed
from heed.ui import forms


class NarrowForm(forms.Form):
    """State, age, kind, year and words, each of them optional."""

    q = forms.CharField(
        label=gettext_lazy("Words in it"),
        max_length=200,
        required=False,
        autocomplete="off",
        spellcheck=False,
    )
    state = forms.SelectField(
        label=gettext_lazy("Where it stands"),
        required=False,
        empty_label=gettext_lazy("All of them"),
    )
    age = forms.SelectField(
        label=gettext_lazy("Promised"), required=False, empty_label=gettext_lazy("At any time")
    )
    kind = forms.SelectField(
        label=gettext_lazy("Kind"), required=False, empty_label=gettext_lazy("Every kind")
    )
    year = forms.SelectField(
        label=gettext_lazy("Year"), required=False, empty_label=gettext_lazy("All years")
    )

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = self.fields
        offered["state"].choices = listing.states()
        offered["age"].choices = listing.ages()
        offered["kind"].choices = Promise.Kind.choices
        offered["year"].choices = [(str(year), str(year)) for year in years]

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        if typed and not listing.words_of(typed):
            self.add_error("q", _("Type a word to look for."))
        return typed

    def narrowed(self) -> Narrowed:
        """What was asked for."""
        given = self.cleaned_data
        return Narrowed(
            state=given["state"],
            age=given["age"],
            kind=given["kind"],
            year=int(given["year"]) if given["year"] else None,
            words=listing.words_of(given["q"]),
        )
