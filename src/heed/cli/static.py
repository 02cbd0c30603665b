"""Static files: gathered under hashed, compressed names whenever they have changed."""

import hashlib
import json
from pathlib import Path


def collect() -> bool:
    """Gather the static files if any differs from those gathered last; whether it was done."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp = root / ".gathered"
    fingerprint = _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return False
    root.mkdir(parents=True, exist_ok=True)
    # Files of an older version stay: a page that was loaded before may still ask for them.
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(fingerprint)
    return True


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
