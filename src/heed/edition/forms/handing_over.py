"""The form with which an administrator gives a message to another author."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from heed.people.models import Person
from heed.ui import forms


class HandOverForm(forms.Form):
    """Who is to have it."""

    author = forms.ChoiceField(
        label=_("Who takes it over?"),
        hint=_("They find it among their drafts. Tell them: no mail goes out."),
        missing=_("Choose who takes it over"),
        choices=[],
    )

    def __init__(self, *args: Any, authors: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authors = {str(author.pk): author for author in authors}
        self.fields["author"].choices = [
            (pk, f"{author.name}, {author.post}" if author.post else author.name)
            for pk, author in self.authors.items()
        ]

    def chosen(self) -> Person:
        """Whoever was chosen."""
        return self.authors[self.cleaned_data["author"]]
