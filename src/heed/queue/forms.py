"""What moderators and the guardian fill in."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from markupsafe import Markup

from heed.moderation.reasons import Reason, default_words
from heed.queue.items import NEEDS_REASON, Card, Decision, Outcome
from heed.ui import forms
from heed.ui.rendering import render

LONGEST = 2000
# Which field of this form a refusal of the item's own room is about.
_FIELDS = {"outcome", "reason", "words", "reply", "proof"}


class DecisionForm(forms.Form):
    """The decision about one item: only what that item allows is offered."""

    version = forms.HiddenField(label="", required=False)
    proof = forms.CharField(label="", required=False, max_length=300)
    question = forms.CharField(
        label=_lazy("Your question"),
        hint=_lazy("It stands on the writer’s private page, and they can answer there."),
        required=False,
        rows=3,
        max_length=LONGEST,
    )
    reply = forms.CharField(
        label=_lazy("Your reply"),
        hint=_lazy("It stands under the comment, with your name, for everybody."),
        required=False,
        rows=3,
        max_length=LONGEST,
    )
    reason = forms.ChoiceField(
        label=_lazy("Which reason?"),
        choices=[
            (value, _lazy("It belongs elsewhere, and I will say where"))
            if value == Reason.ELSEWHERE
            else (value, label)
            for value, label in Reason.choices
        ],
        required=False,
        conditional={Reason.ELSEWHERE: "where"},
    )
    where = forms.CharField(label=_lazy("Where does it belong?"), required=False, max_length=300)
    words = forms.CharField(
        label=_lazy("What would have to change?"), required=False, rows=4, max_length=LONGEST
    )

    def __init__(self, *args: Any, card: Card, guardian: str, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"version": card.version})
        super().__init__(*args, **kwargs)
        self.card = card
        self.guardian = guardian
        name = card.called or _("The writer")
        self.fields["words"].help_text = _(
            "%(name)s reads this beside their own words, and can send it again. "
            "Leave it empty to send our usual words."
        ) % {"name": name}
        self.fields["proof"].label = _("How do you know that it is really them?")
        self.fields["proof"].help_text = _(
            "This name is like that of %(name)s. Post it only with proof: say how you checked."
        ) % {"name": card.claims}
        self.fields["outcome"] = forms.ChoiceField(
            label=_("Your decision"),
            label_size="l",
            choices=[(outcome, self._label(outcome)) for outcome in card.outcomes],
            hints={
                Outcome.PASS_ON: self._what_passing_on_does(),
                Outcome.GIVE: _("It may not be quoted: it is counted, and never printed."),
            },
            conditional={
                Outcome.REPLY: "reply",
                Outcome.ASK: "question",
                Outcome.DO_NOT_POST: Why(self),
                Outcome.TAKE_DOWN: Why(self),
            },
            missing=_("Choose what should happen to it"),
        )

    def _label(self, outcome: Outcome) -> str:
        name = {"name": self.card.called or _("the writer")}
        return {
            Outcome.POST: _("Post it"),
            Outcome.REPLY: _("Post it, and reply"),
            Outcome.GIVE: _("Give it to the author to read"),
            Outcome.ASK: _("Ask %(name)s a question") % name,
            Outcome.PASS_ON: _("Pass it to the guardian"),
            Outcome.DO_NOT_POST: _("Do not post it, because…"),
            Outcome.LET_IT_STAY: _("Let it stay"),
            Outcome.TAKE_DOWN: _("Take it down, because…"),
        }[outcome]

    def _what_passing_on_does(self) -> str:
        return _("%(guardian)s sees it and you no longer do. This cannot be undone.") % {
            "guardian": self.guardian or _("The guardian")
        }

    def buttons(self) -> dict[str, str]:
        """What the button says for each choice: what will happen, and to whom."""
        name = {
            "name": self.card.called or _("the writer"),
            "guardian": self.guardian or _("the guardian"),
        }
        said = {
            Outcome.POST: _("Post it in five minutes"),
            Outcome.REPLY: _("Post it with my reply"),
            Outcome.GIVE: _("Give it to the author in five minutes"),
            Outcome.ASK: _("Ask %(name)s") % name,
            Outcome.PASS_ON: _("Pass it to %(guardian)s") % name,
            Outcome.DO_NOT_POST: _("Do not post, and tell %(name)s why") % name,
            Outcome.LET_IT_STAY: _("Let it stay"),
            Outcome.TAKE_DOWN: _("Take it down, and tell %(name)s why") % name,
        }
        return {outcome: said[outcome] for outcome in self.card.outcomes}

    def usual_words(self) -> dict[str, str]:
        """What the writer reads for each reason, unless the moderator says it otherwise."""
        return {reason.value: default_words(reason) for reason in Reason}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        outcome = given.get("outcome")
        if outcome == Outcome.ASK:
            self._require("question", _("Write the question"))
        if outcome == Outcome.REPLY:
            self._require("reply", _("Write the reply"))
        if outcome in (Outcome.POST, Outcome.REPLY) and self.card.claims:
            self._require("proof", _("Say how you know that it is really them"))
        if outcome in NEEDS_REASON:
            self._require("reason", _("Choose the reason. A sharp tone is not one"))
            if given.get("reason") == Reason.ELSEWHERE:
                self._require("where", _("Say where it belongs"))
        return given

    def _require(self, field: str, sentence: str) -> None:
        if field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, sentence)

    def decision(self) -> Decision:
        """What was chosen, with the words that belong to the choice and no others."""
        given = self.cleaned_data
        outcome = Outcome(given["outcome"])
        reason = given["reason"] if outcome in NEEDS_REASON else ""
        version = given["version"]
        return Decision(
            outcome=outcome,
            version=int(version) if version.isascii() and version.isdigit() else -1,
            reason=reason,
            words=given["question"] if outcome == Outcome.ASK else self._words(reason),
            reply=given["reply"] if outcome == Outcome.REPLY else "",
            proof=given["proof"],
        )

    def _words(self, reason: str) -> str:
        if not reason:
            return ""
        words = self.cleaned_data["words"] or default_words(reason)
        where = self.cleaned_data["where"] if reason == Reason.ELSEWHERE else ""
        return f"{words}\n\n{where}" if where and where not in words else words

    def refuse(self, sentence: str, field: str | None) -> None:
        """Say what the item's own room refused, beside the field that it is about."""
        if field == "words" and self.data.get("outcome") == Outcome.ASK:
            field = "question"
        self.add_error(field if field in _FIELDS else None, sentence)


