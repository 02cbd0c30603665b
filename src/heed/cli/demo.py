"""`heed demo`: the invented organisation, ready to be looked at, on this machine alone."""

import sys
import threading
import webbrowser
from urllib.error import URLError
from urllib.request import urlopen

from heed.cli import ground
from heed.cli.refused import Refused
from heed.cli.serve import listen
from heed.config import chosen
from heed.config.environment import hand_down

FIRST_PORT, TRIED_PORTS = 8000, 20


def demo(*, port: int | None, fresh: bool, open_browser: bool) -> int:
    """Prepare the demo and serve it until stopped."""
    port = _port(port)
    hand_down(HEED_DEMO_PORT=str(port))
    ground.stand(ground.DEMO)
    from heed.cli.static import collect
    from heed.cli.ticking import tick
    from heed.clock.turns import try_turn
    from heed.demo import actions
    from heed.demo.moves import beat_with

    with try_turn("demo") as ours:
        if not ours:
            raise Refused("The demo already runs; stop it first, or look at it where it runs.")
        if fresh:
            ground.remove_database(chosen.environment().home / "heed.sqlite3")
        ground.migrate()
        collect()
        beat_with(tick)
        actions.prepare()
        address = f"{chosen.environment().address}/"
        stop_waiting = threading.Event()
        threading.Thread(
            target=_welcome, args=(address, open_browser, stop_waiting), daemon=True
        ).start()
        listen(
            "heed.cli.demo_worker:application",
            "127.0.0.1",
            port,
            on_stop=stop_waiting.set,
        )
    return 0


def _port(asked: int | None) -> int:
    if asked is not None:
        if not ground.is_free("127.0.0.1", asked):
            raise Refused(f"Something else already listens on port {asked}; choose another --port.")
        return asked
    for port in range(FIRST_PORT, FIRST_PORT + TRIED_PORTS):
        if ground.is_free("127.0.0.1", port):
            return port
    raise Refused(f"Ports {FIRST_PORT} to {port} are all taken; choose another with --port.")


def _welcome(address: str, open_browser: bool, stopped: threading.Event) -> None:
    """Say where the demo is, once it answers."""
    from heed.demo.personas import PERSONAS

    while not _answers(address):
        if stopped.wait(0.1):
            return
    print(f"\nThe demo is at {address}\n")
    print("Sign in there, with one click, as somebody who")
    for persona in PERSONAS:
        print(f"  {persona.who!s:<32}{persona.name}, {persona.post}")
    print("\nStop it with Ctrl+C.")
    sys.stdout.flush()
    if open_browser:
        webbrowser.open(address)


def _answers(address: str) -> bool:
    try:
        with urlopen(f"{address}healthz", timeout=2):  # noqa: S310  our own address
            return True
    except URLError as problem:
        return getattr(problem, "code", None) is not None
    except OSError:
        return False
