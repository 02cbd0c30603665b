"""`heed doctor`: what on this installation is wrong or missing, with the line that mends it."""

from heed.cli import ground
from heed.cli.doctor.finding import WORDS, Finding, Word
from heed.cli.progress import stoppable


def doctor(*, write_letters: bool) -> int:
    """Look at everything and say what was found; 1 where something is wrong.

    Or, for those who run the mail and the directory, write what they have to be asked.
    """
    ground.stand()
    if write_letters:
        from heed.cli.doctor.letters import letters

        print(letters())
        return 0
    found, waiting = _look()
    if waiting:
        print(f"\nNot looked at until that is mended: {', '.join(waiting)}.")
    wrong = sum(finding.word is Word.WRONG for finding in found)
    look = sum(finding.word is Word.LOOK_AT for finding in found)
    if wrong or look:
        print(f"\n{len(found)} looked at, {look} to look at, {wrong} wrong.")
    else:
        print(f"\n{len(found)} looked at: Heed is well.")
    return 1 if wrong else 0


def _look() -> tuple[list[Finding], list[str]]:
    """What was found, said at once, and the names of what rests on something that is wrong."""
    from heed.cli.doctor import checks

    found: list[Finding] = []
    not_well: set[str] = set()
    waiting: list[str] = []
    with stoppable("Stopped."):
        for what, check, rests_on in checks.CHECKS:
            if rests_on in not_well:
                waiting.append(what)
                not_well.add(what)
                continue
            finding = checks.carefully(check)
            found.append(finding)
            if finding.word is Word.WRONG:
                not_well.add(what)
            print(f"{WORDS[finding.word]:<8} {what}: {finding.sentence}", flush=True)
            if finding.mend:
                print(f"{'':<8} → {finding.mend}", flush=True)
    return found, waiting
