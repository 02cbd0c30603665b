from typing import Any

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from heed.edition.queries.archive import Choices
from heed.ui import forms
from heed.week.hours import Hours
from heed.week.hours_said import hour_in_words


class SearchForm(forms.Form):
    """A few words to look for."""

    q = forms.CharField(
        label=_("Look for"),
        hint=_("Words from a message or a comment, or an author’s name."),
        missing=_("Type a word to look for."),
        max_length=200,
        autocomplete="off",
        spellcheck=False,
    )


class NarrowForm(forms.Form):
    """Which of the earlier weeks to list; what is chosen stands in the address."""

    year = forms.SelectField(label=_("Year"), required=False, empty_label=_("All years"))
    author = forms.SelectField(
        label=_("Author"),
        required=False,
        empty_label=_("All authors"),
        options={"attributes": {"translate": "no"}},
    )

    def __init__(self, choices: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offered: dict[str, Any] = self.fields
        offered["year"].choices = [(str(year), str(year)) for year in choices.years]
        offered["author"].choices = list(choices.authors)


class AddressForm(forms.Form):
    """An address that is to get the weekly mail."""

    email = forms.EmailField(
        label=_("Your email address"),
        hint=_("It is kept sealed, and used for this mail alone. We first send a link to it."),
    )


class HoursForm(forms.Form):
    """When the weekly mail may come."""

    days = forms.MultipleChoiceField(
        label=_("On which days"),
        choices=[(str(day), name) for day, name in WEEKDAYS.items()],
        missing=_("Choose at least one day"),
        label_size="s",
    )
    begins = forms.SelectField(label=_("From"), label_size="s")
    ends = forms.SelectField(label=_("Until"), label_size="s")

    def __init__(self, *args: Any, hours: Hours, **kwargs: Any) -> None:
        given = {"days": list(hours.days), "begins": str(hours.begins), "ends": str(hours.ends)}
        super().__init__(*args, initial=given, **kwargs)
        offered: dict[str, Any] = self.fields
        offered["begins"].choices = [(str(hour), hour_in_words(hour)) for hour in range(24)]
        offered["ends"].choices = [(str(hour), hour_in_words(hour)) for hour in range(1, 25)]

    def hours(self) -> Hours:
        """What was chosen."""
        chosen = self.cleaned_data
        return Hours(
            days="".join(sorted(chosen["days"])),
            begins=int(chosen["begins"]),
            ends=int(chosen["ends"]),
        )


class MyMailForm(HoursForm):
    """One tick for the weekly mail, and its hours."""

    wanted = forms.BooleanField(label=_("Send me the weekly mail"), required=False)
    field_order = ["wanted", "days", "begins", "ends"]
