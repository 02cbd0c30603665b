"""Serves the plain site with the same server in the same way as Heed."""

import sys

from heed.cli import ground
from heed.cli.serve import listen

if __name__ == "__main__":
    ground.stand("benchmarks.peer.settings")

    from django.db import connection

    from benchmarks.peer.models import Note

    if Note._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Note)
    connection.close()
    listen("benchmarks.peer.worker:application", "127.0.0.1", int(sys.argv[1]))
