"""The list of what is looked at, in the order in which it is said. A room's own checks are added
here: a name, and a function that gives back what it found."""

from heed.cli.doctor import database, machine, outside, people
from heed.cli.doctor.finding import Check, Finding, wrong

CHECKS: list[tuple[str, Check]] = [
    ("Libraries", machine.libraries),
    ("Disk", machine.room_on_disk),
    ("Folder", machine.rights),
    ("Secret key", machine.secret_key),
    ("Time zone", machine.time_zone),
    ("Static files", machine.static_files),
    ("Database", database.answers),
    ("Tables", database.migrations),
    ("Rows", database.holds_together),
    ("Clock", database.clocks_agree),
    ("Backup", machine.last_backup),
    ("Tick", machine.last_tick),
    ("Mail server", outside.mail_server),
    ("Sender", outside.sender),
    ("Overdue mail", people.overdue_mail),
    ("Dead mail", people.dead_mail),
    ("Address", outside.address),
    ("Organisation", people.organisation),
    ("Roles", people.roles),
]


def carefully(check: Check) -> Finding:
    """What a check found; one that fails has found something too."""
    try:
        return check()
    except Exception as problem:  # noqa: BLE001  the next one is looked at all the same
        return wrong(f"could not be looked at ({type(problem).__name__})")
