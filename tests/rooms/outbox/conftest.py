"""A mail server that listens on this machine and does what a test asks of it."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.smtp import SMTP


class Postbox:
    """A real SMTP server. `refuse` answers for an address; `on_data` acts before it accepts;
    `answer` are bytes that it says instead of accepting, and then hangs up."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.refuse: dict[str, str] = {}
        self.on_data = lambda _server, _message: None
        self.answer = b""
        self.keeps = True
        self.talks = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def open(self) -> None:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _listen(self) -> None:
        self._server = await self._loop.create_server(self._talk, sock=self._socket)

    async def _hang_up(self) -> None:
        self._server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _talk(self) -> SMTP:
        self.talks += 1
        return SMTP(self, enable_SMTPUTF8=True, loop=self._loop)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=default)
        if self.keeps:
            self.arrived.append(message)
        self.on_data(server, message)
        if self.answer:
            server.transport.write(self.answer)
            server.transport.close()
        return "250 2.0.0 OK"


@pytest.fixture(autouse=True)
def nothing_went_wrong_before() -> None:
    # Django is not ready yet when this file is read.
    from heed.outbox import post

    post.the_post.went_well()


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """An open mail server, which the outbox is told to use."""
    box = Postbox()
    box.open()
    use(settings, box.port)
    yield box
    box.close()


@pytest.fixture
def closed_port(settings) -> int:
    """A port on which nobody listens, which the outbox is told to use."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    use(settings, port)
    return port


def use(settings, port: int) -> None:
    settings.EMAIL_BACKEND = "heed.outbox.wire.Line"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 10
    settings.DEFAULT_FROM_EMAIL = "Saltmarsh <heed@saltmarsh.example>"
