"""The author gathers answers into themes, by hand: each answer in one theme at most, none lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from heed.answer.models import Became, Gathered, Playback, Theme
from heed.answer.queries import whose
from heed.answer.queries.gathering import Reading
from heed.edition.actions.publishing import touch_page
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people.models import Person

MOST_THEMES, LAID_OUT = 12, 3
LONGEST_TITLE = 160


class ChangedElsewhere(NotNow):
    """Another window saved since this one was opened; nothing of either is lost."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the author writes about one theme; ``theme`` is its number."""

    theme: int
    title: str
    heard: str = ""
    landed: str = ""
    quoted: str = ""


def check_is_author(message: Message, *, by: Person) -> None:
    """Raise `NotYours` for anybody but the author whose message it is now."""
    message = whose.now(message)
    if message.author_id != by.pk:
        raise NotYours(_("Only %(name)s reads and answers here.") % {"name": message.author})


@transaction.atomic
def begin_reading(*, message: Message, by: Person, at: datetime) -> Playback:
    """Note, once, when the author first had the answers before them; lay out empty themes."""
    check_is_author(message, by=by)
    playback = laid_out(message)
    if playback.first_read_at is None and answers.answers(message.pk, at=at):
        playback.first_read_at = at
        playback.save(update_fields=["first_read_at"])
    return playback


def laid_out(message: Message) -> Playback:
    """What was heard of it so far; where that is nothing, with empty themes to begin with."""
    playback, is_new = Playback.objects.get_or_create(edition_id=message.pk)
    if is_new:
        Theme.objects.bulk_create(
            Theme(edition_id=message.pk, place=place) for place in range(LAID_OUT)
        )
    return playback


@transaction.atomic
def gather(
    *,
    message: Message,
    labels: Iterable[str],
    by: Person,
    at: datetime,
    theme: int | None = None,
    title: str = "",
) -> Theme | None:
    """Put answers into a theme, into another one named ``title``, or into none.

    ``labels`` name answers to this message ("comment-7"); others are passed over. Gives back the
    theme, or None where they were taken out of theirs. Once what was heard is out, only what came
    later is put anywhere.
    """
    check_is_author(message, by=by)
    playback = _lock(message)
    if title.strip() and playback.publish_at is not None:
        # Nothing is written about another theme yet, so that all of it would be held.
        raise NotNow(why_not_changed(playback))
    wanted = set(labels)
    chosen = [one for one in answers.answers(message.pk, at=at) if one.label in wanted]
    if not chosen:
        raise DecisionUnclear(_("Tick at least one answer."), field="gather_into")
    if any(_stands_somewhere(one) for one in chosen):
        check_is_draft(message)
    into = _another(message, title) if title.strip() else None
    if into is None and theme is not None:
        into = _theme(message, theme)
    for one in chosen:
        _place(message, one, into.pk if into else None)
    _changed(message)
    return into


@transaction.atomic
def let_stand_alone(*, message: Message, label: str, by: Person, at: datetime) -> Theme:
    """Let one answer be a theme of its own."""
    check_is_author(message, by=by)
    check_is_draft(message)
    theme = _another(message, "")
    gather(message=message, labels=[label], theme=theme.pk, by=by, at=at)
    return theme


@transaction.atomic
def merge(*, message: Message, theme: int, into: int, by: Person, at: datetime) -> Theme:
    """Let one theme become part of another; its words are put below the other's."""
    check_is_author(message, by=by)
    check_is_draft(message)
    gone, kept = _theme(message, theme), _theme(message, into)
    if gone.pk == kept.pk:
        raise DecisionUnclear(_("Choose another theme to put it into."), field="into")
    gone.gathered.update(theme=kept)
    _carry_what_became(gone, kept)
    kept.heard = "\n\n".join(words for words in (kept.heard, gone.heard) if words)
    kept.landed = "\n\n".join(words for words in (kept.landed, gone.landed) if words)
    kept.title = kept.title or gone.title
    kept.save(update_fields=["title", "heard", "landed"])
    gone.delete()
    _changed(message)
    return kept


@transaction.atomic
def move(*, message: Message, theme: int, step: int, by: Person) -> None:
    """Let a theme stand one place earlier (-1) or later (1)."""
    check_is_author(message, by=by)
    check_is_draft(message)
    order = list(Theme.objects.filter(edition=message.pk))
    here = next((n for n, one in enumerate(order) if one.pk == theme), None)
    if here is None:
        raise NotNow(_("There is no such theme."))
    there = min(max(here + step, 0), len(order) - 1)
    order.insert(there, order.pop(here))
    for place, one in enumerate(order):
        Theme.objects.filter(pk=one.pk).update(place=place)
    _changed(message)


@transaction.atomic
def dissolve(*, message: Message, theme: int, by: Person, at: datetime) -> None:
    """Take away a theme in which nothing is written; its answers stand in none again."""
    check_is_author(message, by=by)
    check_is_draft(message)
    gone = _theme(message, theme)
    if gone.title or gone.heard or gone.landed:
        raise NotNow(
            _("You wrote about this theme. Put it into another one, or empty its boxes first.")
        )
    if gone.became.exists():
        raise NotNow(_("Something came of this theme already. Put it into another one."))
    gone.delete()
    _changed(message)


