"""No test speaks to anything but this machine."""

import ipaddress
import socket
from typing import Any

_connect, _connect_ex, _getaddrinfo = (
    socket.socket.connect,
    socket.socket.connect_ex,
    socket.getaddrinfo,
)


class NetworkTouched(AssertionError):
    """A test tried to reach another machine."""


def _refuse_far(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    try:
        near = ipaddress.ip_address(name).is_loopback or name in ("0.0.0.0", "::")
    except ValueError:
        near = name == "localhost"
    if not near:
        raise NetworkTouched(f"A test tried to reach {name}.")


def stay_here() -> None:
    """Refuse every connection and every look-up that leads off this machine."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            _refuse_far(address[0])
        return _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            _refuse_far(address[0])
        return _connect_ex(self, address)

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_far(host)
        return _getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = connect  # type: ignore[method-assign]
    socket.socket.connect_ex = connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = getaddrinfo
