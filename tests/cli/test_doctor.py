"""What is wrong or missing is said in one line, with the line that mends it."""

import http.server
import os
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from heed import clock
from heed.cli.doctor import database, machine, outside
from heed.cli.doctor.finding import Word
from heed.config import chosen
from heed.config.environment import new_key
from heed.outbox import actions as outbox
from tests.cli.conftest import Heed, free_port


class Answers(http.server.BaseHTTPRequestHandler):
    """As a web server before Heed; `lacks` is what it takes away, `late` its clock's seconds."""

    lacks = ""
    status, onwards, largest, late = 200, "", 2**30, 0

    def do_GET(self) -> None:
        self.send_response(self.status)
        if self.onwards:
            self.send_header("Location", self.onwards)
        for name in (
            "Content-Security-Policy",
            "Strict-Transport-Security",
            "X-Content-Type-Options",
        ):
            if name != self.lacks:
                self.send_header(name, "x")
        self.end_headers()

    def do_POST(self) -> None:
        self.send_response(413 if int(self.headers["Content-Length"]) > self.largest else 200)
        self.end_headers()

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string((timestamp or time.time()) - self.late)

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
        .not_valid_after(now + timedelta(days=30))
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
    assert found["Backup"][0] == "look at" and "heed backup /a/folder" in found["Backup"][2]
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
    found = said(begun.run("doctor", HEED_BEHIND_PROXY="on", **address))
    assert "strict-transport-security" in found["Address"][1]
    assert found["Backup"][0] == "fine"
    assert found["Folder"][0] == "wrong" and "chmod" in found["Folder"][2]
    # Without the certificate that the machine trusts, it is not trusted here either.
    found = said(begun.run("doctor", HEED_ADDRESS=address["HEED_ADDRESS"]))
    assert "does not hold" in found["Address"][1]


