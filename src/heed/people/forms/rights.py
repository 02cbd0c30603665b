"""What somebody ticks before their name and words are removed."""

from django.utils.translation import gettext_lazy as _lazy

from heed.ui import forms


class EraseForm(forms.Form):
    """One's own wish."""

    ends_account = forms.BooleanField(label=_lazy("End the account too"), required=False)


class EraseSomebodyForm(EraseForm):
    """A wish that came by letter; the administrator has made sure whose it is."""

    asked = forms.BooleanField(
        label=_lazy("They asked for it, and I have made sure that it was them"),
        missing=_lazy("Make sure that they asked for it, and tick the box."),
        required=True,
    )
