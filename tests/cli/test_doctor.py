"""What is wrong or missing is said in one line, with the line that mends it."""

import http.server
import os
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.cli.conftest import Heed, free_port


class Answers(http.server.BaseHTTPRequestHandler):
    """As a web server before Heed; `lacks` is what it takes away."""

    lacks = ""

    def do_GET(self) -> None:
        self.send_response(200)
        for name in (
            "Content-Security-Policy",
            "Strict-Transport-Security",
            "X-Content-Type-Options",
        ):
            if name != self.lacks:
                self.send_header(name, "x")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """A web server on this machine with a certificate, and the place of that certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    place = tmp_path / "certificate.pem"
    place.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(place)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], place
    server.shutdown()
    thread.join(10)
    server.server_close()


def said(done: object) -> dict[str, tuple[str, str, str]]:
    """By what was looked at: the word, the sentence, the line that mends it."""
    found, last = {}, ""
    for line in done.stdout.splitlines():  # type: ignore[attr-defined]
        if line.startswith(" " * 8) and last:
            word, sentence, _none = found[last]
            found[last] = (word, sentence, line.strip(" →"))
        elif ": " in line:
            word, rest = line[:8].strip(), line[9:]
            last, _colon, sentence = rest.partition(": ")
            found[last] = (word, sentence, "")
    return found


def test_a_new_installation_is_told_what_it_lacks(
    begun: Heed, encrypted: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = encrypted
    address = {"HEED_ADDRESS": f"https://127.0.0.1:{port}", "SSL_CERT_FILE": str(certificate)}
    done = begun.run("doctor", **address)
    found = said(done)
    assert done.returncode == 1, "the mail server does not answer"
    assert found["Address"][0] == "fine", found["Address"]
    assert found["Database"][0] == found["Tables"][0] == found["Rows"][0] == "fine"
    assert found["Mail server"][0] == "wrong" and "does not answer" in found["Mail server"][1]
    assert found["Backup"][0] == "look at" and "./heed backup" in found["Backup"][2]
    for lacking in ("No moderator has said that they were trained.",
                    "Nobody has the role of the guardian.", "how to reach them"):  # fmt: skip
        assert lacking in found["Roles"][1]
    for word, sentence, mend in found.values():
        assert word in ("fine", "look at", "wrong")
        assert bool(mend) == (word != "fine"), sentence
        assert begun.variables["HEED_SECRET_KEY"] not in sentence

    monkeypatch.setattr(Answers, "lacks", "Strict-Transport-Security")
    begun.run("backup", str(begun.home.parent / "kept.heed"))
    (begun.home / "heed.sqlite3").chmod(0o644)
    found = said(begun.run("doctor", **address))
    assert "strict-transport-security" in found["Address"][1]
    assert found["Backup"][0] == "fine"
    assert found["Folder"][0] == "wrong" and "chmod" in found["Folder"][2]
    # Without the certificate that the machine trusts, it is not trusted here either.
    found = said(begun.run("doctor", HEED_ADDRESS=address["HEED_ADDRESS"]))
    assert "certificate does not hold" in found["Address"][1]


def test_what_is_broken_is_said_and_the_rest_is_looked_at_all_the_same(begun: Heed) -> None:
    whole = (begun.home / "heed.sqlite3").read_bytes()
    (begun.home / "heed.sqlite3").write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    done = begun.run("doctor", HEED_ADDRESS=f"https://127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    found = said(done)
    assert found["Rows"][0] == "wrong"
    assert found["Disk"][0] in ("fine", "look at")
    assert len(found) == 19


def test_the_letters_carry_this_installations_own_values(begun: Heed) -> None:
    done = begun.run("doctor", "--letters", HEED_MAIL_URL="starttls://heed:s3cret@mail.example:587")
    assert done.returncode == 0
    for value in ("heed@heed.example", "mail.example, port 587", "STARTTLS, signed in as heed"):
        assert value in done.stdout
    assert "https://heed.example/sign-in/directory/back/" in done.stdout
    assert "s3cret" not in done.stdout
    assert begun.variables["HEED_SECRET_KEY"] not in done.stdout
