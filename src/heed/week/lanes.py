"""For what Heed uses what it keeps: one purpose for each thing that people can do here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Lane:
    """One thing that people can do here: for what, why it takes no less, and what is risked."""

    title: str
    purpose: str
    necessity: str


def lanes() -> tuple[Lane, ...]:
    """In the order in which people meet them."""
    return (
        Lane(
            _("Reading the message"),
            _("A leader speaks to everybody who works here."),
            _("Nothing is kept about readers: no account, no cookie, no address."),
        ),
        Lane(
            _("Answering with one’s name"),
            _("People answer the message, and are told what became of their answer."),
            _(
                "Name and words, because they are posted; an address, so that one mail can be sent "
                "to whoever asks for it. No unit, post, age, sex or number."
            ),
        ),
        Lane(
            _("Deciding about answers"),
            _("Words are read before they are posted, and a no is given its reason."),
            _(
                "What was decided, when and why, so that the moderators can be held to account. "
                "They see no address."
            ),
        ),
        Lane(
            _("Writing to the guardian"),
            _("People tell the Freedom to Speak Up Guardian what nobody else should read."),
            _("The guardian cannot answer without knowing to whom; the words are kept sealed."),
        ),
        Lane(
            _("Answering on paper"),
            _("Crews without a screen say what they have to say at a stand-up."),
            _(
                "The words alone: no name, no unit, no time of whoever said them. Who typed them "
                "in, so that nobody decides about a card of their own."
            ),
        ),
        Lane(
            _("The weekly mail"),
            _("People get the message in their working hours, at most once a week."),
            _(
                "An address, the hours in which it may come, and the weeks in which it went, so "
                "that nobody gets two in six days. Nobody learns who opened it."
            ),
        ),
        Lane(
            _("Signing in"),
            _("Authors, moderators, the guardian and administrators do their part."),
            _(
                "Name, work address, post and unit. No date of birth, no national insurance "
                "number, no ethnicity, no sickness, and no moment of signing in."
            ),
        ),
        Lane(
            _("Counting the time that Heed takes"),
            _("Whoever writes or decides sees what Heed costs them."),
            _("Minutes of a week, shown to that person alone, for twelve weeks."),
        ),
    )
