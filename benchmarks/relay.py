"""A mail server that takes every mail at once, counts it, and can do something after each."""

import asyncio
import threading
from collections import Counter
from collections.abc import Callable


class Relay:
    """Listens on this machine in a thread of its own; `taken` counts the mails for each address."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.taken: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.after: Callable[[], object] = lambda: None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> "Relay":
        self._thread.start()
        started = asyncio.start_server(self._talk, "127.0.0.1", self.port, limit=2**20)
        self._server = asyncio.run_coroutine_threadsafe(started, self._loop).result(10)
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 relay\r\n")
        to = ""
        try:
            while line := await reader.readline():
                word = line[:4].upper()
                if word == b"EHLO":
                    writer.write(b"250-relay\r\n250 8BITMIME\r\n")
                elif word == b"RCPT":
                    to = line.decode().partition("<")[2].partition(">")[0]
                    writer.write(b"250 OK\r\n")
                elif word == b"DATA":
                    writer.write(b"354 Go on\r\n")
                    letter = await reader.readuntil(b"\r\n.\r\n")
                    self._take(to, letter)
                    writer.write(b"250 Taken\r\n")
                    await writer.drain()
                    self.after()
                elif word == b"QUIT":
                    writer.write(b"221 Bye\r\n")
                    break
                else:
                    writer.write(b"250 OK\r\n")
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _take(self, to: str, letter: bytes) -> None:
        self.taken[to] += 1
        name = letter.partition(b"Message-ID: ")[2].partition(b"\r\n")[0].decode()
        self.names[name] += 1
