"""Static files: gathered under hashed, compressed names whenever they have changed."""

import hashlib
import json
from pathlib import Path

from heed.cli.refused import Refused


def collect() -> bool:
    """Gather the static files if any differs from those gathered last; whether it was done.

    Raises `Refused` where they cannot be written.
    """
    from django.conf import settings
    from django.core.management import call_command

    if is_gathered():
        return False
    try:
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        # Files of an older version stay: a page that was loaded before may still ask for them.
        call_command("collectstatic", interactive=False, verbosity=0)
        _stamp().write_text(_fingerprint())
    except OSError as problem:
        why = (problem.strerror or type(problem).__name__).lower()
        raise Refused(
            f"What pages are drawn with could not be written to {settings.STATIC_ROOT} ({why})."
        ) from problem
    return True


def is_gathered() -> bool:
    """Whether the static files are those that were gathered last."""
    return _stamp().exists() and _stamp().read_text() == _fingerprint()


def _stamp() -> Path:
    from django.conf import settings

    return Path(settings.STATIC_ROOT) / ".gathered"


def _fingerprint() -> str:
    """A digest of the name, size and age of every static file, and of how they are stored."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(json.dumps(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = Path(storage.path(path)).stat()
            digest.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return digest.hexdigest()
