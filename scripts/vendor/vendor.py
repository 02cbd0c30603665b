"""Build and vendor everything that Heed serves but did not write, with one command.

    python scripts/vendor/vendor.py            # build, copy, write the manifest, print the sizes
    python scripts/vendor/vendor.py --lock     # first renew package-lock.json from package.json

For maintainers alone: it needs node 20 and npm, and works in a temporary folder. Nobody who runs,
tests or develops Heed needs either, since its results are kept in the repository:

- src/heed/ui/static/vendor/{nhsuk,fonts,prosemirror}/ with their licences and MANIFEST.json
- tests/vendor/ (axe-core) and tests/fixtures/nhsuk/ (the examples of the NHS components), with
  their own MANIFEST.json in tests/vendor/

Versions are pinned in package.json and, with their checksums, in package-lock.json. The versions of
nhsuk-frontend here and of nhsuk-frontend-jinja in pyproject.toml move together.
"""

import gzip
import hashlib
import json
import lzma
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STATIC = ROOT / "src/heed/ui/static/vendor"
TESTS = ROOT / "tests/vendor"
FIXTURES = ROOT / "tests/fixtures/nhsuk"
# The package says MIT but ships no text of it; this is the one of its repository.
NHS_LICENCE = HERE / "LICENCE-nhsuk-frontend"

COMPONENTS = (
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "error-summary",
    "file-upload",
    "input",
    "radios",
    "select",
    "textarea",
)
FACES = {"source-sans-3": (400, 600), "source-serif-4": (400,)}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="heed-vendor-") as folder:
        work = Path(folder)
        for source in HERE.iterdir():
            if source.is_file():
                shutil.copy(source, work)
        if "--lock" in sys.argv:
            renew_lock(work)
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=work, check=True)
        (work / "out").mkdir()
        subprocess.run(["node", "build.mjs"], cwd=work, check=True)
        for target in (STATIC, TESTS, FIXTURES):
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
        packages = work / "node_modules"
        copy_nhsuk(work / "out", packages)
        copy_fonts(packages)
        copy_prosemirror(work / "out", packages)
        copy_axe(packages)
        write_fixtures(packages / "nhsuk-frontend/dist/nhsuk/components")
        versions = json.loads((work / "package.json").read_text())["dependencies"]
    write_manifest(STATIC, [STATIC], versions)
    write_manifest(TESTS, [TESTS, FIXTURES], versions)
    print_sizes()


def renew_lock(work: Path) -> None:
    """Pin all versions and checksums anew, without the address of the registry in use."""
    (work / "package-lock.json").unlink(missing_ok=True)
    subprocess.run(
        ["npm", "install", "--silent", "--package-lock-only", "--omit-lockfile-registry-resolved"],
        cwd=work,
        check=True,
    )
    shutil.copy(work / "package-lock.json", HERE)


def copy_nhsuk(built: Path, packages: Path) -> None:
    place(built / "nhsuk.css", STATIC / "nhsuk/nhsuk.css")
    place(built / "nhsuk.js", STATIC / "nhsuk/nhsuk.js")
    place(NHS_LICENCE, STATIC / "nhsuk/LICENCE")


def copy_fonts(packages: Path) -> None:
    for face, weights in FACES.items():
        package = packages / "@fontsource" / face
        place(licence_of(package), STATIC / f"fonts/LICENCE-{face}")
        for weight in weights:
            for part in ("latin", "latin-ext"):
                name = f"{face}-{part}-{weight}-normal.woff2"
                place(package / "files" / name, STATIC / "fonts" / name)


def copy_prosemirror(built: Path, packages: Path) -> None:
    place(built / "prosemirror.js", STATIC / "prosemirror/prosemirror.js")
    place(built / "prosemirror.css", STATIC / "prosemirror/prosemirror.css")
    # Their libraries are bundled with the ones that package.json names.
    names = sorted(path.name for path in packages.glob("prosemirror-*"))
    texts = {}
    for name in [*names, "orderedmap", "rope-sequence", "w3c-keyname"]:
        texts.setdefault(licence_of(packages / name).read_text().strip(), []).append(name)
    parts = [", ".join(used) + "\n\n" + text for text, used in texts.items()]
    (STATIC / "prosemirror/LICENCE").write_text(("\n\n" + "-" * 40 + "\n\n").join(parts) + "\n")


def copy_axe(packages: Path) -> None:
    place(packages / "axe-core/axe.min.js", TESTS / "axe.min.js")
    place(licence_of(packages / "axe-core"), TESTS / "LICENCE-axe")


def write_fixtures(components: Path) -> None:
    """Keep of each example what a comparison needs: its name, its options and its HTML."""
    kept = {}
    for component in COMPONENTS:
        whole = json.loads((components / component / "fixtures.json").read_text())
        kept[component] = [
            {key: fixture[key] for key in ("name", "context", "html")}
            for fixture in whole["fixtures"]
        ]
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (FIXTURES / "fixtures.json.xz").write_bytes(lzma.compress(text.encode(), preset=9))
    place(NHS_LICENCE, FIXTURES / "LICENCE")


def licence_of(package: Path) -> Path:
    names = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.md")
    found = [package / name for name in names if (package / name).is_file()]
    if not found:
        sys.exit(f"{package.name} ships no licence file: look before you vendor it.")
    return found[0]


def place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write_manifest(home: Path, folders: list[Path], versions: dict[str, str]) -> None:
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    manifest = {
        "made_by": "scripts/vendor/vendor.py",
        "versions": versions,
        "files": {
            path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        },
    }
    (home / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n")


def print_sizes() -> None:
    for folder in (STATIC, TESTS, FIXTURES):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                squeezed = len(gzip.compress(content, 9, mtime=0))
                name = path.relative_to(ROOT).as_posix()
                print(f"{name:72} {len(content):>8} bytes {squeezed:>8} gzip")


if __name__ == "__main__":
    main()
