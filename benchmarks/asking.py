"""Readers and writers: threads that ask over real HTTP and remember how long each answer took."""

import random
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from benchmarks.installation import DOMAIN, HOST

TIMEOUT = 60
AS_A_PROXY = {"Host": DOMAIN, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


@dataclass(frozen=True)
class Request:
    """One request; `words` are sent as a form."""

    path: str
    words: dict[str, str] | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds."""

    request: Request
    status: int
    seconds: float
    size: int
    body: bytes


class Asker:
    """One connection that is kept, as a proxy in front of Heed keeps it."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection(HOST, port, timeout=TIMEOUT)

    def ask(self, request: Request) -> Answer:
        headers = AS_A_PROXY | request.headers
        body = None
        if request.words is not None:
            body = urlencode(request.words).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        method = "GET" if body is None else "POST"
        self.connection.request(method, request.path, body=body, headers=headers)
        response = self.connection.getresponse()
        got = response.read()
        return Answer(request, response.status, time.perf_counter() - began, len(got), got)

    def close(self) -> None:
        self.connection.close()


class Spread:
    """What stands before several servers: each request goes to the next one, and to another where
    that one does not answer."""

    def __init__(self, ports: Sequence[int], first: int) -> None:
        self.askers = [Asker(port) for port in ports]
        self.turn = first

    def ask(self, request: Request) -> Answer:
        self.turn += 1
        asker = self.askers[self.turn % len(self.askers)]
        try:
            return asker.ask(request)
        except (OSError, HTTPException):
            asker.close()
            raise

    def ask_until_answered(self, request: Request, seconds: float = 60) -> Answer:
        """Send it again, as a person would, while nobody answers."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return self.ask(request)
            except (OSError, HTTPException):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2 / len(self.askers))

    def close(self) -> None:
        for asker in self.askers:
            asker.close()


def ask_all(
    port: int | Sequence[int],
    requests: Iterable[Request],
    *,
    clients: int,
    patient: bool = False,
    pause: float = 0,
    on_answer: Callable[[int], object] | None = None,
) -> list[Answer]:
    """Ask everything once, by so many clients at once; raises what any of them met.

    With several ports the requests go to one server after the other.

    With a `pause` each client waits about so many seconds before each request, as people do.
    """
    waiting = iter(requests)
    turn = threading.Lock()
    answers: list[Answer] = []
    troubles: list[BaseException] = []

    ports = [port] if isinstance(port, int) else port

    def client(number: int) -> None:
        asker = Spread(ports, number)
        try:
            while not troubles:
                with turn:
                    request = next(waiting, None)
                if request is None:
                    break
                if pause:
                    time.sleep(random.uniform(0, 2 * pause))
                answer = asker.ask_until_answered(request) if patient else asker.ask(request)
                with turn:
                    answers.append(answer)
                    if on_answer:
                        on_answer(len(answers))
        except BaseException as trouble:  # noqa: BLE001  handed to who started the clients
            troubles.append(trouble)
        finally:
            asker.close()

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]
    return answers


def milliseconds(answers: list[Answer], share: float) -> float:
    """The time within which this share of the answers had come."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000
