"""The forms of an author: the message, its correction, and the second pair of eyes."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from heed.edition.actions.writing import Words
from heed.edition.models import Edition, Revision
from heed.edition.models._series import Visibility
from heed.edition.pictures import LARGEST_FILE, NoPicture, Redrawn, redraw
from heed.moderation.guards import without_controls
from heed.ui import forms

LONGEST_MESSAGE = 20_000
LONGEST_LINE = 2_000
PICTURES = "image/jpeg,image/png,image/webp"
TYPED = (
    "title", "text", "question", "got_wrong", "protecting", "picture_alt",
)  # fmt: skip


class WordsForm(forms.Form):
    """Everything that an author writes. Nothing is required: a draft may be of any kind."""

    # Two lines high, so that a phone shows it whole; it is one line all the same.
    title = forms.CharField(label=_("Title"), rows=2, max_length=200, required=False)
    text = forms.CharField(
        label=_("Your message"), rows=16, max_length=LONGEST_MESSAGE, required=False
    )
    got_wrong = forms.CharField(
        label=_("What I got wrong, or found hard"),
        hint=_("If there is something. It stands under the message with this heading."),
        rows=3,
        max_length=LONGEST_LINE,
        required=False,
    )
    protecting = forms.CharField(
        label=_("What I am protecting this week"),
        hint=_("A time or a visit that you keep, whatever else comes."),
        rows=3,
        max_length=LONGEST_LINE,
        required=False,
    )
    question = forms.CharField(
        label=_("What do you ask?"),
        hint=_("One thing, small enough that you could do something about it."),
        rows=3,
        max_length=300,
        required=False,
        classes="words",
    )
    picture = forms.HiddenField(required=False)
    file = forms.FileField(
        label=_("Choose a picture"),
        hint=_("JPEG, PNG or WebP, up to 12 MB. Where and when it was taken is removed."),
        required=False,
        accept=PICTURES,
    )
    picture_alt = forms.CharField(
        label=_("What does it show?"),
        hint=_("For people who cannot see it: one sentence."),
        max_length=300,
        required=False,
    )
    picture_is_decorative = forms.BooleanField(
        label=_("It is decoration only; there is nothing to describe"), required=False
    )
    based_on = forms.HiddenField(required=False)

    def clean_title(self) -> str:
        """The title as one line."""
        return " ".join((self.cleaned_data.get("title") or "").split())

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(*args, **kwargs)

    def clean_question(self) -> str:
        return " ".join(self.cleaned_data["question"].split())

    def clean_based_on(self) -> int:
        given = self.cleaned_data["based_on"]
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def clean_picture(self) -> int | None:
        """The number of a picture of this message; anything else is no picture."""
        given = self.cleaned_data["picture"]
        if not (given.isascii() and given.isdigit() and len(given) < 18):
            return None
        known = self.edition.pictures.filter(pk=int(given)).exists()
        return int(given) if known else None

    def clean_file(self) -> Redrawn | None:
        file = self.cleaned_data.get("file")
        if not file:
            return None
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 12 MB. Choose a smaller one."))
        try:
            return redraw(file)
        except NoPicture as trouble:
            raise forms.ValidationError(str(trouble)) from trouble

    def words(self) -> Words:
        """What was written, as the action takes it."""
        given = self.cleaned_data
        return Words(
            title=given["title"],
            text=given["text"],
            question=given["question"],
            got_wrong=given["got_wrong"],
            protecting=given["protecting"],
            picture_id=given["picture"],
            picture_alt=given["picture_alt"] if given["picture"] else "",
            picture_is_decorative=given["picture_is_decorative"] if given["picture"] else False,
        )


class MessageForm(WordsForm):
    """The draft of a message, with who will read it and when it goes out."""

    # Whether the sentence for everybody seems to name a colleague, so that it is asked.
    asks_names = False

    visible_to = forms.ChoiceField(
        label=_("Who can read it?"),
        choices=Visibility.choices,
        required=False,
        hints={
            Visibility.PUBLIC: _("Comments that a moderator posted can be read by anybody, too."),
            Visibility.STAFF: _("They sign in once; their phone stays signed in for months."),
        },
    )
    in_spite = forms.CharField(
        label=_("Or open it all the same, and tell everybody why"),
        hint=_("One sentence, under your message. Name an office, never a person."),
        max_length=300,
        rows=2,
        required=False,
    )
    names_nobody = forms.BooleanField(
        label=_("It is the name of no colleague: publish it as it stands"), required=False
    )
    slot = forms.HiddenField(required=False)
    other_day = forms.DateField(label=_("Day"), required=False)
    other_time = forms.TimeField(
        label=_("Time"), hint=_("Like 9.00 or 14.30"), width=5, required=False
    )

    def clean_visible_to(self) -> str:
        return self.cleaned_data["visible_to"] or self.edition.visible_to

    def clean_slot(self) -> datetime | None:
        try:
            moment = datetime.fromisoformat(self.cleaned_data["slot"])
        except ValueError:
            return None
        return moment if moment.tzinfo else None


class CorrectionForm(WordsForm):
    """A change to a message that people could already read, and what it was."""

    what = forms.CharField(
        label=_("What did you correct?"),
        hint=_("One sentence. It stands under the message with today’s date."),
        rows=2,
        max_length=300,
        missing=_("Say in a sentence what you corrected; readers will see it."),
    )


class AskCheckForm(forms.Form):
    """Who is to be the second pair of eyes."""

    checker = forms.SelectField(
        label=_("Who?"), required=False, empty_label=_("Choose a colleague")
    )
    email = forms.EmailField(
        label=_("Or somebody else, by their work email address"), required=False, autocomplete="off"
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].choices = colleagues  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """What a second pair of eyes says."""

    answer = forms.ChoiceField(
        label=_("What do you say?"),
        label_size="l",
        choices=[("ready", _("It is ready")), ("change", _("I would change something"))],
        conditional={"change": "words"},
        missing=_("Say whether it is ready"),
    )
    words = forms.CharField(
        label=_("What would you change?"), rows=5, max_length=LONGEST_LINE, required=False
    )
    number = forms.HiddenField(required=False)

    def clean_number(self) -> int:
        """The version that was read; none that there ever was, where the page said nothing."""
        given = self.cleaned_data["number"]
        return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("answer") == "change" and not given.get("words"):
            self.add_error("words", _("Say what you would change."))
        return given


def initial_of(edition: Edition, revision: Revision) -> dict[str, Any]:
    """What the form shows of a version."""
    return {
        "title": revision.title,
        "text": revision.text,
        "question": revision.question,
        "got_wrong": revision.got_wrong,
        "protecting": revision.protecting,
        "picture": revision.picture_id or "",
        "picture_alt": revision.picture_alt,
        "picture_is_decorative": revision.picture_is_decorative,
        "based_on": revision.number,
        "visible_to": edition.visible_to,
        "in_spite": edition.in_spite,
    }


def without_unseen(data: Any) -> Any:
    """The posted words without characters that a paste can carry and nobody can see."""
    cleaned = data.copy()
    for field in TYPED:
        if field in cleaned:
            cleaned[field] = without_controls(cleaned[field])
    return cleaned
