from django.db import migrations, models

COLUMNS = "title, author, question, text, comments"
SQLITE = [
    f"""CREATE VIRTUAL TABLE week_fulltext USING fts5(
        {COLUMNS}, content='week_indexedmessage', content_rowid='key',
        tokenize='unicode61 remove_diacritics 0', prefix='2 3')""",
    f"""CREATE TRIGGER week_fulltext_added AFTER INSERT ON week_indexedmessage BEGIN
        INSERT INTO week_fulltext(rowid, {COLUMNS})
        VALUES (new.key, new.title, new.author, new.question, new.text, new.comments);
    END""",
    f"""CREATE TRIGGER week_fulltext_removed AFTER DELETE ON week_indexedmessage BEGIN
        INSERT INTO week_fulltext(week_fulltext, rowid, {COLUMNS})
        VALUES ('delete', old.key, old.title, old.author, old.question, old.text, old.comments);
    END""",
    f"""CREATE TRIGGER week_fulltext_changed AFTER UPDATE ON week_indexedmessage BEGIN
        INSERT INTO week_fulltext(week_fulltext, rowid, {COLUMNS})
        VALUES ('delete', old.key, old.title, old.author, old.question, old.text, old.comments);
        INSERT INTO week_fulltext(rowid, {COLUMNS})
        VALUES (new.key, new.title, new.author, new.question, new.text, new.comments);
    END""",
]
POSTGRESQL = [
    """ALTER TABLE week_indexedmessage ADD COLUMN fulltext tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') ||
        setweight(to_tsvector('simple', author), 'B') ||
        setweight(to_tsvector('simple', question), 'B') ||
        setweight(to_tsvector('simple', text), 'C') ||
        setweight(to_tsvector('simple', comments), 'D')) STORED""",
    "CREATE INDEX week_indexedmessage_fulltext ON week_indexedmessage USING gin (fulltext)",
]


def give_full_text(apps, schema_editor):
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def take_full_text(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE week_fulltext")


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="IndexedMessage",
            fields=[
                ("key", models.BigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                ("title", models.TextField()),
                ("author", models.TextField()),
                ("question", models.TextField()),
                ("text", models.TextField()),
                ("comments", models.TextField()),
            ],
        ),
        migrations.RunPython(give_full_text, take_full_text),
    ]
