"""The one door: `./heed` and what can be asked of it."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from heed.cli.refused import Refused

MISTAKE = 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one sentence what was wrong with the command."""
        print(f"heed: {message}; see `./heed --help`.", file=sys.stderr)
        sys.exit(MISTAKE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; gives back the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # What follows these belongs to others and is handed on as it is.
    if given[:1] == ["test"]:
        from heed.cli import quality

        return _carefully(lambda: quality.test(given[1:]), show_error=False)
    if given[:1] == ["manage"]:
        return _carefully(lambda: _manage(given[1:]), show_error=True)
    asked = _parser().parse_args(given)
    return _carefully(lambda: _do(asked), show_error=asked.traceback)


def _carefully(what: Callable[[], int], *, show_error: bool) -> int:
    try:
        return what()
    except Refused as refused:
        for sentence in str(refused).splitlines():
            print(f"heed: {sentence}", file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        return 130
    except Exception as problem:
        if show_error:
            raise
        print(
            f"heed: This failed in a way that nobody foresaw ({type(problem).__name__}: "
            f"{' '.join(str(problem).split())}); `./heed --traceback …` says where.",
            file=sys.stderr,
        )
        return MISTAKE


def _do(asked: argparse.Namespace) -> int:
    """Call the command, importing only what it needs."""
    match asked.command:
        case "demo":
            from heed.cli import demo

            return demo.demo(port=asked.port, fresh=asked.fresh, open_browser=not asked.no_browser)
        case "init":
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
        case "roster":
            from heed.cli import roster

            return roster.roster(
                roster.Asked(
                    file=asked.file,
                    dry_run=asked.dry_run,
                    yes=asked.yes,
                    leavers=asked.leavers,
                )
            )
        case "serve":
            from heed.cli import serve

            return serve.serve(may_migrate=not asked.no_migrate)
        case "tick":
            return _tick()
        case "second-factor-off":
            return _second_factor_off(asked.email)
        case "key":
            from heed.config.environment import new_key

            print(new_key())
            return 0
        case "check":
            from heed.cli import quality

            return quality.check(fix=asked.fix)
        case "lock":
            from heed.cli import quality

            return quality.lock(upgrade=asked.upgrade)
    raise AssertionError(asked.command)


def _tick() -> int:
    from heed.cli import ground

    ground.stand()
    ground.refuse_pending_migrations()
    from heed.cli import ticking

    if not ticking.tick():
        raise Refused("A step of the tick failed; the log above says which.")
    return 0


def _second_factor_off(email: str) -> int:
    """For the administrator who has lost both the phone and the spare codes."""
    from heed.cli import ground

    ground.stand()
    ground.refuse_pending_migrations()
    from heed import clock
    from heed.people import queries, second_factor

    person = queries.by_email(email)
    if person is None:
        raise Refused(f"Nobody who works here has the address {email}.")
    if not second_factor.has_one(person):
        raise Refused(f"{person.name} has no second factor.")
    second_factor.take_away(person=person, by=None, at=clock.now())
    print(f"{person.name} signs in without a second factor now, and is told so by mail.")
    return 0


def _manage(arguments: list[str]) -> int:
    from heed.cli import ground

    demo = arguments[:1] == ["--demo"]
    ground.stand(ground.DEMO if demo else ground.REAL)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["heed manage", *arguments[demo:]])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="./heed",
        description="The weekly leadership message that is answered safely and heard back.",
    )
    parser.add_argument("--traceback", action="store_true", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")

    demo = commands.add_parser("demo", help="look at an invented organisation on this machine")
    demo.add_argument("--port", type=_port, help="where to serve it (usually 8000)")
    demo.add_argument("--no-browser", action="store_true", help="open no browser")
    demo.add_argument("--fresh", action="store_true", help="forget what was done in the demo")

    init = commands.add_parser("init", help="begin a real organisation; asks what is not given")
    init.add_argument("--organisation", help="what your organisation is called")
    init.add_argument("--contact", help="the email address people may write to")
    init.add_argument("--administrator", help="the name of the first administrator")
    init.add_argument("--email", help="the administrator's email address")
    init.add_argument("--series", help="what the weekly message is called")

    roster = commands.add_parser("roster", help="take in who works here, from a CSV file")
    roster.add_argument("file", type=Path, metavar="FILE.csv", help="a line for each person")
    roster.add_argument("--dry-run", action="store_true", help="show what would change, no more")
    roster.add_argument("--yes", action="store_true", help="apply it without asking, for cron")
    roster.add_argument(
        "--leavers", type=int, metavar="N", help="how many leave, where that is many"
    )

    serve = commands.add_parser("serve", help="serve it")
    serve.add_argument(
        "--no-migrate", action="store_true", help="refuse an older database; do not change it"
    )

    commands.add_parser("tick", help="do once what is due, for cron; `serve` does it by itself")
    off = commands.add_parser("second-factor-off", help="let in somebody who has lost theirs")
    off.add_argument("email", help="the address that they sign in with")

    commands.add_parser("key", help="print a new secret key")
    commands.add_parser("test", help="run the tests; takes what pytest takes")

    check = commands.add_parser("check", help="run the static checks")
    check.add_argument("--fix", action="store_true", help="mend what can be mended")

    lock = commands.add_parser("lock", help="pin the dependencies again")
    lock.add_argument("--upgrade", action="store_true", help="to their newest versions")
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 65535):
        raise argparse.ArgumentTypeError("a port is a whole number from 1 to 65535")
    return int(text)
