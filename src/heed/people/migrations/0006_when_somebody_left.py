from django.db import migrations, models

from heed import clock


def count_from_today(apps, schema_editor):
    """Of those who left before this was written down, the time runs from now."""
    person = apps.get_model("people", "Person")
    today = clock.local(clock.now()).date()
    person.objects.filter(is_active=False, left_on=None).update(left_on=today)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_staff_numbers")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="left_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RunPython(count_from_today, migrations.RunPython.noop),
    ]
