"""What is filled in about dates."""

from typing import Any

from django.utils.translation import gettext_lazy as _lazy

from heed.people.setting_dates import LONGEST_NOTICE, default_notice
from heed.ui import forms


class AbsenceForm(forms.Form):
    """From when to when somebody is away; there is no box for why."""

    from_on = forms.DateField(
        label=_lazy("First day away"), missing=_lazy("Enter the first day away")
    )
    to_on = forms.DateField(label=_lazy("Last day away"), missing=_lazy("Enter the last day away"))


class PreElectionForm(forms.Form):
    """The days before an election, and what readers are told on them."""

    from_on = forms.DateField(
        label=_lazy("First day on which comments are closed"),
        missing=_lazy("Enter the first day"),
    )
    to_on = forms.DateField(
        label=_lazy("Last day on which comments are closed"),
        hint=_lazy("Usually polling day."),
        missing=_lazy("Enter the last day"),
    )
    notice = forms.CharField(
        label=_lazy("What readers are told"),
        hint=_lazy("Name no party and nobody who stands in the election."),
        missing=_lazy("Say to readers why comments are closed"),
        rows=7,
        max_length=LONGEST_NOTICE,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"notice": default_notice()})
        super().__init__(*args, **kwargs)
