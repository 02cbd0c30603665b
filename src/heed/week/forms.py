from typing import Any

from django.utils.translation import gettext_lazy as _

from heed.edition.queries.archive import Choices
from heed.ui import forms


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
