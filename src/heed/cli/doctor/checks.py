"""The list of what is looked at, in the order in which it is said. A room's own checks are added
here: a name, a function that gives back what it found, and the name of what has to be well first."""

from heed.cli.doctor import database, directory, machine, outside, people
from heed.cli.doctor.finding import Check, Finding, wrong

CHECKS: list[tuple[str, Check, str]] = [
    ("Libraries", machine.libraries, ""),
    ("Disk", machine.room_on_disk, ""),
    ("Folder", machine.rights, ""),
    ("Settings", machine.settings_file, ""),
    ("Secret key", machine.secret_key, ""),
    ("Time zone", machine.time_zone, ""),
    ("Clock", machine.clock_is_set, ""),
    ("Static files", machine.static_files, ""),
    ("Database", database.answers, ""),
    ("Tables", database.migrations, "Database"),
    ("Rows", database.holds_together, "Database"),
    ("Database clock", database.clocks_agree, "Database"),
    ("Servers", database.servers_are_alike, "Database"),
    ("Sealed", database.can_be_unsealed, "Tables"),
    ("Backup", machine.last_backup, ""),
    ("Tick", machine.last_tick, ""),
    ("Mail server", outside.mail_server, ""),
    ("Sender", outside.sender, ""),
    ("Overdue mail", people.overdue_mail, "Tables"),
    ("Dead mail", people.dead_mail, "Tables"),
    ("Directory", directory.directory, ""),
    ("Address", outside.address, ""),
    ("Pictures", outside.pictures, "Address"),
    ("Organisation", people.organisation, "Tables"),
    ("Roles", people.roles, "Organisation"),
]


def carefully(check: Check) -> Finding:
    """What a check found; one that fails has found something too."""
    try:
        return check()
    except Exception as problem:  # noqa: BLE001  the next one is looked at all the same
        return wrong(
            f"could not be looked at ({type(problem).__name__})", "./heed --traceback doctor"
        )