class Why:
    """What opens under a no: the closed reasons, and what would have to change."""

    def __init__(self, form: DecisionForm) -> None:
        self.form = form

    def __html__(self) -> Markup:
        return render("queue/_why.jinja", {"form": self.form})


class CareForm(forms.Form):
    """A step for somebody's safety, and the second person who knows of it."""

    did = forms.CharField(
        label=_lazy("What did you do?"),
        missing=_lazy("Write what you did"),
        rows=3,
        max_length=LONGEST,
    )
    with_whom = forms.CharField(
        label=_lazy("Who else knows?"),
        hint=_lazy("A first name is enough. Nobody carries this alone."),
        missing=_lazy("Write who else knows"),
        max_length=100,
    )


class SearchForm(forms.Form):
    """Looking for a posted comment."""

    words = forms.CharField(
        label=_lazy("Which comment?"),
        hint=_lazy("Its writer’s name, or some of its words."),
        missing=_lazy("Write a name or some words"),
        max_length=100,
    )


class AskedForm(forms.Form):
    """Somebody asked that a posted comment be taken down."""

    role = forms.CharField(
        label=_lazy("Which role asked?"),
        hint=_lazy("The office, not the name: “the director of operations”."),
        missing=_lazy("Write which role asked"),
        max_length=120,
    )
    words = forms.CharField(
        label=_lazy("Which reason did they give?"),
        hint=_lazy("In their words, as far as you remember them."),
        missing=_lazy("Write the reason that they gave"),
        rows=4,
        max_length=LONGEST,
    )


class NoteForm(forms.Form):
    """A note that may be left empty."""

    words = forms.CharField(label="", required=False, rows=3, max_length=LONGEST)
