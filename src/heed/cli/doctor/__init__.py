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
    from heed.cli.doctor import checks

    found: list[Finding] = []
    with stoppable("Stopped."):
        for what, check in checks.CHECKS:
            finding = checks.carefully(check)
            found.append(finding)
            print(f"{WORDS[finding.word]:<8} {what}: {finding.sentence}")
            if finding.mend:
                print(f"{'':<8} → {finding.mend}")
    wrong = sum(finding.word is Word.WRONG for finding in found)
    look = sum(finding.word is Word.LOOK_AT for finding in found)
    print(f"\n{len(found)} looked at, {look} to look at, {wrong} wrong.")
    return 1 if wrong else 0
