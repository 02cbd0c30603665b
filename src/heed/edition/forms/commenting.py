"""The source's form: name, e-mail address, message. And what its writer does later."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from heed import seal
from heed.edition.actions.commenting import LONGEST
from heed.moderation.reasons import Reason
from heed.ui import forms
from heed.ui.forms.shown import BoundField, Params

QUICKEST = timedelta(seconds=3)
OLDEST = timedelta(hours=36)
TICKET = "comment-form"


def new_ticket(*, at: datetime) -> str:
    """What a form carries to show that it was given out here, and when; it names nobody."""
    return seal.timed_ticket(TICKET, at=at)


class Trap(forms.CharField):
    """A field that no person sees, and that the keyboard passes by."""

    def describe(self, bound: BoundField) -> Params:
        return {**super().describe(bound), "attributes": {"tabindex": "-1"}}


class TicketedForm(forms.Form):
    """A form that anybody may send: a signed ticket and an empty field keep machines out."""

    ticket = forms.HiddenField(required=False)
    website = Trap(
        label=_("Leave this empty"), required=False, autocomplete="off", classes="website"
    )

    def __init__(self, data=None, *, at: datetime, **options) -> None:
        self.at = at
        self.ticket_id = ""
        if data is not None:
            data = data.copy()
        super().__init__(data, **options)

    def clean_website(self) -> str:
        if self.cleaned_data.get("website"):
            raise forms.ValidationError(
                _("A hidden field was filled in, as machines do. It is empty now: send it again.")
            )
        return ""

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        try:
            ticket = seal.read_timed_ticket(TICKET, cleaned.get("ticket") or "")
        except seal.BadTicket:
            self._again(_("This form had lost its ticket. It has a new one: send it again."))
            return cleaned
        age = self.at - ticket.issued_at
        if age < QUICKEST:
            self._again(_("That was very quick, as machines are. Send it once more."))
        elif age > OLDEST:
            self._again(_("This page had been open for a long time. Send it once more."))
        self.ticket_id = ticket.id
        return cleaned

    def _again(self, sentence: str) -> None:
        self.add_error(None, sentence)

    def renew(self) -> None:
        """Before the form is shown again: a fresh ticket, and the trap emptied."""
        if not self.ticket_id or self.non_field_errors():
            self.data["ticket"] = new_ticket(at=self.at)
        self.data["website"] = ""


class CommentForm(TicketedForm):
    """A comment with a name. The address is never displayed."""

    name = forms.CharField(
        label=_("Name"), missing=_("Enter your name"), max_length=80, autocomplete="name"
    )
    email = forms.EmailField(
        label=_("Email address"),
        hint=_("It is never displayed."),
        missing=_("Enter your email address"),
        autocomplete="email",
    )
    text = forms.CharField(
        label=_("Your message"),
        hint=_("Leave out patients’ and colleagues’ names, and what would point to them."),
        missing=_("Write your message"),
        rows=7,
        max_length_shown=LONGEST,
    )
    wants_mail = forms.BooleanField(label=_("Send me one mail when it is decided"), required=False)
    seen_card = forms.HiddenField(required=False)


class AnswerForm(forms.Form):
    """The writer's answer to a moderator's question."""

    words = forms.CharField(
        label=_("Your answer"), missing=_("Write your answer"), rows=4, max_length_shown=LONGEST
    )


class SendAgainForm(forms.Form):
    """The writer's own words, to change and send again."""

    text = forms.CharField(
        label=_("Your message"), missing=_("Write your message"), rows=7, max_length_shown=LONGEST
    )


class ReportForm(TicketedForm):
    """Anybody says that a posted comment should not stand."""

    reason = forms.ChoiceField(
        label=_("Why should it not stand here?"),
        choices=Reason.choices,
        missing=_("Choose the reason"),
    )
    words = forms.CharField(
        label=_("What should the moderator know?"),
        hint=_("You need not say who you are."),
        required=False,
        rows=4,
        max_length_shown=1000,
    )


class ReplyForm(forms.Form):
    """An answer under a posted comment."""

    reply = forms.CharField(
        label=_("Your reply"), missing=_("Write the reply"), rows=5, max_length_shown=2000
    )
