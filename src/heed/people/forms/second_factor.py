"""What can be filled in about a second factor."""

from typing import Any

from django.utils.translation import gettext_lazy as _lazy

from heed import seal
from heed.people import second_factor
from heed.people.models import Person
from heed.ui import forms


class SetUpForm(forms.Form):
    """The figures that a phone shows once it knows the secret, which travels sealed."""

    key = forms.HiddenField(required=False)
    code = forms.CharField(
        label=_lazy("The six figures that the app shows now"),
        missing=_lazy("Enter the six figures from your phone"),
        max_length=40,
        autocomplete="one-time-code",
        inputmode="numeric",
        width=10,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        purpose = f"new-second-factor {person.pk}"
        try:
            self.secret = seal.unseal(self.data.get("key", ""), purpose=purpose)
        except seal.CannotUnseal:
            self.secret = second_factor.new_secret()
        self.sealed = seal.seal(self.secret, purpose=purpose)


class FiguresForm(forms.Form):
    """What the phone shows, or one of the codes that were written down."""

    code = forms.CharField(
        label=_lazy("Your second code"),
        hint=_lazy("Six figures from the app on your phone, or one of your spare codes."),
        missing=_lazy("Enter the figures from your phone, or a spare code"),
        max_length=40,
        autocomplete="one-time-code",
        autocapitalize="none",
        spellcheck=False,
        width=20,
    )
