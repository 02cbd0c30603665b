"""Typing in what crews said on paper: several cards in one go."""

import secrets
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.edition.actions.paper import LONGEST, MOST_AT_ONCE, OnPaper
from heed.ui import forms


class CardsForm(forms.Form):
    """As many cards as a meal room fills at once; those that are left empty are passed over."""

    ticket = forms.HiddenField(max_bytes=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"ticket": secrets.token_hex(16)})
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_AT_ONCE + 1):
            parts = {"number": number}
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Card %(number)s") % parts,
                rows=2,
                max_length=LONGEST,
                required=False,
                classes="words",
                # Nothing to read: by it the style sheet knows which boxes are still empty.
                options={"attributes": {"placeholder": " "}},
            )
            self.fields[f"quote_{number}"] = forms.BooleanField(
                label=_("Card %(number)s may be quoted") % parts,
                required=False,
                small=True,
            )

    def pairs(self) -> list[tuple[Any, Any]]:
        """Each card's two fields, in their order."""
        numbers = range(1, MOST_AT_ONCE + 1)
        return [(self[f"text_{number}"], self[f"quote_{number}"]) for number in numbers]

    def cards(self) -> list[OnPaper]:
        """What was typed, without the cards that were left empty."""
        given = self.cleaned_data
        numbers = range(1, MOST_AT_ONCE + 1)
        return [
            OnPaper(text=given[f"text_{number}"], may_be_quoted=given[f"quote_{number}"])
            for number in numbers
            if given[f"text_{number}"]
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for number in range(1, MOST_AT_ONCE + 1):
            if given.get(f"quote_{number}") and not given.get(f"text_{number}", "."):
                self.add_error(
                    f"text_{number}",
                    _("The box is ticked, but the card is empty. Type what it says, or untick it."),
                )
        return given


class CardForm(forms.Form):
    """One card, to change and send again."""

    text = forms.CharField(
        label=gettext_lazy("The card"),
        missing=gettext_lazy("Write what the card says"),
        rows=4,
        max_length=LONGEST,
        classes="words",
    )
    may_be_quoted = forms.BooleanField(label=gettext_lazy("It may be quoted"), required=False)
