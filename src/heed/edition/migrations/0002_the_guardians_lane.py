"""The guardian's lane; and what was passed to her before is sealed, as it now is at once."""

import json

import django.db.models.deletion
import heed.edition.models._confidence
import heed.seal
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

# What happened to a comment while she had it was hers alone; it moves to where her events are.
HERS = ("guardian_wrote", "handed_on", "cared_for")


def seal_what_was_passed(apps, schema_editor):
    comments = apps.get_model("edition", "Comment")
    passed = comments.objects.filter(events__kind="passed_on").distinct()
    for pk in list(passed.values_list("pk", flat=True)):
        comment = comments.objects.get(pk=pk)
        for stretch in _stretches(comment):
            _seal(apps, comment, *stretch)


def _stretches(comment):
    """(when it was passed on, when she returned it or None, what happened in between)."""
    begun, hers, found = None, [], []
    for event in comment.events.order_by("at", "pk"):
        if event.kind == "passed_on":
            begun, hers = event.at, []
        elif begun is not None and event.kind == "returned":
            found.append((begun, event.at, hers))
            begun = None
        elif begun is not None and event.kind in HERS:
            hers.append(event)
    if begun is not None:
        found.append((begun, None, hers))
    return found


def _seal(apps, comment, begun, returned, hers):
    is_withdrawn = comment.state == "withdrawn" and returned is None
    is_with_her = comment.state == "passed_on" and returned is None
    ended = returned or (comment.decided_at or begun if is_withdrawn else None)
    row = apps.get_model("edition", "Confidence").objects.create(
        comment=comment,
        is_named=True,
        came_on=_day(begun),
        ended_on=_day(ended) if ended else None,
        outcome="returned" if returned else "taken_back" if is_withdrawn else "",
        erased_on=_day(ended) if is_withdrawn else None,
    )
    events = apps.get_model("edition", "ConfidenceEvent").objects
    for event in hers:
        said = ("", "") if is_withdrawn else (event.words, event.detail)
        events.create(
            confidence=row, kind=event.kind, by=event.by, on=_day(event.at),
            words=said[0], detail=said[1],
        )  # fmt: skip
        event.delete()
    if is_with_her:
        _move_words(comment, row)
    if is_with_her or is_withdrawn:
        _empty(comment, is_withdrawn=is_withdrawn)


def _move_words(comment, row):
    events = {
        str(event.pk): [event.words, event.detail]
        for event in comment.events.all()
        if event.words or event.detail
    }
    reports = {str(one.pk): one.words for one in comment.reports.all() if one.words}
    row.name, row.text = comment.name, comment.text
    row.before = json.dumps(
        {
            "person": comment.person_id,
            "claims": comment.claims,
            "in_danger": comment.may_be_in_danger,
            "events": events,
            "reports": reports,
        }
    )
    row.save()


def _empty(comment, *, is_withdrawn):
    comment.events.all().update(words="")
    comment.events.exclude(kind="decided").update(detail="")
    comment.reports.all().update(words="")
    comment.name = comment.text = comment.claims = ""
    comment.person = None
    comment.may_be_in_danger = False
    if is_withdrawn:
        comment.email = comment.email_digest = comment.comparable_digest = ""
        comment.ticket_digest = ""
        comment.wants_mail = False
    comment.save()


def _day(moment):
    return timezone.localtime(moment).date()


class Migration(migrations.Migration):

    dependencies = [
        ('edition', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='commentevent',
            name='kind',
            field=models.CharField(choices=[('received', 'came in'), ('decided', 'a moderator decided'), ('undone', 'undone'), ('posted', 'posted'), ('asked', 'a question to the writer'), ('answered', 'the writer answered'), ('passed_on', 'passed to the guardian'), ('returned', 'returned by the guardian'), ('not_posted', 'not posted'), ('sent_again', 'changed and sent again'), ('withdrawn', 'withdrawn by the writer'), ('reported', 'reported'), ('stayed', 'stayed after a report'), ('taken_down', 'taken down'), ('cared_for', "a step for somebody's safety"), ('name_checked', 'the name was checked'), ('erased', 'address or words erased')], max_length=20),
        ),
        migrations.CreateModel(
            name='Confidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=heed.edition.models._confidence.new_reference, editable=False, max_length=22, unique=True)),
                ('name', heed.seal.SealedTextField(blank=True, purpose='confidence-name')),
                ('text', heed.seal.SealedTextField(blank=True, purpose='confidence-text')),
                ('email', heed.seal.SealedTextField(blank=True, purpose='confidence-email')),
                ('before', heed.seal.SealedTextField(blank=True, purpose='confidence-before')),
                ('is_named', models.BooleanField()),
                ('sent_digest', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('came_on', models.DateField()),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('write_by', models.DateField(blank=True, null=True)),
                ('mailed_on', models.DateField(blank=True, null=True)),
                ('themes', heed.seal.SealedTextField(blank=True, purpose='confidence-themes')),
                ('detriment', heed.seal.SealedTextField(blank=True, purpose='confidence-detriment')),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('answered', 'Answered: nothing more is needed'), ('handed_on', 'Handed on outside Heed'), ('no_further', 'No further step'), ('returned', 'Returned to the moderators'), ('taken_back', 'Taken back by its writer')], max_length=12)),
                ('erased_on', models.DateField(blank=True, null=True)),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='confidences', to='edition.comment')),
            ],
        ),
        migrations.CreateModel(
            name='ConfidenceEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('acknowledged', 'the guardian said when she will write'), ('guardian_wrote', 'the guardian wrote'), ('writer_wrote', 'the writer wrote'), ('cared_for', "a step for somebody's safety"), ('handed_on', 'handed on outside Heed'), ('ended', 'ended'), ('taken_back', 'taken back by its writer')], max_length=20)),
                ('on', models.DateField()),
                ('words', heed.seal.SealedTextField(blank=True, purpose='confidence-event-words')),
                ('detail', heed.seal.SealedTextField(blank=True, purpose='confidence-event-detail')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('confidence', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='edition.confidence')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='confidence',
            index=models.Index(fields=['ended_on', 'came_on'], name='edition_confidence_open'),
        ),
        migrations.AddConstraint(
            model_name='confidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('outcome', '')), models.Q(('ended_on__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='edition_confidence_ended_says_how'),
        ),
        # There is no way back: what was sealed is not written out in the clear again.
        migrations.RunPython(seal_what_was_passed),
    ]
