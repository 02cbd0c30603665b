"""What was passed to the guardian keeps nothing that joins it to somebody; her old notes are sealed.

Before cards were sealed, what she noted of one that she then returned stayed among its events.
"""

import json

from django.db import migrations
from django.utils import timezone

# What happened to a card while she had it was hers alone; it moves to where her events are.
HERS = ("handed_on", "cared_for")


def mend(apps, schema_editor):
    passed = apps.get_model("edition", "Comment").objects.filter(state="passed_on")
    passed.update(
        email="", email_digest="", ticket_digest="", comparable_digest="", wants_mail=False
    )
    cards = apps.get_model("edition", "PaperCard").objects
    returned = cards.filter(events__kind="returned").distinct()
    for pk in list(returned.values_list("pk", flat=True)):
        card = cards.get(pk=pk)
        sealed = card.confidences.order_by("-pk").first() if card.state == "passed_on" else None
        for begun, ended, hers in _stretches(card):
            _seal(apps, card, sealed, begun, ended, hers)


def _stretches(card):
    """(when it was passed on, when she returned it, what she noted in between)."""
    begun, hers, found = None, [], []
    for event in card.events.order_by("at", "pk"):
        if event.kind == "passed_on":
            begun, hers = event.at, []
        elif begun is not None and event.kind == "returned":
            if hers:
                found.append((begun, event.at, hers))
            begun = None
        elif begun is not None and event.kind in HERS:
            hers.append(event)
    return found


def _seal(apps, card, sealed, begun, ended, hers):
    """Move her notes; where she has the card again, they are joined to what she has of it."""
    kept = json.loads(sealed.before) if sealed is not None and sealed.before else {"events": {}}
    row = sealed or apps.get_model("edition", "Confidence").objects.create(
        card=card, is_named=False, came_on=_day(begun), ended_on=_day(ended), outcome="returned"
    )
    events = apps.get_model("edition", "ConfidenceEvent").objects
    for event in hers:
        words, detail = kept["events"].pop(str(event.pk), (event.words, event.detail))
        events.create(
            confidence=row, kind=event.kind, by=event.by, on=_day(event.at),
            words=words, detail=detail,
        )  # fmt: skip
        event.delete()
    if sealed is not None and sealed.before:
        sealed.before = json.dumps(kept)
        sealed.save(update_fields=["before"])


def _day(moment):
    return timezone.localtime(moment).date()


class Migration(migrations.Migration):

    dependencies = [
        ('edition', '0006_cards_with_the_guardian'),
    ]

    operations = [
        # There is no way back: what was sealed is not written out in the clear again.
        migrations.RunPython(mend),
    ]
