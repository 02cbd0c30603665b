"""What an administrator fills in about people, their roles and the organisation."""

from typing import Any

from django.core.validators import slug_re
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed.people import portraits, queries
from heed.people.models import Person, Role, Unit
from heed.ui import forms


class SearchForm(forms.Form):
    """Part of a name or of an address."""

    words = forms.CharField(
        label=_lazy("Find somebody by name or email address"),
        required=False,
        max_length=120,
        autocomplete="off",
        input_type="search",
        label_size="",
    )


class PersonForm(forms.Form):
    """Somebody who works here."""

    name = forms.CharField(
        label=_lazy("Full name"), hint=_lazy("As colleagues know them."), max_length=120
    )
    email = forms.EmailField(
        label=_lazy("Work email address"),
        hint=_lazy("They sign in with it. Only administrators see it."),
        autocomplete="off",
    )
    post = forms.CharField(
        label=_lazy("Post (optional)"),
        hint=_lazy("For example “Paramedic” or “Associate Director of Workforce”."),
        required=False,
        max_length=160,
    )
    unit = forms.SelectField(
        label=_lazy("Station, team or department (optional)"),
        required=False,
        empty_label=_lazy("None"),
    )

    def __init__(self, *args: Any, person: Person | None = None, **kwargs: Any) -> None:
        if person is not None:
            kwargs["initial"] = {
                "name": person.name,
                "email": person.email or "",
                "post": person.post,
                "unit": str(person.unit_id or ""),
            }
        super().__init__(*args, **kwargs)
        if person is not None and person.email is None:
            self.fields["email"].required = False
        self.units = {str(unit.pk): unit for unit in queries.units()}
        if self.units:
            chosen = [(pk, unit.name) for pk, unit in self.units.items()]
            self.fields["unit"].choices = [("", _("None")), *chosen]
        else:
            del self.fields["unit"]

    def details(self) -> dict[str, Any]:
        """What was filled in, as the actions take it."""
        unit: Unit | None = self.units.get(self.cleaned_data.get("unit", ""))
        return {**self.cleaned_data, "unit": unit}


class RoleForm(forms.Form):
    """What somebody may do, and where."""

    kind = forms.ChoiceField(
        label=_lazy("Give a role"),
        choices=Role.Kind.choices,
        missing=_lazy("Choose a role"),
        conditional={Role.Kind.DRAFTER.value: "types_for"},
        label_size="s",
    )
    types_for = forms.SelectField(
        label=_lazy("For which author?"), required=False, empty_label=_lazy("Choose an author")
    )
    scope = forms.CharField(
        label=_lazy("In one series only (optional)"),
        hint=_lazy(
            "The short name of the series, as it stands in its address. "
            "Leave it empty for the whole organisation."
        ),
        required=False,
        max_length=60,
        autocapitalize="none",
        spellcheck=False,
        width=20,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authors = {
            str(author.pk): author
            for author in queries.find_people(kinds=[Role.Kind.AUTHOR])
            if author.pk != person.pk
        }
        names = [(pk, author.name) for pk, author in self.authors.items()]
        self.fields["types_for"].choices = [("", _("Choose an author")), *names]

    def clean_scope(self) -> str:
        scope: str = self.cleaned_data["scope"]
        if scope and not slug_re.match(scope.lower()):
            raise forms.ValidationError(_("Use small letters, figures and hyphens"))
        return scope.lower()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["types_for"] = self.authors.get(cleaned.get("types_for") or "")
        if cleaned.get("kind") == Role.Kind.DRAFTER:
            if cleaned["types_for"] is None and "types_for" not in self.errors:
                self.add_error("types_for", _("Choose the author that this person types for"))
        else:
            cleaned["types_for"] = None
        return cleaned


class PortraitForm(forms.Form):
    """A picture of somebody."""

    picture = forms.FileField(
        label=_lazy("Choose a picture"),
        hint=_lazy("JPEG, PNG or WebP. We cut it to a small square and keep nothing else of it."),
        missing=_lazy("Choose a picture first"),
        accept=portraits.ACCEPT,
    )


class OrganisationForm(forms.Form):
    """What stands at the foot of every page."""

    name = forms.CharField(label=_lazy("Name of the organisation"), max_length=120)
    contact_email = forms.EmailField(
        label=_lazy("Contact for questions about Heed (optional)"),
        hint=_lazy("It stands on the pages about privacy and accessibility."),
        required=False,
        autocomplete="off",
    )
    guardian_name = forms.CharField(
        label=_lazy("Name of the Freedom to Speak Up Guardian"), required=False, max_length=120
    )
    guardian_phone = forms.CharField(
        label=_lazy("Telephone of the guardian"),
        required=False,
        max_length=40,
        input_type="tel",
        autocomplete="off",
        width=20,
    )
    guardian_email = forms.EmailField(
        label=_lazy("Email address of the guardian"), required=False, autocomplete="off"
    )
    staff_line_name = forms.CharField(
        label=_lazy("Name of your staff support line"), required=False, max_length=120
    )
    staff_line_phone = forms.CharField(
        label=_lazy("Telephone of the staff support line"),
        required=False,
        max_length=40,
        input_type="tel",
        autocomplete="off",
        width=20,
    )
    staff_line_hours = forms.CharField(
        label=_lazy("When somebody answers it"),
        hint=_lazy("For example “7am to 10pm”."),
        required=False,
        max_length=80,
        width=20,
    )

    def __init__(self, *args: Any, about: queries.About, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(about, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def clean_guardian_phone(self) -> str:
        return _telephone(self.cleaned_data["guardian_phone"])

    def clean_staff_line_phone(self) -> str:
        return _telephone(self.cleaned_data["staff_line_phone"])


def _telephone(number: str) -> str:
    figures = sum(character.isdigit() for character in number)
    if number and (figures < 3 or set(number) - set("0123456789 +()-")):
        raise forms.ValidationError(_("Enter a telephone number, like 01632 960 144"))
    return number
