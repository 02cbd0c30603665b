"""The data-protection impact assessment, filled from the settings and what the models declare.

Nothing in it is typed twice: where a setting changes, its sentence changes, and tests hold the two
together. What only the organisation can say is left as a line to write on.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.answer.actions import asking, minutes
from heed.edition.actions import commenting, keeping
from heed.edition.queries import archive, ledger
from heed.people import effort, leaving
from heed.people import queries as people
from heed.seal import SealedTextField
from heed.week import cookies, privacy, signing_in
from heed.week.actions import subscribing
from heed.week.lanes import Lane, lanes


@dataclass(frozen=True, slots=True)
class Risk:
    """What could happen to somebody, what is done about it, and what remains."""

    what: str
    done: str
    remains: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that the sheet says."""

    lanes: tuple[Lane, ...]
    flows: tuple[str, ...]
    groups: tuple[privacy.Group, ...]
    holders: tuple[tuple[str, int], ...]
    visible: tuple[str, ...]
    measures: tuple[str, ...]
    sealed: tuple[tuple[str, str], ...]
    risks: tuple[Risk, ...]


def assessment() -> Assessment:
    """The sheet as it is true at this moment."""
    rhythms = archive.rhythms()
    return Assessment(
        lanes=lanes(),
        flows=_flows(),
        groups=privacy.groups(),
        holders=tuple(people.holders_in_numbers()),
        visible=tuple(_visible(rhythm) for rhythm in rhythms),
        measures=(
            *_transport(),
            *signing_in.measures(),
            *_deciding(rhythms),
            *_on_paper(),
            *_erasing(),
        ),
        sealed=sealed_fields(),
        risks=_risks(),
    )


def sealed_fields() -> tuple[tuple[str, str], ...]:
    """What is encrypted at rest: the models' own fields, under the names of the privacy page."""
    names = {kept.label: kept.name for group in privacy.groups() for kept in group.kept}
    sealed = []
    for model in apps.get_models():
        fields = [f.name for f in model._meta.get_fields() if isinstance(f, SealedTextField)]
        if fields:
            label = model._meta.label
            said = ", ".join(name.replace("_", " ") for name in fields)
            sealed.append((names.get(label, label), said))
    return tuple(sealed)


def _flows() -> tuple[str, ...]:
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("postgresql"):
        kept = _("Heed keeps everything in one PostgreSQL database.")
    else:
        kept = _("Heed keeps everything in one SQLite file on its own server.")
    return (
        _("A browser sends words and gets pages from %(address)s; nothing is loaded elsewhere.")
        % {"address": settings.HEED_ADDRESS},
        kept,
        _mail(),
        *signing_in.flows(),
        _("There is no other recipient: no processor outside, no analysis, no advertising."),
        _("Copies of the database go where the organisation’s administrator puts them:"),
    )


def _mail() -> str:
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return _("No mail server is set, so no mail leaves.")
    is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
    if is_encrypted:
        said = _("Mail goes to the mail server %(host)s over an encrypted connection.")
    else:
        said = _("Mail goes to the mail server %(host)s over a connection that is not encrypted.")
    return said % {"host": settings.EMAIL_HOST}


def _visible(rhythm: archive.Rhythm) -> str:
    if rhythm.is_public:
        said = _("%(name)s: anybody can read it, unless its author says staff only.")
    else:
        said = _("%(name)s: people who work here, signed in, unless its author says otherwise.")
    return said % {"name": rhythm.name}


def _transport() -> tuple[str, ...]:
    is_encrypted = settings.HEED_ADDRESS.startswith("https://")
    if is_encrypted:
        said = _("Pages are sent encrypted, and browsers are told to ask for nothing else (HSTS).")
    else:
        said = _("Pages are not sent encrypted: the address begins with http.")
    return (
        said,
        _("No internet address of anybody is stored, and nothing about a device."),
        ngettext(
            "%(count)s cookie, strictly necessary: %(names)s.",
            "%(count)s cookies, strictly necessary: %(names)s.",
            len(cookies.cookies()),
        )
        % {
            "count": len(cookies.cookies()),
            "names": ", ".join(cookie.name for cookie in cookies.cookies()),
        },
    )


