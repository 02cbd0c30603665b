import django.db.models.deletion
from django.db import migrations, models


def remember_who_was_signed_in(apps, schema_editor):
    comment = apps.get_model("edition", "Comment")
    comment.objects.filter(person__isnull=False).update(was_signed_in=True)


class Migration(migrations.Migration):
    dependencies = [("edition", "0004_paper_cards"), ("people", "0006_when_somebody_left")]
    operations = [
        migrations.AddField(
            model_name="comment",
            name="erased_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="comment",
            name="was_signed_in",
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                name="edition_comment_erased_is_empty",
                condition=models.Q(erased_at=None)
                | models.Q(state="withdrawn", name="", email_digest="", text="", html="", person=None),
            ),
        ),
        migrations.AlterField(
            model_name="edition",
            name="revision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="edition.revision",
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="picture",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to="edition.picture",
            ),
        ),
        migrations.AlterField(
            model_name="correction",
            name="revision",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="correction",
                to="edition.revision",
            ),
        ),
        migrations.RunPython(remember_who_was_signed_in, migrations.RunPython.noop),
    ]
