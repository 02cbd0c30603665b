import socket

import pytest

from tests.network import NetworkTouched


def test_a_test_cannot_reach_another_machine() -> None:
    with pytest.raises(NetworkTouched):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkTouched):
        socket.getaddrinfo("heed.example", 443)
