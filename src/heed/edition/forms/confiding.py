"""What somebody fills in who tells the guardian something."""

from django.utils.translation import gettext_lazy as _

from heed.edition.actions.confiding import LONGEST
from heed.edition.forms.commenting import TicketedForm
from heed.ui import forms


class ConfideForm(TicketedForm):
    """For the guardian alone. Only the words are needed."""

    text = forms.CharField(
        label=_("What should the guardian know?"),
        hint=_("What happened, when, and what you would like to happen. You can write more later."),
        missing=_("Write what the guardian should know"),
        rows=9,
        max_length_shown=LONGEST,
    )
    name = forms.CharField(
        label=_("Your name (you can leave it out)"),
        required=False,
        max_length=120,
        autocomplete="name",
    )
    email = forms.EmailField(
        label=_("Email address (you can leave it out)"),
        hint=_(
            "Only if you want a mail when there is something new on your private page. It says no "
            "more than that, and the guardian is not shown the address. Choose one that only you "
            "read."
        ),
        required=False,
        autocomplete="email",
    )
    seen_card = forms.HiddenField(required=False)


class WriteForm(forms.Form):
    """The writer goes on, on their private page."""

    words = forms.CharField(
        label=_("Write to the guardian"),
        missing=_("Write what the guardian should read"),
        rows=5,
        max_length_shown=LONGEST,
    )
    seen_card = forms.HiddenField(required=False)
