"""What did you hear: in which theme each answer stands, and what the author writes about each."""

import re
from datetime import datetime
from typing import Any

from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed import clock
from heed.answer.actions.gathering import LONGEST_TITLE, Heard
from heed.answer.queries.gathering import Gathering, Reading
from heed.edition.queries.answers import Answer
from heed.ui import forms

LONGEST = 4_000
# What the button says that lets it go out by itself.
LATER = "publish_later"
_WRITTEN = re.compile(r"(?:title|heard|landed)_\d{1,18}")


class ReadingForm(forms.Form):
    """One form for the whole page; it is saved as a whole. ``based_on`` is the version it shows."""

    based_on = forms.HiddenField(max_bytes=16)
    title = forms.CharField(
        label=gettext_lazy("What you heard, in one line"),
        hint=gettext_lazy("It is the title of the page."),
        rows=2,
        max_length=LONGEST_TITLE,
        required=False,
    )
    thanks = forms.CharField(
        label=gettext_lazy("A word to everybody who answered"),
        rows=4,
        max_length=LONGEST,
        required=False,
    )
    not_understood = forms.CharField(
        label=gettext_lazy("What I still do not understand"),
        hint=gettext_lazy("If there is something. Somebody may tell you."),
        rows=3,
        max_length=LONGEST,
        required=False,
    )
    goes_on = forms.DateField(label=gettext_lazy("On which day?"), required=False)
    goes_at = forms.TimeField(
        label=gettext_lazy("At what time?"),
        hint=gettext_lazy("Like 7.00 or 14.30"),
        width=5,
        required=False,
    )
    gather_into = forms.SelectField(
        label=gettext_lazy("Put those that you ticked into"),
        choices=[],
        empty_label=gettext_lazy("Another theme, called"),
        required=False,
    )
    gather_title = forms.CharField(
        label=gettext_lazy("What it is called, in one sentence"),
        rows=2,
        max_length=LONGEST_TITLE,
        required=False,
    )

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reading = reading
        names = [(str(theme.number), named(theme)) for theme in reading.themes]
        self.fields["gather_into"].choices = names
        if not reading.is_draft:
            return
        where = {one.label: theme for theme in reading.themes for one in theme.answers}
        for one in reading.in_order:
            theme = where.get(one.label)
            self.fields[f"in_{one.label}"] = forms.SelectField(
                label=_with(_("Belongs to"), self.whose(one)),
                choices=names,
                empty_label=_("In no theme yet"),
                required=False,
                initial=str(theme.number) if theme else "",
            )
        for theme in reading.themes:
            self._add_theme(theme)

    def whose(self, one: Answer) -> str:
        """An answer in a few words that no other has, for whoever hears the page."""
        numbers = {each.label: n for n, each in enumerate(self.reading.in_order, 1)}
        return _("answer %(number)s, %(who)s") % {
            "number": numbers[one.label],
            "who": one.name or _("a paper card"),
        }

    def _add_theme(self, theme: Gathering) -> None:
        number = theme.number
        which = _("theme %(place)s") % {"place": theme.place}
        self.fields[f"title_{number}"] = forms.CharField(
            label=_with(_("What they told me, in one sentence"), which),
            rows=2,
            max_length=LONGEST_TITLE,
            required=False,
            initial=theme.title,
        )
        self.fields[f"heard_{number}"] = forms.CharField(
            label=_with(_("What I understand now that I did not before"), which),
            hint=_("Say it to them, not about them. Two or three sentences are enough."),
            rows=4,
            max_length=LONGEST,
            required=False,
            initial=theme.heard,
        )
        self.fields[f"landed_{number}"] = forms.CharField(
            label=_with(_("How it landed with me"), which),
            rows=2,
            max_length=LONGEST,
            required=False,
            initial=theme.landed,
        )
        quotable = [one for one in theme.answers if one.may_be_quoted]
        if quotable:
            self.fields[f"quoted_{number}"] = forms.SelectField(
                label=_with(_("Quote one of them, word for word"), which),
                choices=[(one.label, Truncator(one.text).chars(70)) for one in quotable],
                empty_label=_("None"),
                required=False,
                initial=theme.quoted,
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.data.get("do") != LATER:
            # A day that was offered yesterday keeps nobody from saving.
            self.errors.pop("goes_on", None)
            self.errors.pop("goes_at", None)
            return given
        if not given.get("goes_on") and "goes_on" not in self.errors:
            self.add_error("goes_on", _("Choose the day on which it goes out"))
        if given.get("goes_at") is None and "goes_at" not in self.errors:
            self.add_error("goes_at", _("Write the time at which it goes out"))
        return given

    def goes_out_at(self) -> datetime:
        """When it is to go out by itself."""
        given = self.cleaned_data
        return clock.at_local(given["goes_on"], given["goes_at"])

    def of_answer(self, one: Answer) -> Any:
        """The field that says in which theme an answer stands."""
        return self[f"in_{one.label}"]

    def of_theme(self, theme: Gathering) -> list[Any]:
        """The fields of one theme, in their order."""
        parts = [f"{part}_{theme.number}" for part in ("title", "heard", "landed", "quoted")]
        return [self[part] for part in parts if part in self.fields]

    def is_about(self, theme: Gathering) -> bool:
        """Whether something stands in the boxes of a theme, saved or not."""
        return any(bound.value() or bound.errors for bound in self.of_theme(theme))

    def is_picked(self, one: Answer) -> bool:
        """Whether an answer is ticked, to be put together with others."""
        return f"pick_{one.label}" in self.data

    def picked(self) -> list[str]:
        """The answers that are ticked, by their labels."""
        return [one.label for one in self.reading.in_order if self.is_picked(one)]

    def clean_based_on(self) -> int:
        given = self.cleaned_data["based_on"]
        return int(given) if given.isascii() and given.isdigit() else -1

    def placed(self) -> dict[str, int | None]:
        """In which theme each answer is to stand, by its label; None: in none.

        An answer that was not on the page when it was sent stays where it is.
        """
        given = self.cleaned_data
        return {
            field.removeprefix("in_"): int(given[field]) if given[field] else None
            for field in self.fields
            if field.startswith("in_") and field in self.data
        }

    def themes(self) -> list[Heard]:
        """What was written about each theme."""
        given = self.cleaned_data
        return [
            Heard(
                theme=theme.number,
                title=given[f"title_{theme.number}"],
                heard=given[f"heard_{theme.number}"],
                landed=given[f"landed_{theme.number}"],
                quoted=given.get(f"quoted_{theme.number}", ""),
            )
            for theme in self.reading.themes
        ]

    def elsewhere(self) -> dict[str, str]:
        """What another window saved, by field, where it is not what stands in the box."""
        found = {
            name: getattr(self.reading, name) for name in ("title", "thanks", "not_understood")
        }
        for name, field in self.fields.items():
            if isinstance(field, forms.CharField) and _WRITTEN.fullmatch(name):
                found[name] = str(field.initial or "")
        return {
            name: words
            for name, words in found.items()
            if words and words.split() != str(self[name].value() or "").split()
        }

    def homeless(self) -> list[str]:
        """What was written about themes that are no longer there, so that it is not lost."""
        is_out = not self.reading.is_draft
        gone = [
            name
            for name in self.data
            if (_WRITTEN.fullmatch(name) and name not in self.fields)
            or (is_out and name in ("title", "thanks", "not_understood"))
        ]
        sent = [str(self.data[name]) for name in gone]
        saved = self.reading
        themes = (f"{one.title}\n{one.heard}\n{one.landed}" for one in saved.themes)
        kept = "\n".join((saved.title, saved.thanks, saved.not_understood, *themes))
        return [words for words in sent if words.replace("\r", "").strip() not in kept]


def _with(label: str, which: str) -> str:
    """A label that can be told from the others of its kind by ear."""
    return format_html('{}<span class="nhsuk-u-visually-hidden"> ({})</span>', label, which)


def named(theme: Gathering) -> str:
    """What a theme is called in a list."""
    if theme.title:
        return f"{theme.place}. {Truncator(theme.title).chars(60)}"
    return _("Theme %(place)s") % {"place": theme.place}
