"""The environment of the tests, set in this one place before Django is loaded."""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

from heed.config.environment import KNOWN

SECRET_KEY = "a-key-for-the-tests-alone-that-guards-nothing-and-nobody"
VARIABLES = {
    "HEED_SECRET_KEY": SECRET_KEY,
    "HEED_ADDRESS": "https://heed.example",
    "HEED_MAIL_URL": "smtp://127.0.0.1:2525",
    "HEED_MAIL_FROM": "heed@heed.example",
}
ROOT = Path(__file__).resolve().parents[1]
is_worker = "PYTEST_XDIST_WORKER" in os.environ


def begin() -> None:
    """Give this run its own folder, database and settings; workers take over what is set."""
    if is_worker:
        return
    for name in KNOWN & os.environ.keys():
        del os.environ[name]
    home = Path(tempfile.mkdtemp(prefix="heed-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ.update(VARIABLES, HEED_HOME=str(home))
    os.environ["DJANGO_SETTINGS_MODULE"] = "heed.config.settings"
    asked = os.environ.get("HEED_TEST_DB", "")
    if asked == "postgres":
        from tests.postgres import begin_cluster

        os.environ["HEED_DATABASE_URL"] = begin_cluster()
    elif asked not in ("", "sqlite"):
        sys.exit(f"HEED_TEST_DB is {asked}: write sqlite or postgres.")