@transaction.atomic
def save(
    *,
    message: Message,
    title: str,
    thanks: str,
    not_understood: str,
    themes: Sequence[Heard],
    placed: Mapping[str, int | None],
    version: int,
    by: Person,
    at: datetime,
) -> Playback:
    """Keep what the author writes, and in which theme (None: in none) each answer stands.

    ``placed`` is by the answer's label; answers that are not in it stay where they are. Where it
    was saved elsewhere since, nothing is changed.
    """
    check_is_author(message, by=by)
    check_is_draft(message)
    playback, _made = Playback.objects.select_for_update().get_or_create(edition_id=message.pk)
    if playback.version != version:
        raise ChangedElsewhere(
            _(
                "This was changed in another window since. What you wrote here is in the boxes, and "
                "what was saved there stands under each: keep what is right, and save."
            )
        )
    playback.title, playback.thanks = " ".join(title.split()), thanks.strip()
    playback.not_understood = not_understood.strip()
    playback.version += 1
    playback.save(update_fields=["title", "thanks", "not_understood", "version"])
    found = {one.label: one for one in answers.answers(message.pk, at=at)}
    for label, theme in placed.items():
        if label in found:
            _place(message, found[label], theme)
    may_be_quoted = {one.label for one in found.values() if one.may_be_quoted}
    for words in themes:
        _write(_theme(message, words.theme), words, may_be_quoted)
    return playback


def _stands_somewhere(answer: answers.Answer) -> bool:
    return Gathered.objects.filter(kind=answer.kind, key=answer.key).exists()


def _carry_what_became(gone: Theme, kept: Theme) -> None:
    """What came of one theme comes of the other now, each thing once."""
    there = {_end_of(one) for one in kept.became.all()}
    for one in gone.became.all():
        if _end_of(one) not in there:
            one.theme = kept
            one.save(update_fields=["theme"])


def _end_of(became: Became) -> tuple[int | None, int | None, int | None]:
    return became.promise_id, became.refusal_id, became.handed_on_id


def _place(message: Message, answer: answers.Answer, theme: int | None) -> None:
    Gathered.objects.filter(kind=answer.kind, key=answer.key).delete()
    if theme is not None:
        into = _theme(message, theme)
        Gathered.objects.create(theme=into, kind=answer.kind, key=answer.key)


def _write(theme: Theme, words: Heard, may_be_quoted: set[str]) -> None:
    theme.title = " ".join(words.title.split())[:LONGEST_TITLE]
    theme.heard, theme.landed = words.heard.strip(), words.landed.strip()
    inside = {f"{one.kind}-{one.key}" for one in theme.gathered.all()}
    theme.quoted = words.quoted if words.quoted in may_be_quoted & inside else ""
    theme.save(update_fields=["title", "heard", "landed", "quoted"])


def check_is_draft(message: Message) -> None:
    """Raise `NotNow` once what was heard is out, or goes out by itself; the row is held for the
    transaction."""
    playback = Playback.objects.select_for_update().filter(edition=message.pk).first()
    if playback is not None and (said := why_not_changed(playback)):
        raise NotNow(said)


def why_not_changed(playback: Playback | Reading) -> str:
    """Why its words cannot be changed now; empty for a draft."""
    if playback.published_at is not None:
        return _("What you heard is out, and stays as people read it.")
    if playback.publish_at is not None:
        return _("What you heard goes out by itself. Take it back first; then you can change it.")
    return ""


def _lock(message: Message) -> Playback:
    Playback.objects.get_or_create(edition_id=message.pk)
    return Playback.objects.select_for_update().get(edition=message.pk)


def _theme(message: Message, number: int) -> Theme:
    found = Theme.objects.filter(edition=message.pk, pk=number).first()
    if found is None:
        raise NotNow(_("There is no such theme."))
    return found


@transaction.atomic
def one_more(*, message: Message, by: Person) -> Theme:
    """Lay out another empty theme."""
    check_is_author(message, by=by)
    check_is_draft(message)
    theme = _begin_theme(message)
    _changed(message)
    return theme


def _another(message: Message, title: str) -> Theme:
    """A theme with this title: the first that nobody wrote in or put anything into, or one more."""
    empty = Theme.objects.filter(
        edition=message.pk, title="", heard="", landed="", gathered=None, became=None
    ).first()
    theme = empty or _begin_theme(message)
    theme.title = " ".join(title.split())[:LONGEST_TITLE]
    theme.save(update_fields=["title"])
    return theme


def _begin_theme(message: Message) -> Theme:
    themes = Theme.objects.filter(edition=message.pk)
    if themes.count() >= MOST_THEMES:
        raise DecisionUnclear(
            _("There are twelve themes, which is as many as anybody remembers. Merge two first."),
            field="gather_title",
        )
    last = themes.aggregate(last=Max("place"))["last"]
    return Theme.objects.create(edition_id=message.pk, place=0 if last is None else last + 1)


def _changed(message: Message) -> None:
    """A page that was opened before must not write over this; readers see it once it is out."""
    playbacks = Playback.objects.filter(edition=message.pk)
    playbacks.update(version=F("version") + 1)
    if playbacks.exclude(published_at=None).exists():
        touch_page(message.pk)
