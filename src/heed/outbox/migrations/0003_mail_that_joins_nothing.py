"""Mail about what somebody wrote no longer carries the fingerprint of their other mail."""

from django.db import migrations

NOBODYS = ("comment_decided", "private_page")


def take_fingerprints_off(apps, schema_editor):
    apps.get_model("outbox", "Mail").objects.filter(kind__in=NOBODYS).update(recipient_digest="")


class Migration(migrations.Migration):

    dependencies = [
        ('outbox', '0002_shared_words_and_perhaps_sent'),
    ]

    operations = [
        # There is no way back: what joined two mails is not made again.
        migrations.RunPython(take_fingerprints_off),
    ]
