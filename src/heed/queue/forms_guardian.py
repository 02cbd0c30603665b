"""What a guardian fills in. Its lists are closed, so that nothing typed can come into a count."""

from typing import Any

from django.utils.translation import gettext_lazy as _lazy

from heed import clock
from heed.clock import working
from heed.edition.actions.guarding import ENDS
from heed.edition.queries.quarters import SUBJECTS
from heed.queue.forms import LONGEST
from heed.ui import forms

GOES_ON = "goes_on"


class GuardianWritesForm(forms.Form):
    """The guardian writes to the writer. ``seen`` is the last thing that she has read of it."""

    seen = forms.HiddenField(required=False)
    words = forms.CharField(
        label=_lazy("What should they read?"),
        missing=_lazy("Write what they should read"),
        rows=5,
        max_length=LONGEST,
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data.copy() if data is not None else None, **kwargs)

    def clean_seen(self) -> int | None:
        seen = self.cleaned_data["seen"]
        return int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= 18 else None

    def has_seen(self, seen: int) -> None:
        """The page that is shown now shows everything up to this."""
        self.data["seen"] = str(seen)


class WillWriteForm(forms.Form):
    """By when the guardian will write."""

    DAYS = {"1": _lazy("tomorrow"), "3": _lazy("in three working days"), "5": _lazy("in a week"),
            "10": _lazy("in two weeks")}  # fmt: skip

    write_by = forms.ChoiceField(
        label=_lazy("I have read it, and will write"),
        choices=list(DAYS.items()),
        missing=_lazy("Choose by when you will write"),
        label_size="s",
        inline=True,
    )

    def clean_write_by(self) -> Any:
        days = int(self.cleaned_data["write_by"])
        return working.add_working_days(clock.local(clock.now()).date(), days)


class HandOnForm(forms.Form):
    """To which office it went, outside Heed."""

    words = forms.CharField(
        label=_lazy("I handed it on outside Heed, to"),
        hint=_lazy(
            "The office, not the name: “the director of workforce”. A writer with a private page "
            "reads it."
        ),
        missing=_lazy("Write to which office you handed it on"),
        max_length=200,
        label_size="s",
        anchor="hand-on-words",
    )


class CountForm(forms.Form):
    """For the quarter's counts, and whether it ends here."""

    subjects = forms.MultipleChoiceField(
        label=_lazy("What is it about?"),
        hint=_lazy("Only these words are counted, never what anybody wrote."),
        choices=SUBJECTS,
        required=False,
        label_size="s",
        small=True,
    )
    detriment = forms.BooleanField(
        label=_lazy("They say that they were treated worse for speaking up"),
        required=False,
        small=True,
    )
    outcome = forms.ChoiceField(
        label=_lazy("Does it end here?"),
        choices=[
            (GOES_ON, _lazy("It goes on")),
            *((how.value, how.label) for how in ENDS),
        ],
        initial=GOES_ON,
        missing=_lazy("Choose whether it ends here"),
        hint=_lazy("Once it has ended, its words are kept for 90 days and then erased."),
        label_size="s",
        small=True,
    )

    def clean_outcome(self) -> str:
        outcome: str = self.cleaned_data["outcome"]
        return "" if outcome == GOES_ON else outcome
