"""What can be filled in about cards of paper."""

from django.utils.translation import gettext_lazy as _lazy

from heed.people import cards
from heed.ui import forms


class SheetForm(forms.Form):
    """For whom cards are printed, and until when they work."""

    group = forms.CharField(
        label=_lazy("For whom are they?"),
        hint=_lazy("For example “Bank staff, Thornsea”. It stands on each card."),
        missing=_lazy("Say for whom the cards are"),
        max_length=80,
    )
    count = forms.IntegerField(
        label=_lazy("How many cards?"),
        hint=_lazy("Ten stand on one sheet of A4."),
        min_value=1,
        max_value=cards.MOST,
        width=4,
    )
    last_on = forms.DateField(
        label=_lazy("Last day on which they work"),
        hint=_lazy("At most half a year from now. Who came in by then stays in."),
    )
    key = forms.HiddenField(required=False)


class CardForm(forms.Form):
    """A code from a card, and the name of whoever holds it, if they like."""

    code = forms.CharField(
        label=_lazy("The code on your card"),
        hint=_lazy("Twelve letters and figures. Small letters and missing hyphens do not matter."),
        missing=_lazy("Enter the code from your card"),
        max_length=60,
        autocomplete="off",
        autocapitalize="characters",
        spellcheck=False,
        width=20,
    )
    name = forms.CharField(
        label=_lazy("Your name (optional)"),
        hint=_lazy("Administrators see it. Leave it empty, and you are known by the card’s group."),
        required=False,
        max_length=100,
        autocomplete="name",
        spellcheck=False,
    )
