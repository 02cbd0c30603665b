from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('edition', '0008_opened_in_spite'),
    ]

    operations = [
        migrations.RenameField(
            model_name='confidence',
            old_name='themes',
            new_name='subjects',
        ),
    ]
