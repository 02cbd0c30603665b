"""A PostgreSQL cluster that lives as long as a test run and listens on no network."""

import atexit
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

PLACES = ["/usr/local/bin", "/usr/bin", *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
UNSAFE_AND_QUICK = (
    "-c autovacuum=off -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
)


LEFT_BEHIND = """
    SELECT pid, state, query FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def wait_for_others(seconds: float = 15) -> None:
    """Wait until nobody else speaks to the test database; fail, saying who does, if that lasts."""
    from django.db import connection

    end = time.monotonic() + seconds
    while True:
        with connection.cursor() as cursor:
            cursor.execute(LEFT_BEHIND)
            others = cursor.fetchall()
        if not others:
            return
        assert time.monotonic() < end, f"a test left connections open: {others}"
        time.sleep(0.1)


def begin_cluster() -> str:
    """Start a cluster and return the address of its database; ends the run where it cannot."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *PLACES])
    initdb, pg_ctl = shutil.which("initdb", path=path), shutil.which("pg_ctl", path=path)
    if not initdb or not pg_ctl:
        sys.exit("HEED_TEST_DB=postgres, but there is no PostgreSQL server here: no initdb found.")
    folder = Path(tempfile.mkdtemp(prefix="heed-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # PostgreSQL refuses to run as root.
    owner = "nobody" if os.geteuid() == 0 else None
    if owner:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, -1)
    data = str(folder / "data")

    def run(*command: str) -> None:
        done = subprocess.run(
            command, user=owner, cwd=folder, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"PostgreSQL did not start: {done.stdout}{done.stderr}")

    run(initdb, "-D", data, "-U", "heed", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {UNSAFE_AND_QUICK}"
    run(pg_ctl, "-D", data, "-o", options, "-l", str(folder / "log"), "-w", "start")
    atexit.register(run, pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")
    return f"postgresql://heed@{quote(str(folder), safe='')}/postgres"
