from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("week", "0002_the_weekly_mail")]
    operations = [
        migrations.CreateModel(
            name="Removal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week", models.CharField(max_length=8)),
                ("what", models.SlugField(max_length=40)),
                ("many", models.PositiveIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("week", "what"), name="week_removal_counted_once"
                    )
                ],
            },
        ),
    ]
