from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("people", "0004_dates")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="staff_number",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="unit",
            name="code",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=~Q(staff_number=""),
                fields=("staff_number",),
                name="people_staff_number_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.UniqueConstraint(
                condition=~Q(code=""), fields=("code",), name="people_unit_code_once"
            ),
        ),
    ]
