"""Mail about what somebody wrote is of one kind, and no fingerprint joins it to their other mail."""

from django.db import migrations

KINDS = ("comment_decided", "private_page")


def make_alike(apps, schema_editor):
    about_words = apps.get_model("outbox", "Mail").objects.filter(kind__in=KINDS)
    about_words.update(kind="private_page", recipient_digest="")


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_shared_words_and_perhaps_sent'),
    ]

    operations = [
        # There is no way back: what joined two mails is not made again.
        migrations.RunPython(make_alike),
    ]
