"""Prints a digest of the rows of each table, by Django and not by what makes a backup."""

import hashlib
import json
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402

# Left out of a backup on purpose, or changed by a restore on purpose.
NOT_COMPARED = {"django_session", "edition_storedpage", "outbox_mail", "moderation_allowance"}

if __name__ == "__main__":
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table not in NOT_COMPARED:
            # Whoever may have been told since is left in peace after a restore.
            names = [f.attname for f in model._meta.concrete_fields if f.name != "quiet_until"]
            rows = [
                repr([bytes(v) if isinstance(v, memoryview) else v for v in row])
                for row in model._base_manager.order_by("pk").values_list(*names)
            ]
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            found[model._meta.db_table] = [len(rows), digest]
    json.dump(found, sys.stdout)
