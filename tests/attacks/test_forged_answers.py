"""Answers of a directory that are not its own, not to us, not of now, or not to this question."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from heed import clock
from heed.people.models import DirectoryAccount, Person
from tests.attacks.conftest import Browser
from tests.directory.forger import KEY, OTHER_KEY, Forger, forger
from tests.directory.running import CLIENT, OTHER_TENANT
from tests.rooms.people.signing import signed_in_as

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db
GO, BACK = "/sign-in/directory/", "/sign-in/directory/back/"
DISBELIEVED = "What came back from the directory cannot be believed"


@pytest.fixture
def forged(story: Any, settings: object) -> Iterator[Forger]:
    clock.set_source(None)  # what is signed now is read now
    with forger() as made:
        settings.HEED_DIRECTORY = made.directory  # type: ignore[attr-defined]
        yield made


def asked(client: Client) -> str:
    return client.get(GO)["Location"]


def state_of(question: str) -> str:
    return parse_qs(urlsplit(question).query)["state"][0]


def come_back(client: Client, question: str, **changed: str):
    return client.get(BACK, {"code": "a-code", "state": state_of(question), **changed})


def unsigned(claims: dict[str, Any], algorithm: str = "none") -> str:
    def part(said: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")

    return f"{part({'alg': algorithm, 'kid': 'one'})}.{part(claims)}."


def by_the_public_key(claims: dict[str, Any]) -> str:
    """Signed with what everybody knows, as if it were a secret that both share."""
    head, body, _none = unsigned(claims, "HS256").split(".")
    key = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    mark = key.sign(f"{head}.{body}".encode(), Forger.pem())
    return f"{head}.{body}.{base64.urlsafe_b64encode(mark).decode().rstrip('=')}"


def altered(token: str) -> str:
    head, body, mark = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["preferred_username"] = "tariq@saltmarsh.example"
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"{head}.{body}.{mark}"


def nothing_happened(client: Client) -> None:
    assert signed_in_as(client) is None
    assert not DirectoryAccount.objects.exists()


def test_a_good_answer_is_believed(browser: Browser, story: Any, forged: Forger) -> None:
    client = browser()
    question = asked(client)
    forged.token = forged.sign(forged.claims(question))
    assert come_back(client, question).status_code == 302
    assert signed_in_as(client) == story.cast.sam.pk
    [sent] = forged.asked
    assert len(sent["code_verifier"]) >= 43, "PKCE"


# What is wrong with a claim, and for what it has to be refused.
CHANGES: dict[str, tuple[str, dict[str, Any]]] = {
    "another issuer": ("issuer", {"iss": "https://login.evil.example/v2.0"}),
    "no issuer": ("signature", {"iss": None}),
    "a list of issuers": ("issuer", {"iss": ["https://login.evil.example/v2.0"]}),
    "another tenant": ("tenant", {"tid": OTHER_TENANT}),
    "no tenant": ("tenant", {"tid": None}),
    "another audience": ("audience", {"aud": "another-application"}),
    "no audience": ("signature", {"aud": None}),
    "two audiences and nobody it was made for": (
        "authorised party",
        {"aud": [CLIENT, "another-application"]},
    ),
    "made for another": ("authorised party", {"azp": "another-application"}),
    "another nonce": ("nonce", {"nonce": "of-another-question"}),
    "no nonce": ("signature", {"nonce": None}),
    "a nonce that is no text": ("nonce", {"nonce": ["x"]}),
    "expired": ("expired", {"exp": 1_700_000_000}),
    "no end": ("signature", {"exp": None}),
    "an end that is no moment": ("exp", {"exp": "never"}),
    "an end beyond time": ("exp", {"exp": 10**30}),
    "an end that is true": ("exp", {"exp": True}),
    "of the future": ("not of now", {"iat": int(time.time()) + 86_400}),
    "of yesterday": ("not of now", {"iat": int(time.time()) - 86_400}),
    "not yet good": ("not of now", {"nbf": int(time.time()) + 86_400}),
    "about nobody": ("signature", {"sub": None}),
    "about a list": ("signature", {"sub": ["sam"]}),
}


@pytest.mark.parametrize(("part", "changed"), CHANGES.values(), ids=CHANGES.keys())
def test_one_wrong_claim_is_enough(
    browser: Browser,
    forged: Forger,
    part: str,
    changed: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = browser()
    question = asked(client)
    claims = {**forged.claims(question), **changed}
    # The signature is the directory's own: only the claim is wrong.
    token = {name: said for name, said in claims.items() if said is not None}
    forged.token = jwt.api_jws.encode(
        json.dumps(token).encode(), KEY, algorithm="RS256", headers={"kid": "one"}
    )
    answer = come_back(client, question)
    assert answer.status_code == 403
    assert DISBELIEVED in answer.text
    assert f"not believed: {part}" in caplog.text
    nothing_happened(client)


FORGERIES: dict[str, Callable[[Forger, dict[str, Any]], Any]] = {
    "unsigned": lambda made, claims: unsigned(claims),
    "unsigned, in other letters": lambda made, claims: unsigned(claims, "nOnE"),
    "signed with the public key": lambda made, claims: by_the_public_key(claims),
    "signed with the client's secret": lambda made, claims: made.sign(
        claims, key=made.directory.secret, algorithm="HS256"
    ),
    "signed with another key": lambda made, claims: made.sign(claims, key=OTHER_KEY),
    "signed with a key nobody knows": lambda made, claims: made.sign(
        claims, key=OTHER_KEY, kid="two"
    ),
    "altered after it was signed": lambda made, claims: altered(made.sign(claims)),
    "cut short": lambda made, claims: made.sign(claims)[:-20],
    "no token": lambda made, claims: None,
    "a list": lambda made, claims: ["token"],
    "no claims": lambda made, claims: "a.b.c",
    "nothing": lambda made, claims: "",
}


@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
@pytest.mark.parametrize("forge", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_signature_that_is_not_the_directorys_is_not_believed(
    browser: Browser, story: Any, forged: Forger, forge: Callable[[Forger, dict[str, Any]], Any]
) -> None:
    client = browser()
    question = asked(client)
    forged.token = forge(forged, forged.claims(question))
    answer = come_back(client, question)
    assert answer.status_code == 403
    assert DISBELIEVED in answer.text
    nothing_happened(client)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        [],
        {"keys": None},
        {"keys": ["one"]},
        {"keys": [{"kty": "oct", "kid": "one", "k": "YQ"}]},
    ],
    ids=["none", "a list", "nothing in it", "text", "a shared one"],
)
def test_without_a_key_of_the_directory_nothing_is_believed(
    browser: Browser, story: Any, forged: Forger, keys: Any
) -> None:
    client = browser()
    question = asked(client)
    forged.keys, forged.token = keys, forged.sign(forged.claims(question))
    assert come_back(client, question).status_code == 403
    nothing_happened(client)


class TestAStateThatIsNotThisBrowsers:
    """Somebody is led to our address with an answer to a question that they never asked."""

    def refused(self, client: Client, question: str, **changed: str) -> None:
        answer = come_back(client, question, **changed)
        assert answer.status_code == 403
        assert "This was not begun in this browser" in answer.text
        nothing_happened(client)

    def test_one_that_was_made_up(self, browser: Browser, forged: Forger) -> None:
        client = browser()
        self.refused(client, asked(client), state="made-up")

    def test_none_at_all(self, browser: Browser, forged: Forger) -> None:
        client = browser()
        self.refused(client, asked(client), state="")

    def test_that_of_another_browser(self, browser: Browser, forged: Forger) -> None:
        mallory, sam = browser(), browser()
        question = asked(mallory)
        forged.token = forged.sign(forged.claims(question))
        self.refused(sam, question)

    def test_one_that_was_used(self, browser: Browser, story: Any, forged: Forger) -> None:
        client = browser()
        question = asked(client)
        forged.token = forged.sign({**forged.claims(question), "nonce": "another"})
        assert come_back(client, question).status_code == 403
        forged.token = forged.sign(forged.claims(question))
        self.refused(client, question)

    def test_a_token_from_one_question_does_not_answer_another(
        self, browser: Browser, story: Any, forged: Forger
    ) -> None:
        mallory, sam = browser(), browser()
        forged.token = forged.sign(forged.claims(asked(mallory)))
        answer = come_back(sam, asked(sam))
        assert answer.status_code == 403
        assert DISBELIEVED in answer.text
        nothing_happened(sam)


class TestADirectoryThatIsNotTheOneNamed:
    def test_its_own_name_is_another(self, browser: Browser, forged: Forger) -> None:
        forged.configuration["issuer"] = "https://login.evil.example/v2.0"
        assert browser().get(GO).status_code == 502

    @pytest.mark.parametrize("address", ["ftp://127.0.0.1/token", "file:///etc/passwd", None, 7])
    def test_its_addresses_are_none(self, browser: Browser, forged: Forger, address: Any) -> None:
        forged.configuration["token_endpoint"] = address
        assert browser().get(GO).status_code == 502

    @pytest.mark.parametrize("configuration", [[], "text", None, {}])
    def test_it_says_nothing_that_can_be_read(
        self, browser: Browser, forged: Forger, configuration: Any
    ) -> None:
        forged.configuration = configuration
        assert browser().get(GO).status_code == 502

    @pytest.mark.parametrize("answer", [["access_token"], {"token": "none"}, "text"])
    def test_its_token_endpoint_says_something_else(
        self, browser: Browser, forged: Forger, answer: Any
    ) -> None:
        client = browser()
        question = asked(client)
        forged.answer = answer
        assert come_back(client, question).status_code == 502
        nothing_happened(client)

    def test_it_fails(self, browser: Browser, forged: Forger) -> None:
        client = browser()
        question = asked(client)
        forged.status = 500
        assert come_back(client, question).status_code == 502
        nothing_happened(client)

    @pytest.mark.parametrize("query", [{"error": "server_error"}, {}])
    def test_it_sends_back_nothing(
        self, browser: Browser, forged: Forger, query: dict[str, str]
    ) -> None:
        client = browser()
        answer = client.get(BACK, {"state": state_of(asked(client)), **query})
        assert answer.status_code == 502
        nothing_happened(client)


class TestAnAddressThatNobodyVouchesFor:
    """Whoever writes the administrator's address into an account of their own is nobody here."""

    def come(self, browser: Browser, forged: Forger, **changed: Any) -> Client:
        client = browser()
        question = asked(client)
        forged.token = forged.sign(
            forged.claims(question, **{"preferred_username": None, **changed})
        )
        assert come_back(client, question).status_code == 403
        nothing_happened(client)
        return client

    @pytest.mark.parametrize("verified", [None, False, "true", "false", 1, ["true"]])
    def test_an_email_that_is_not_verified(
        self, browser: Browser, story: Any, forged: Forger, verified: Any
    ) -> None:
        self.come(browser, forged, email="tariq@saltmarsh.example", email_verified=verified)

    @pytest.mark.parametrize("guest", [{"acct": 1}, {"idp": "https://sts.elsewhere.example/"}])
    def test_a_name_that_a_guest_brought(
        self, browser: Browser, story: Any, forged: Forger, guest: dict[str, Any]
    ) -> None:
        self.come(browser, forged, preferred_username="tariq@saltmarsh.example", **guest)

    @pytest.mark.parametrize(
        "name",
        [
            "tariq@saltmarsh.example\0",
            "TARİQ@saltmarsh.example",
            "tar\u0131q@saltmarsh.example",
            "%@saltmarsh.example",
            "",
            7,
            ["tariq@saltmarsh.example"],
            {"a": 1},
        ],
    )
    def test_what_only_looks_like_an_address(
        self, browser: Browser, story: Any, forged: Forger, name: Any
    ) -> None:
        self.come(browser, forged, preferred_username=name)

    def test_no_object_of_the_tenant(self, browser: Browser, story: Any, forged: Forger) -> None:
        self.come(browser, forged, preferred_username="sam@saltmarsh.example", oid=None)


def test_a_refused_answer_leaves_no_trace(browser: Browser, story: Any, forged: Forger) -> None:
    client = browser()
    people, question = list(Person.objects.values_list()), asked(client)
    forged.token = forged.sign(forged.claims(question, iss="https://login.evil.example/v2.0"))
    sessions = Session.objects.count()
    come_back(client, question)
    assert list(Person.objects.values_list()) == people
    assert Session.objects.count() == sessions


def test_the_log_holds_no_word_of_the_answer(
    browser: Browser, story: Any, forged: Forger, caplog: pytest.LogCaptureFixture
) -> None:
    client = browser()
    question = asked(client)
    forged.token = forged.sign(forged.claims(question, tid=OTHER_TENANT))
    come_back(client, question)
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "tenant" in said
    for word in ("sam@", OTHER_TENANT, "a-code"):
        assert word not in said
