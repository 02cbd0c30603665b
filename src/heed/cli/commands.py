"""The commands of `./heed`: what each takes, and what it calls. A command is imported when it is called."""

import argparse
from argparse import Namespace
from pathlib import Path
from typing import Any

from heed.cli.refused import Refused

# What else there is to know before a command is run.
MORE = {
    "demo": "Everything in it is invented; it is kept in .heed beside this file and can be thrown away.",
    "init": "Run it once, with the settings of the README in the environment.",
    "key": "For HEED_SECRET_KEY. Keep a copy of it: without it, addresses and private pages are lost.",
    "serve": "Brings the database up to date first, keeping a copy, and does by itself what falls due each minute. Stops on Ctrl+C and SIGTERM.",
    "tick": "Harmless beside `serve`.",
    "backup": "A backup is as confidential as the database. HEED_SECRET_KEY is not in it, and without that addresses and private pages are lost: keep it in another place.",
    "restore": "Stop every server first. What was here is kept in HEED_HOME/kept, everybody signs in again, and no mail that may have gone is sent.",
    "upgrade": "Stop every server first. Where it fails, a sentence says why and nothing was changed.",
    "doctor": "Changes nothing and sends nothing. Ends with 1 where something is wrong.",
    "export": "Lines of JSON and pictures, as docs/reference/export.md describes.",
    "import": "Into an installation that is empty and has the same key, on either kind of database.",
    "import-wordpress": "A second time changes nothing.",
    "roster": "Shows what would change and asks before it applies it; docs/guide/administrator.md has an example of the file. Whoever has a staff number and is not in the file has left.",
    "second-factor-off": "They are told by mail.",
}


def add_to(commands: Any) -> None:
    """Add every command, in the order in which `./heed --help` names them."""
    for group in (_beginning, _serving, _keeping, _carrying, _looking_after, _changing):
        group(commands)


def _add(commands: Any, name: str, does: str) -> argparse.ArgumentParser:
    """A command: what it does stands in the list, and with what is more to say in its own help."""
    said = f"{does[0].upper()}{does[1:]}. {MORE.get(name, '')}".strip()
    parser: argparse.ArgumentParser = commands.add_parser(name, help=does, description=said)
    return parser


# Begin


def _beginning(commands: Any) -> None:
    demo = _add(commands, "demo", "look at an invented organisation on this machine")
    demo.add_argument("--port", type=_port, help="where to serve it (usually 8000)")
    demo.add_argument("--no-browser", action="store_true", help="open no browser")
    demo.add_argument("--fresh", action="store_true", help="forget what was done in the demo")
    demo.set_defaults(do=_demo)

    init = _add(commands, "init", "begin a real organisation; asks what is not given")
    init.add_argument("--organisation", help="what your organisation is called")
    init.add_argument("--contact", help="the email address people may write to")
    init.add_argument("--administrator", help="the name of the first administrator")
    init.add_argument("--email", help="the administrator's email address")
    init.add_argument("--series", help="what the weekly message is called")
    init.set_defaults(do=_init)

    _add(commands, "key", "print a new secret key").set_defaults(do=_key)


def _demo(asked: Namespace) -> int:
    from heed.cli import demo

    return demo.demo(port=asked.port, fresh=asked.fresh, open_browser=not asked.no_browser)


def _init(asked: Namespace) -> int:
    from heed.cli import begin

    return begin.begin(
        begin.Beginning(
            organisation=asked.organisation,
            contact=asked.contact,
            administrator=asked.administrator,
            email=asked.email,
            series=asked.series,
        )
    )


def _key(_asked: Namespace) -> int:
    from heed.config.environment import new_key

    print(new_key())
    return 0


# Serve


def _serving(commands: Any) -> None:
    serve = _add(commands, "serve", "serve it")
    serve.add_argument(
        "--no-migrate", action="store_true", help="refuse an older database; do not change it"
    )
    serve.set_defaults(do=_serve)

    tick = _add(commands, "tick", "do once what is due, for cron; `serve` does it by itself")
    tick.set_defaults(do=_tick)


def _serve(asked: Namespace) -> int:
    from heed.cli import serve

    return serve.serve(may_migrate=not asked.no_migrate)


def _tick(_asked: Namespace) -> int:
    from heed.cli import ground

    ground.stand()
    ground.refuse_other_database()
    from heed.cli import ticking

    if not ticking.tick():
        raise Refused("A step of the tick failed; the log above says which.")
    return 0


# Keep


def _keeping(commands: Any) -> None:
    backup = _add(commands, "backup", "keep everything in one file, while Heed serves")
    backup.add_argument("file", help="the file, or a folder for a file named by the moment")
    backup.add_argument("--replace", action="store_true", help="take the place of that file")
    backup.set_defaults(do=_backup)

    restore = _add(commands, "restore", "bring back what a backup holds")
    restore.add_argument("file", help="what `backup` wrote")
    restore.add_argument("--replace", action="store_true", help="put it in place of what is here")
    restore.set_defaults(do=_restore)

    upgrade = _add(commands, "upgrade", "bring the database up to date, with a copy kept")
    upgrade.set_defaults(do=_upgrade)

    doctor = _add(commands, "doctor", "say what is wrong or missing, and what mends it")
    doctor.add_argument(
        "--letters", action="store_true", help="write what to ask of those who run mail and Entra"
    )
    doctor.set_defaults(do=_doctor)


