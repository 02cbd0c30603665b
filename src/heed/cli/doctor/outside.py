"""What Heed speaks with: the mail server, and the address at which people find it. Nobody else."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError

from heed.cli.doctor.finding import Finding, fine, look_at, told_apart, wrong
from heed.config import chosen
from heed.config.environment import Environment

PATIENCE, QUICK = 8, 2
DOMAINS = 3
PAGE = "/house-rules/"
FEW_DAYS = 14
STRICT = "strict-transport-security"
WANTED = ("content-security-policy", STRICT, "x-content-type-options")


@dataclass(frozen=True, slots=True)
class Answer:
    """How the address answered."""

    status: int
    headers: Mapping[str, str]
    days_left: int


def mail_server() -> Finding:
    from heed.outbox import server
    from heed.people import queries

    mail = chosen.environment().mail
    assert mail is not None
    where = f"{mail.host}:{mail.port}"
    try:
        recipients = queries.one_of_each_domain(most=DOMAINS)
    except DatabaseError:
        recipients = []
    try:
        server.try_out(timeout=PATIENCE, recipients=recipients)
    except server.NotReached as problem:
        return wrong(
            f"{where}: {problem}",
            "put HEED_MAIL_URL right, or ask the mail team: ./heed doctor --letters",
        )
    if not mail.security:
        return look_at(
            f"{where} answers, and mail goes to it unencrypted", "use starttls:// in HEED_MAIL_URL"
        )
    return fine(f"{where} answers, with a certificate that holds, and takes mail to people here")


def sender() -> Finding:
    environment = chosen.environment()
    sender = parseaddr(environment.mail_from)[1].rpartition("@")[2].lower()
    if sender.endswith(("example", "example.org", "example.com", "localhost")):
        return wrong(f"nobody can answer to {environment.mail_from}", "set HEED_MAIL_FROM")
    domain = environment.domain
    if not (domain.endswith(sender) or _parent(domain) == _parent(sender)):
        return look_at(
            f"{environment.mail_from} is of another organisation than {domain}",
            "./heed doctor --letters has a request for the mail team",
        )
    return fine(environment.mail_from)


def _parent(domain: str) -> str:
    return domain.partition(".")[2]


def address() -> Finding:
    environment = chosen.environment()
    try:
        answer = _ask(environment.domain, environment.address)
    except ssl.SSLCertVerificationError as problem:
        return wrong(
            f"the certificate of {environment.address} does not hold ({problem.verify_message})",
            "put a certificate for that name, and its whole chain, into the web server before Heed",
        )
    except socket.gaierror:
        return wrong(
            f"{environment.domain} leads nowhere from here",
            "ask for the name in the DNS, or put HEED_ADDRESS right",
        )
    except (OSError, http.client.HTTPException) as problem:
        return wrong(
            f"{environment.address} does not answer ({type(problem).__name__})",
            "start the web server before Heed: sudo systemctl restart nginx",
        )
    return _of_status(answer, environment) or _of_headers(answer, environment)


def pictures() -> Finding:
    """Whether the web server would let a picture pass: told what comes, it answers at once."""
    from django.conf import settings

    environment = chosen.environment()
    largest = settings.HEED_LARGEST_REQUEST
    connection = _connect(environment.domain, environment.address)
    connection.timeout = QUICK
    try:
        connection.putrequest("POST", "/healthz")
        connection.putheader("Content-Length", str(largest))
        connection.putheader("Expect", "100-continue")
        connection.endheaders()
        said = connection.sock.recv(12)
    except OSError:
        said = b""
    finally:
        connection.close()
    if said.endswith(b" 413"):
        return wrong(
            "the web server before Heed refuses what is as large as a picture",
            f"nginx: client_max_body_size {largest // 2**20}m;",
        )
    return fine("the web server lets them pass")


def _of_status(answer: Answer, environment: Environment) -> Finding | None:
    """What is wrong where the address answers with anything but a page."""
    where = environment.address
    if 300 <= answer.status < 400:
        onwards = urlsplit(answer.headers.get("location", ""))
        if (onwards.hostname or environment.domain, onwards.path) != (environment.domain, PAGE):
            other = f"{onwards.scheme}://{onwards.netloc}"
            return wrong(f"{where} leads on to {other}", f"should HEED_ADDRESS be {other}?")
        return wrong(
            "the web server before Heed does not say that people came by https",
            "nginx: proxy_set_header X-Forwarded-Proto $scheme;",
        )
    if answer.status == 400:
        return wrong(
            f"{where} answers with 400: another name than {environment.domain} is handed to Heed",
            "nginx: proxy_set_header Host $host; and HEED_ADDRESS as people write it",
        )
    if answer.status in (502, 503, 504):
        return wrong(
            f"{where} answers with {answer.status}: the web server finds no Heed behind it",
            f"./heed serve; nginx: proxy_pass http://{environment.host}:{environment.port};",
        )
    if answer.status != 200:
        return wrong(
            f"{where} answers with {answer.status}, which Heed would not",
            f"nginx: server_name {environment.domain}; and proxy_pass for / as a whole",
        )
    return None


def _of_headers(answer: Answer, environment: Environment) -> Finding:
    """What is wrong with a page that came: its headers, its certificate, its clock."""
    lacking = [name for name in WANTED if name not in answer.headers]
    if lacking == [STRICT] and not environment.behind_proxy:
        return wrong("Heed does not know that people come by https", "set HEED_BEHIND_PROXY=on")
    if lacking:
        return wrong(
            f"the web server takes away {', '.join(lacking)}",
            "let the web server before Heed pass every header on",
        )
    if answer.days_left < FEW_DAYS:
        return look_at(
            f"its certificate ends in {answer.days_left} days", "renew it: sudo certbot renew"
        )
    said = _date_of(answer.headers)
    apart = said and told_apart(said, "the web server before Heed")
    return apart or fine(f"{environment.address} answers, as it should")


def _date_of(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("date", "")).astimezone(UTC)
    except ValueError:
        return None


def _connect(domain: str, whole: str) -> http.client.HTTPSConnection:
    port = whole.rpartition(":")[2]
    return http.client.HTTPSConnection(
        domain,
        int(port) if port.isdigit() else 443,
        timeout=PATIENCE,
        context=ssl.create_default_context(),
    )


def _ask(domain: str, whole: str) -> Answer:
    connection = _connect(domain, whole)
    try:
        connection.connect()
        certificate = connection.sock.getpeercert() or {}
        connection.request("GET", PAGE)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, headers, _days_left(certificate))
    finally:
        connection.close()


def _days_left(certificate: Mapping[str, Any]) -> int:
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(certificate["notAfter"]), UTC)
    return (ends - datetime.now(UTC)).days  # noqa: TID251  the machine's own
