"""What can be filled in about signing in."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed import clock
from heed.people import letters
from heed.people.models import Person
from heed.ui import forms


class AddressForm(forms.Form):
    """Whose phone or computer this is."""

    email = forms.EmailField(
        label=_lazy("Your work email address"),
        hint=_lazy("We send a code to it. There is no password."),
        autocomplete="email",
        autocapitalize="none",
        spellcheck=False,
    )

    _user: Person | None = None

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if letters.has_had_enough(email, at=clock.now()):
            raise forms.ValidationError(
                _(
                    "We have sent %(count)s codes to this address within an hour. "
                    "Look for the newest of them, or ask again in an hour."
                )
                % {"count": letters.CODES_AN_HOUR}
            )
        self._user = Person.objects.filter(email=email, is_active=True).first()
        return email


class CodeForm(forms.Form, ConfirmLoginCodeForm):
    """The code that came by mail, compared by the sign-in library."""

    code = forms.CharField(
        label=_lazy("Your code"),
        hint=_lazy("Eight figures, at the top of the mail."),
        missing=_lazy("Enter the code from the mail"),
        max_length=40,
        autocomplete="one-time-code",
        inputmode="numeric",
        width=10,
    )
    is_shared_computer = forms.BooleanField(
        label=_lazy("This is a shared computer"),
        hints={
            "on": _lazy("You are signed out when the browser is closed, at the latest in a day.")
        },
        required=False,
    )

    def clean_code(self) -> str:
        if self.expected_code and not letters.may_try(self.expected_code, at=clock.now()):
            raise get_adapter().validation_error("incorrect_code")
        code: str = super().clean_code()
        return code
