"""Which Heed this is: its version, and what its program consists of, byte by byte."""

import hashlib
import tomllib

from heed.config.environment import ROOT


def mark() -> str:
    """Such as "heed 0.1.0 5f1c2a90": alike where the program is alike, on whatever machine."""
    source = ROOT / "src" / "heed"
    digest = hashlib.sha256()
    for path in sorted(source.rglob("*.py")):
        digest.update(path.relative_to(source).as_posix().encode())
        digest.update(path.read_bytes())
    return f"heed {version()} {digest.hexdigest()[:8]}"


def version() -> str:
    """The version of this Heed."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return str(about["project"]["version"])
