"""A paper card that the guardian has is sealed as a comment is; what was passed before, too."""

import json

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

# What happened to a card while she had it was hers alone; it moves to where her events are.
HERS = ("handed_on", "cared_for")


def seal_what_was_passed(apps, schema_editor):
    for card in apps.get_model("edition", "PaperCard").objects.filter(state="passed_on"):
        _seal(apps, card)


def _seal(apps, card):
    events = list(card.events.order_by("at", "pk"))
    passed = max(number for number, event in enumerate(events) if event.kind == "passed_on")
    hers = [event for event in events[passed:] if event.kind in HERS]
    before = [event for event in events if event not in hers]
    row = apps.get_model("edition", "Confidence").objects.create(
        card=card,
        text=card.text,
        before=json.dumps(
            {
                "in_danger": card.may_be_in_danger,
                "events": {str(one.pk): [one.words, one.detail] for one in before},
                "report": card.report_words,
            }
        ),
        is_named=False,
        came_on=_day(events[passed].at),
    )
    for event in hers:
        apps.get_model("edition", "ConfidenceEvent").objects.create(
            confidence=row, kind=event.kind, by=event.by, on=_day(event.at),
            words=event.words, detail=event.detail,
        )  # fmt: skip
        event.delete()
    card.events.all().update(words="")
    card.events.exclude(kind="decided").update(detail="")
    card.text = card.report_words = ""
    card.may_be_in_danger = False
    card.save()


def _day(moment):
    return timezone.localtime(moment).date()


class Migration(migrations.Migration):

    dependencies = [
        ('edition', '0005_removed_at_a_wish'),
    ]

    operations = [
        migrations.AddField(
            model_name='confidence',
            name='card',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confidences', to='edition.papercard'),
        ),
        migrations.AlterField(
            model_name='papercardevent',
            name='kind',
            field=models.CharField(choices=[('received', 'came in'), ('decided', 'a moderator decided'), ('undone', 'undone'), ('posted', 'posted'), ('given', 'given to the author to read'), ('passed_on', 'passed to the guardian'), ('returned', 'returned by the guardian'), ('not_posted', 'not posted'), ('sent_again', 'changed and sent again'), ('withdrawn', 'taken back'), ('reported', 'reported'), ('stayed', 'stayed after a report'), ('taken_down', 'taken down'), ('cared_for', "a step for somebody's safety")], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.CheckConstraint(condition=models.Q(('comment__isnull', True), ('card__isnull', True), _connector='OR'), name='edition_confidence_of_one_thing'),
        ),
        # There is no way back: what was sealed is not written out in the clear again.
        migrations.RunPython(seal_what_was_passed),
    ]