def _backup(asked: Namespace) -> int:
    from heed.cli import backup

    return backup.backup(asked.file, replace=asked.replace)


def _restore(asked: Namespace) -> int:
    from heed.cli import restore

    return restore.restore(asked.file, replace=asked.replace)


def _upgrade(_asked: Namespace) -> int:
    from heed.cli import upgrade

    return upgrade.upgrade()


def _doctor(asked: Namespace) -> int:
    from heed.cli import doctor

    return doctor.doctor(write_letters=asked.letters)


# Bring in, and take along


def _carrying(commands: Any) -> None:
    out = _add(commands, "export", "write everything into one file that others can read")
    out.add_argument("file", type=Path, metavar="FILE.zip", help="where to write it")
    out.set_defaults(do=_export)

    read = _add(commands, "import", "read an export into a new installation")
    read.add_argument("file", type=Path, metavar="FILE.zip", help="what `export` wrote")
    read.set_defaults(do=_import)

    wordpress = _add(
        commands, "import-wordpress", "bring in the messages and comments of a WordPress export"
    )
    wordpress.add_argument("file", type=Path, metavar="FILE.xml", help="what WordPress exported")
    wordpress.add_argument(
        "--dry-run", action="store_true", help="say what would be brought in, and change nothing"
    )
    wordpress.add_argument(
        "--series", default="", help="the short name of the series, where there are several"
    )
    wordpress.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="a copy of WordPress's uploads folder"
    )
    wordpress.set_defaults(do=_import_wordpress)


def _export(asked: Namespace) -> int:
    from heed.cli.carrying import doors

    return doors.export(asked.file)


def _import(asked: Namespace) -> int:
    from heed.cli.carrying import doors

    return doors.bring_in(asked.file)


def _import_wordpress(asked: Namespace) -> int:
    from heed.cli import wordpress

    return wordpress.bring_in(
        asked.file, series=asked.series, is_trial=asked.dry_run, uploads=asked.pictures
    )


# People


def _looking_after(commands: Any) -> None:
    roster = _add(commands, "roster", "take in who works here, from a CSV file")
    roster.add_argument("file", type=Path, metavar="FILE.csv", help="a line for each person")
    roster.add_argument("--dry-run", action="store_true", help="show what would change, no more")
    roster.add_argument("--yes", action="store_true", help="apply it without asking, for cron")
    roster.add_argument(
        "--leavers", type=int, metavar="N", help="how many leave, where that is many"
    )
    roster.add_argument(
        "--subscribe",
        action="store_true",
        help="send everybody in it the weekly mail, save who stopped it",
    )
    roster.set_defaults(do=_roster)

    off = _add(commands, "second-factor-off", "let in somebody who has lost theirs")
    off.add_argument("email", help="the address that they sign in with")
    off.set_defaults(do=_second_factor_off)


def _roster(asked: Namespace) -> int:
    from heed.cli import roster

    return roster.roster(
        roster.Asked(
            file=asked.file,
            dry_run=asked.dry_run,
            yes=asked.yes,
            leavers=asked.leavers,
            subscribe=asked.subscribe,
        )
    )


def _second_factor_off(asked: Namespace) -> int:
    """For the administrator who has lost both the phone and the spare codes."""
    from heed.cli import ground

    ground.stand()
    ground.refuse_other_database()
    from heed import clock
    from heed.people import queries, second_factor

    person = queries.by_email(asked.email)
    if person is None:
        raise Refused(f"Nobody who works here has the address {asked.email}.")
    if not second_factor.has_one(person):
        raise Refused(f"{person.name} has no second factor.")
    second_factor.take_away(person=person, by=None, at=clock.now())
    print(f"{person.name} signs in without a second factor now, and is told so by mail.")
    return 0


# Change Heed itself


def _changing(commands: Any) -> None:
    # `test` is handed on before anything is parsed; it stands here to be found.
    _add(commands, "test", "run the tests; takes what pytest takes")

    check = _add(commands, "check", "run the static checks")
    check.add_argument("--fix", action="store_true", help="mend what can be mended")
    check.set_defaults(do=_check)

    lock = _add(commands, "lock", "pin the dependencies again")
    lock.add_argument("--upgrade", action="store_true", help="to their newest versions")
    lock.set_defaults(do=_lock)


def _check(asked: Namespace) -> int:
    from heed.cli import quality

    return quality.check(fix=asked.fix)


def _lock(asked: Namespace) -> int:
    from heed.cli import quality

    return quality.lock(upgrade=asked.upgrade)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 65535):
        raise argparse.ArgumentTypeError("a port is a whole number from 1 to 65535")
    return int(text)
