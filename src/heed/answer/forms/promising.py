"""A promise, a no, handed on, still thinking: and a line about a promise that stands."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heed.answer.actions.picturing import LONGEST_DESCRIPTION
from heed.answer.actions.promising import Terms
from heed.answer.forms.owners import OwnerForm
from heed.answer.models import Promise
from heed.answer.queries.hearing import Heard
from heed.answer.queries.promises import Shown
from heed.edition.pictures import NoPicture, Redrawn, redraw
from heed.people.portraits import ACCEPT
from heed.ui import forms


class ThemesForm(forms.Form):
    """Which themes it answers. ``keeps``: under which name the device keeps what is being written."""

    keeps = ""

    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What does it answer?"),
        missing=gettext_lazy("Choose the theme that it answers"),
        choices=[],
    )

    def __init__(self, *args: Any, themes: Sequence[Heard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(str(theme.number), theme.title) for theme in themes]
        self.fields["themes"].choices = offered
        if len(offered) == 1:
            self.initial["themes"] = [offered[0][0]]

    def numbers(self) -> list[int]:
        """The themes that were chosen."""
        return [int(number) for number in self.cleaned_data["themes"]]


class PromiseForm(OwnerForm, ThemesForm):
    """Who does what first, and by when."""

    keeps = "promise"
    field_order = ("themes", "what", "kind", "further_to", "owner", "owner_is")

    what = forms.CharField(
        label=gettext_lazy("What do you promise?"),
        hint=gettext_lazy("One line that everybody can hold you to."),
        missing=gettext_lazy("Say what you promise"),
        rows=2,
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of promise is it?"),
        missing=gettext_lazy("Choose what kind of promise it is"),
        choices=Promise.Kind.choices,
        hints={
            Promise.Kind.LISTEN: gettext_lazy("A card to take with you is made for printing."),
            Promise.Kind.FURTHER: gettext_lazy("For what is not yours to decide."),
        },
        conditional={Promise.Kind.FURTHER: "further_to"},
    )
    further_to = forms.SelectField(
        label=gettext_lazy("Where do you take it?"),
        choices=Promise.Further.choices,
        empty_label=gettext_lazy("Choose"),
        required=False,
    )
    first_step = forms.CharField(
        label=gettext_lazy("What is done first?"),
        missing=gettext_lazy("Say what is done first"),
        rows=2,
        max_length=200,
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when is it done?"), missing=gettext_lazy("Say by when it is done")
    )
    is_agreed = forms.BooleanField(
        label=gettext_lazy("It touches pay, hours or rotas, and has been agreed with the unions"),
        required=False,
    )
    why_at_once = forms.CharField(
        label=gettext_lazy("Why it cannot wait"),
        hint=gettext_lazy("One sentence that everybody reads beside the promise."),
        rows=2,
        max_length=300,
        required=False,
    )
    ends = forms.SelectField(
        label=gettext_lazy("Which promise ends to make room?"),
        choices=[],
        empty_label=gettext_lazy("Choose"),
        required=False,
    )
    ends_because = forms.CharField(
        label=gettext_lazy("Why it is not going to happen"), rows=2, max_length=600, required=False
    )

    def __init__(self, *args: Any, still_open: Sequence[Shown], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].choices = [(str(one.number), one.what) for one in still_open]

    def terms(self) -> Terms:
        """What is promised."""
        given = self.cleaned_data
        is_further = given["kind"] == Promise.Kind.FURTHER
        return Terms(
            kind=given["kind"],
            what=given["what"],
            first_step=given["first_step"],
            due_on=given["due_on"],
            further_to=given["further_to"] if is_further else "",
        )


class NoForm(ThemesForm):
    """No, and why."""

    keeps = "no"

    what = forms.CharField(
        label=gettext_lazy("What is not going to happen?"),
        missing=gettext_lazy("Say what is not going to happen"),
        rows=2,
        max_length=160,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        missing=gettext_lazy("Say why, in at least 80 characters"),
        hint=gettext_lazy(
            "At least 80 characters: what stands in the way, whose it is, when it is asked again."
        ),
        rows=5,
        max_length=2_000,
    )
    role = forms.CharField(
        label=gettext_lazy("Which office stands behind it?"),
        missing=gettext_lazy("Say which office stands behind it"),
        hint=gettext_lazy("An office, such as “director of estates”. People move on."),
        max_length=120,
    )


class HandOnForm(ThemesForm):
    """Given to somebody else who answers it."""

    keeps = "hand_on"

    to_whom = forms.CharField(
        label=gettext_lazy("To whom do you hand it on?"),
        missing=gettext_lazy("Say to whom you hand it on"),
        hint=gettext_lazy("An office or a group, and where people can ask about it."),
        max_length=160,
    )
    words = forms.CharField(
        label=gettext_lazy("A word to those who said it"), rows=3, max_length=1_000, required=False
    )


class StillThinkingForm(ThemesForm):
    """Said once, and no end."""

    keeps = "still_thinking"

    words = forms.CharField(
        label=gettext_lazy("What does it hang on?"),
        missing=gettext_lazy("Say what it hangs on"),
        hint=gettext_lazy("Everybody reads it. You can say this once."),
        rows=3,
        max_length=1_000,
    )


WITH_A_DAY = ("put_off", "take_up_again")


class WordForm(forms.Form):
    """One line about a promise."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is there to say?"),
        choices=[],
        missing=gettext_lazy("Choose what there is to say"),
        conditional={**dict.fromkeys(WITH_A_DAY, "due_on"), "finish": ("picture", "shows")},
    )
    due_on = forms.DateField(label=gettext_lazy("By when, then?"), required=False)
    picture = forms.FileField(
        label=gettext_lazy("A picture of it, if you have one"),
        hint=gettext_lazy(
            "Of the thing, not of people. JPEG, PNG or WebP, up to 12 MB. Where and when it was "
            "taken is removed."
        ),
        required=False,
        accept=ACCEPT,
    )
    shows = forms.CharField(
        label=gettext_lazy("What does it show?"),
        hint=gettext_lazy("For people who cannot see it: one sentence."),
        max_length=LONGEST_DESCRIPTION,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In one line"),
        missing=gettext_lazy("Write one line"),
        hint=gettext_lazy("Everybody reads it, under your name."),
        rows=3,
        max_length=600,
    )

    def __init__(self, *args: Any, promise: Shown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = (
            _while_open(promise) if promise.is_open else _once_done(promise)
        )

    def clean_picture(self) -> Redrawn | None:
        file = self.cleaned_data.get("picture")
        if not file or self.cleaned_data.get("kind") != "finish":
            return None
        try:
            return redraw(file)
        except NoPicture as trouble:
            raise forms.ValidationError(str(trouble)) from trouble

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") not in WITH_A_DAY:
            # It stands under a choice that was not made.
            self.errors.pop("due_on", None)
        elif not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say by when"))
        if given.get("picture") and not given.get("shows") and "shows" not in self.errors:
            self.add_error("shows", _("Say what the picture shows, for people who cannot see it"))
        if self.errors:
            self.ask_for_the_picture_again()
        return given

    def ask_for_the_picture_again(self) -> None:
        """A browser does not send a file back with the page; everything else is still there."""
        if self.files.get("picture") and "picture" not in self.errors:
            self.add_error("picture", _("Choose the picture again: it is the one thing not kept"))


def _while_open(promise: Shown) -> list[tuple[str, str]]:
    has_listened = promise.kind == Promise.Kind.LISTEN
    return [
        ("note", _("How it goes")),
        *([("start", _("The first step is taken"))] if promise.state == "made" else []),
        ("put_off", _("It takes longer")),
        (
            "finish",
            _("I went and listened: what I learned")
            if has_listened
            else _("It is done: what changed"),
        ),
        ("learn", _("We tried, it did not work: what we learned")),
        ("end", _("It is not going to happen: why")),
    ]


def _once_done(promise: Shown) -> list[tuple[str, str]]:
    again = ("take_up_again", _("Take it up again"))
    answered = ("answer_unhelped", _("One sentence to those whom it did not help"))
    return [again, answered] if promise.is_answered else [again]


class GiveForm(OwnerForm):
    """Another owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].label = _("Who owns it from now on?")