def test_what_is_broken_is_said_and_the_rest_is_looked_at_all_the_same(begun: Heed) -> None:
    whole = (begun.home / "heed.sqlite3").read_bytes()
    (begun.home / "heed.sqlite3").write_bytes(whole[:4096] + os.urandom(len(whole) - 4096))
    done = begun.run("doctor", HEED_ADDRESS=f"https://127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    found = said(done)
    assert found["Database"][0] == "wrong"
    assert "./heed restore FILE --replace" in found["Database"][2]
    assert found["Disk"][0] in ("fine", "look at")
    assert "Mail server" in found
    # What rests on something that is wrong would only say so again.
    assert "Not looked at until that is mended: " in done.stdout


@pytest.fixture
def behind(encrypted: tuple[int, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Says that Heed is found behind that web server, and how it is set up."""
    port, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def place(*, behind_proxy: bool = True, **way: object) -> None:
        environment = replace(
            chosen.environment(), address=f"https://127.0.0.1:{port}", behind_proxy=behind_proxy
        )
        monkeypatch.setattr(chosen, "_chosen", environment)
        for name, value in way.items():
            monkeypatch.setattr(Answers, name, value)

    return place


@pytest.mark.parametrize(
    ("way", "sentence", "mend"),
    [
        ({"status": 400}, "another name than 127.0.0.1 is handed to Heed", "Host $host"),
        ({"status": 502}, "finds no Heed behind it", "proxy_pass http://127.0.0.1:"),
        ({"status": 404}, "answers with 404", "server_name 127.0.0.1;"),
        (
            {"status": 301, "onwards": "https://127.0.0.1/house-rules/"},
            "does not say that people came by https",
            "X-Forwarded-Proto $scheme",
        ),
        (
            {"status": 301, "onwards": "https://elsewhere.example/house-rules/"},
            "leads on to https://elsewhere.example",
            "HEED_ADDRESS",
        ),
        (
            {"lacks": "Strict-Transport-Security", "behind_proxy": False},
            "does not know that people come by https",
            "HEED_BEHIND_PROXY=on",
        ),
        ({"late": 3600}, "seconds apart", "timedatectl"),
    ],
)
def test_a_web_server_that_is_set_up_wrongly_is_told_what_it_lacks(
    behind: Callable[..., None], way: dict[str, object], sentence: str, mend: str
) -> None:
    behind(**way)
    found = outside.address()
    assert found.word is Word.WRONG
    assert sentence in found.sentence
    assert mend in found.mend


def test_a_certificate_that_soon_ends_is_said_beforehand(
    behind: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    behind()
    assert outside.address().word is Word.FINE
    monkeypatch.setattr(outside, "FEW_DAYS", 60)
    found = outside.address()
    assert found.word is Word.LOOK_AT
    assert "ends in 29 days" in found.sentence


def test_a_web_server_that_lets_no_picture_pass_is_named(behind: Callable[..., None]) -> None:
    behind()
    assert outside.pictures().word is Word.FINE
    behind(largest=2**20)
    found = outside.pictures()
    assert found.word is Word.WRONG
    assert found.mend == "nginx: client_max_body_size 16m;"


def test_a_database_that_does_not_answer_is_one_cause_and_said_once(begun: Heed) -> None:
    done = begun.run("doctor", HEED_DATABASE_URL="sqlite:////nowhere/heed.sqlite3")
    assert done.returncode == 1
    assert "it does not answer" in said(done)["Database"][1]
    assert "could not be looked at" not in done.stdout
    assert "Tables, Rows" in done.stdout


def test_where_nothing_has_been_begun_the_line_says_how_to_begin(heed: Heed) -> None:
    assert said(heed.run("doctor"))["Tables"][2] == "./heed init"


def test_another_account_is_told_as_whom_heed_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    found = machine.rights()
    assert found.word is Word.WRONG
    assert "sudo -u" in found.mend


def test_settings_that_others_can_read_are_named(tmp_path: Path) -> None:
    path = tmp_path / "heed.env"
    assert machine.settings_file(path).word is Word.FINE
    path.touch(mode=0o640)
    assert machine.settings_file(path).word is Word.FINE
    path.chmod(0o644)
    found = machine.settings_file(path)
    assert (found.word, found.mend) == (Word.WRONG, f"sudo chmod 640 {path}")


@pytest.mark.parametrize(("days", "word"), [(1, Word.FINE), (3, Word.LOOK_AT), (8, Word.WRONG)])
def test_a_backup_grows_old(
    days: int, word: Word, settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HEED_HOME = tmp_path  # type: ignore[attr-defined]
    then = time.time() - days * 86400
    (tmp_path / "last-backup").touch()
    os.utime(tmp_path / "last-backup", (then, then))
    assert machine.last_backup().word is word


def test_a_library_that_is_pinned_twice_counts_as_it_is_pinned_for_this_machine() -> None:
    wanted = machine.pinned(
        "# ./heed lock\none[more]==1.0 ; sys_platform == 'nowhere' \\\n    --hash=sha256:00\n"
        "one==2.0 ; sys_platform != 'nowhere' \\\n    --hash=sha256:00\n    # via other==9\n"
    )
    assert wanted == {"one": "2.0"}


@pytest.mark.django_db
def test_a_key_that_opens_nothing_that_is_kept_is_named(settings: object) -> None:
    given = {"to": "tariq@saltmarsh.example", "subject": "Your code", "text": "1234 5678"}
    outbox.queue(kind="private_page", at=clock.now(), **given)
    assert database.can_be_unsealed().word is Word.FINE
    settings.SECRET_KEY = new_key()  # type: ignore[attr-defined]
    found = database.can_be_unsealed()
    assert found.word is Word.WRONG
    assert "HEED_OLD_SECRET_KEYS" in found.mend


def test_another_heed_on_the_same_database_is_named(
    new_database: Callable[..., str], tmp_path: Path
) -> None:
    heed = Heed(tmp_path / "home", new_database())
    with psycopg.connect(heed.database_url, application_name="heed 0.0.9 01234567"):
        found = said(heed.run("doctor"))
    assert found["Servers"][0] == "wrong"
    assert found["Servers"][1].startswith("heed 0.0.9 01234567 speaks with this database")
    assert said(heed.run("doctor"))["Servers"][0] == "fine"


def test_the_letters_carry_this_installations_own_values(begun: Heed) -> None:
    done = begun.run("doctor", "--letters", HEED_MAIL_URL="starttls://heed:s3cret@mail.example:587")
    assert done.returncode == 0
    for value in ("heed@heed.example", "mail.example, port 587", "STARTTLS, signed in as heed"):
        assert value in done.stdout
    assert "https://heed.example/sign-in/directory/back/" in done.stdout
    assert "s3cret" not in done.stdout
    assert begun.variables["HEED_SECRET_KEY"] not in done.stdout