def _deciding(rhythms: list[archive.Rhythm]) -> tuple[str, ...]:
    said = [
        _(
            "Nothing is posted before a moderator has read it; a decision can be undone for %(minutes)s minutes."
        )
        % {"minutes": round(ledger.UNDO_FOR / timedelta(minutes=1))},
        _("A posted comment can be reported by anybody, and is looked at within %(hours)s hours.")
        % {"hours": round(ledger.LOOKED_AT_WITHIN / timedelta(hours=1))},
        _(
            "At most %(limit)s comments an hour come from one form, and none is longer than %(most)s characters."
        )
        % {"limit": commenting.PER_TICKET[0], "most": commenting.LONGEST},
    ]
    for rhythm in rhythms:
        if rhythm.needs_second_eyes:
            text = _("%(name)s goes out only after a second person has read it.")
        else:
            text = _("%(name)s can go out without a second person having read it.")
        said.append(text % {"name": rhythm.name})
    return tuple(said)


def _on_paper() -> tuple[str, ...]:
    return (
        _(
            "What is typed in from paper names nobody. It is printed only where its writer ticked "
            "that it may be quoted, and everything from paper appears at once when answering "
            "closes, in an order drawn by lot. Moderators see who typed it in, for %(days)s days."
        )
        % {"days": keeping.ADDRESS_KEPT.days},
        _(
            "The weekly mail goes to nobody twice within six days, comes in the hours that its "
            "reader chose, loads nothing when it is opened, and stops with one click. That it went "
            "is kept for %(weeks)s weeks."
        )
        % {"weeks": subscribing.DIGESTS_KEPT.days // 7},
    )


def _erasing() -> tuple[str, ...]:
    return (
        _(
            "Addresses are erased %(days)s days after the decision; words on no page after %(words)s days; drafts that never went out after %(years)s years. Messages stay until you take them away."
        )
        % {
            "days": keeping.ADDRESS_KEPT.days,
            "words": keeping.WORDS_KEPT.days,
            "years": keeping.DRAFTS_KEPT.days // 365,
        },
        _(
            "Whoever leaves cannot sign in from that moment. %(days)s days later all that is left "
            "is their name, where they signed a message."
        )
        % {"days": leaving.LEAVERS_KEPT.days},
        _(
            "Erasing runs by itself each minute, and how much it erased is counted by the week. "
            "What the guardian was told is erased too, and not counted."
        ),
        _("Everybody can see, take along and have removed what is kept about them."),
        _(
            "What people answer with a tap is counted without them: who has answered is kept for "
            "%(days)s days, and a figure is made once, of ten people at least, with an interval. "
            "Unit managers are asked once a month about time on shift, and no unit is kept with it."
        )
        % {"days": asking.ASKED_FOR.days},
        _(
            "The minutes that Heed takes an author are that person’s alone and forgotten after "
            "%(weeks)s weeks. What is published of them is one median over %(many)s messages by "
            "%(authors)s authors at least, from a sum that does not say whose they were."
        )
        % {
            "weeks": effort.WEEKS_KEPT,
            "many": minutes.WEEKS_AT_LEAST,
            "authors": minutes.AUTHORS_AT_LEAST,
        },
    )


def _risks() -> tuple[Risk, ...]:
    return (
        Risk(
            _("Somebody’s name is read together with words that their manager holds against them."),
            _("The form says who reads what; the guardian’s address stands beside it."),
            _("A named comment is public. Whoever fears for themselves should not use this way."),
        ),
        Risk(
            _("Words identify a patient or a colleague."),
            _("Read before posting; one of the five reasons for a no; reports within 48 hours."),
            _("A moderator can overlook it. Moderators have to be trained."),
        ),
        Risk(
            _("Free text holds health or other data of a special category."),
            _("Nobody is asked for it; what is not posted is erased in time."),
            _("What people write of themselves cannot be prevented."),
        ),
        Risk(
            _("Whoever runs the server reads what is stored."),
            _("What is listed as sealed cannot be read from a copy of the database alone."),
            _(
                "Whoever holds the database and the secret key can read it. Two people, written down."
            ),
        ),
        Risk(
            _("Somebody in danger is not noticed."),
            _("Words of danger are pinned and numbers to call are shown while one writes."),
            _("Nobody reads at night; the form says so."),
        ),
        Risk(
            _("A sign-in is stolen or lent."),
            _("Short sessions for those who decide, signing out everywhere, a second factor."),
            _("Whoever reads somebody’s mailbox can sign in as them, if they set up none."),
        ),
        Risk(
            _("Administrators give themselves a role, and read what they should not."),
            _("It is written down, never changed, and the guardians see who became a guardian."),
            _("It is seen afterwards, not prevented. What was read cannot be unread."),
        ),
        Risk(
            _("Somebody is recognised by what they wrote on paper."),
            _("Whoever types it in leaves out names; a moderator reads it; the order is by lot."),
            _("Whoever collects the paper sees the handwriting. Burn or shred it."),
        ),
    )
