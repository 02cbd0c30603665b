"""Leaves the trace of a migration that this Heed does not have."""

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.recorder import MigrationRecorder  # noqa: E402

if __name__ == "__main__":
    MigrationRecorder(connection).record_applied("edition", "0999_what_is_not_thought_of_yet")
