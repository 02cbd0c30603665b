"""Who owns a promise: typed as a name or an address, chosen where several people fit."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.people import finding
from heed.people.models import Person
from heed.ui import forms

LIST = "known-owners"


class OwnerForm(forms.Form):
    """Once valid, ``owner`` is the person. ``known`` are names that are offered as one types."""

    owner = forms.CharField(
        label=gettext_lazy("Who owns it?"),
        hint=gettext_lazy("Their name or work email address. They find it on their own page."),
        missing=gettext_lazy("Say who owns it"),
        autocomplete="off",
        spellcheck=False,
        max_length=254,
    )
    owner_is = forms.ChoiceField(
        label=gettext_lazy("Who do you mean?"), choices=[], required=False, small=True
    )

    def __init__(self, *args: Any, known: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            self.fields["owner"].options = {"attributes": {"list": LIST}}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        # Who is offered depends on what was typed, so nothing was offered when it was looked at.
        self.errors.pop("owner_is", None)
        if given.get("owner"):
            given["owner"] = self._person(given["owner"])
        return given

    def _person(self, typed: str) -> Person | None:
        meant = finding.meant_by(typed)
        if meant.person is not None:
            return meant.person
        offered = {str(one.pk): one for one in meant.near}
        asked = self.fields["owner_is"]
        asked.choices = [(key, one.name) for key, one in offered.items()]
        asked.hints = {key: _where(one) for key, one in offered.items()}
        chosen = offered.get(self.data.get(self.add_prefix("owner_is"), ""))
        if chosen is None:
            place = "owner_is" if offered and not meant.has_more else "owner"
            self.add_error(place, _what_to_do(typed, meant))
        return chosen

    @property
    def is_asked_which(self) -> bool:
        """Whether several people fit what was typed."""
        return bool(self.fields["owner_is"].choices)


def _where(person: Person) -> str:
    return ", ".join(
        part for part in (person.post, person.unit.name if person.unit else "") if part
    )


def _what_to_do(typed: str, meant: finding.Meant) -> str:
    if meant.has_more:
        return _("Many people fit “%(typed)s”. Choose below, or type more of the name") % {
            "typed": typed
        }
    if meant.near:
        return _("Choose whom you mean by “%(typed)s”") % {"typed": typed}
    if "@" in typed:
        return _("Nobody who works here has this address. Try their name")
    return _(
        "Nobody who works here is called “%(typed)s”. Try the first letters of their name, or "
        "their work email address"
    ) % {"typed": typed}
