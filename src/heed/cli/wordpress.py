"""`heed import-wordpress`: the past of the message, from where it was written before."""

from pathlib import Path
from typing import BinaryIO

from heed.cli import ground
from heed.cli.progress import progress, stoppable
from heed.cli.refused import Refused


def bring_in(file: Path, *, series: str, is_trial: bool, uploads: Path | None) -> int:
    """Read an export of WordPress; a trial says the same and changes nothing."""
    ground.stand()
    ground.refuse_other_database()
    if not ground.has_begun():
        raise Refused("No organisation has been begun here; `./heed init` begins one.")
    if uploads is not None and not uploads.is_dir():
        raise Refused(f"There is no folder {uploads}.")
    from heed.clock.turns import try_turn

    with _opened(file) as opened, try_turn("import") as ours:
        if not ours:
            raise Refused("Another import is under way; wait until it is done.")
        size = file.stat().st_size
        sentence = (
            "Stopped: this was a trial, and nothing was changed."
            if is_trial
            else "Stopped: what was brought in so far is whole and stays; "
            "the same command goes on from there."
        )
        with stoppable(sentence):
            if not is_trial:
                _look_through(opened, file.name, size=size)
            return _read(
                opened, file.name, size=size, series=series, is_trial=is_trial, uploads=uploads
            )


def _opened(file: Path) -> BinaryIO:
    try:
        if not file.is_file():
            raise Refused(f"There is no file {file}.")
        return file.open("rb")
    except OSError as problem:
        why = (problem.strerror or "unknown reason").lower()
        raise Refused(f"{file} cannot be read ({why}).") from None


def _look_through(opened: BinaryIO, name: str, *, size: int) -> None:
    """Read to the end once before anything is changed: a file that is not whole changes nothing."""
    from heed.edition.wxr.reading import Export
    from heed.edition.wxr.refused import NotRead

    try:
        with progress("Looking through the file", total=size) as done:
            for _item in Export(opened, name=name).items(done):
                pass
    except NotRead as why:
        raise Refused(str(why)) from None


def _read(
    opened: BinaryIO, name: str, *, size: int, series: str, is_trial: bool, uploads: Path | None
) -> int:
    from heed import clock
    from heed.cli import told as report
    from heed.edition.actions import importing
    from heed.edition.actions.refusals import NotNow
    from heed.edition.wxr.reading import Export
    from heed.edition.wxr.refused import NotRead
    from heed.edition.wxr.telling import Told

    told, export = Told(), Export(opened, name=name)
    try:
        with progress("Reading" if is_trial else "Bringing in", total=size) as done:
            importing.bring_in_all(
                export=export,
                series=series,
                told=told,
                at=clock.now(),
                is_trial=is_trial,
                read=done,
                uploads=uploads,
            )
    except (NotRead, NotNow) as why:
        raise Refused(str(why)) from None
    if is_trial:
        print("A trial: nothing was changed.")
    print(f"{name}: WordPress export {export.version}.")
    for sentence in report.sentences(told, mended=export.mended, is_trial=is_trial):
        print(sentence)
    return 0
