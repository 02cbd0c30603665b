"""The one door: `./heed` and what can be asked of it."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import NoReturn

from heed.cli import commands
from heed.cli.progress import Stopped
from heed.cli.refused import Refused

MISTAKE, STOPPED = 2, 130


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one sentence what was wrong with the command."""
        if unknown := re.match(r"argument command: invalid choice: (\S+)", message):
            message = f"there is no command {unknown[1]}"
        print(f"heed: {_seen(message)}; see `{self.prog} --help`.", file=sys.stderr)
        sys.exit(MISTAKE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; gives back the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        # Of what a terminal has no letters for, the numbers.
        sys.stdout.reconfigure(errors="backslashreplace")
    # What follows these belongs to others and is handed on as it is.
    if given[:1] == ["test"]:
        from heed.cli import quality

        return _carefully(lambda: quality.test(given[1:]), show_error=False)
    if given[:1] == ["manage"]:
        return _carefully(lambda: _manage(given[1:]), show_error=True)
    if not given:
        _parser().print_help()
        return MISTAKE
    asked = _parser().parse_args(given)
    return _carefully(lambda: int(asked.do(asked)), show_error=asked.traceback)


def _carefully(what: Callable[[], int], *, show_error: bool) -> int:
    try:
        return what()
    except Refused as refused:
        for sentence in str(refused).splitlines():
            print(f"heed: {_seen(sentence)}", file=sys.stderr)
        return STOPPED if isinstance(refused, Stopped) else MISTAKE
    except KeyboardInterrupt:
        return STOPPED
    except Exception as problem:
        if show_error:
            raise
        print(
            f"heed: This failed in a way that nobody foresaw ({type(problem).__name__}: "
            f"{_seen(' '.join(str(problem).split()))}); `./heed --traceback …` says where.",
            file=sys.stderr,
        )
        return MISTAKE


def _seen(words: str) -> str:
    """Without what cannot be seen: a file or its name must not lead a terminal astray."""
    return "".join(sign if sign.isprintable() else "?" for sign in words)


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
    commands.add_to(parser.add_subparsers(dest="command", required=True, metavar="command"))
    return parser
