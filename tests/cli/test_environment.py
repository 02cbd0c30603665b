from pathlib import Path

import dj_database_url
import pytest

from heed.config import environment
from heed.config.environment import Mistakes, read

KEY = "k" * 64


def given(home: Path, **changed: str | None) -> dict[str, str]:
    """An environment that is right, with changes; None takes a variable away."""
    variables: dict[str, str | None] = {
        "HEED_HOME": str(home),
        "HEED_SECRET_KEY": KEY,
        "HEED_ADDRESS": "https://heed.example",
        "HEED_MAIL_URL": "starttls://post:p%40ss@mail.example:2587",
        "HEED_MAIL_FROM": "heed@heed.example",
        "PATH": "/usr/bin",
        **changed,
    }
    return {name: value for name, value in variables.items() if value is not None}


def mistakes(home: Path, **changed: str | None) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        read(given(home, **changed))
    return caught.value.sentences


def test_the_least_that_must_be_said_is_enough(tmp_path: Path) -> None:
    found = read(given(tmp_path))
    assert found.database_url == f"sqlite:///{tmp_path}/heed.sqlite3"
    assert found.domain == "heed.example"
    assert (found.host, found.port, found.workers) == ("127.0.0.1", 8000, 1)
    assert found.time_zone == "Europe/London"
    assert not found.nhs_identity
    assert not found.behind_proxy


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    home = tmp_path / "a b+c%20d#e?f"
    url = read(given(home)).database_url
    assert dj_database_url.parse(url)["NAME"] == str(home / "heed.sqlite3")


def test_a_mail_server_is_read_with_its_password(tmp_path: Path) -> None:
    mail = read(given(tmp_path)).mail
    assert mail is not None
    assert (mail.host, mail.port, mail.user, mail.password) == (
        "mail.example",
        2587,
        "post",
        "p@ss",
    )
    assert mail.security == "starttls"


@pytest.mark.parametrize(
    ("url", "security", "port"),
    [("smtp://m.example", "", 25), ("smtps://m.example", "tls", 465)],
)
def test_a_mail_server_has_a_usual_port(tmp_path: Path, url: str, security: str, port: int) -> None:
    mail = read(given(tmp_path, HEED_MAIL_URL=url)).mail
    assert mail is not None
    assert (mail.security, mail.port) == (security, port)


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("HEED_HOME", None, "HEED_HOME is missing"),
        ("HEED_HOME", "/proc/nowhere", "Heed cannot write"),
        ("HEED_SECRET_KEY", None, "HEED_SECRET_KEY is missing"),
        ("HEED_SECRET_KEY", "short", "has 5 characters and needs at least 50"),
        ("HEED_OLD_SECRET_KEYS", f"{KEY},short", "fewer than 50 characters"),
        ("HEED_DEBUG", "1", "HEED_DEBUG is on"),
        ("HEED_ADDRESS", None, "HEED_ADDRESS is missing"),
        ("HEED_ADDRESS", "http://heed.example", "is not encrypted"),
        ("HEED_ADDRESS", "heed.example", "which Heed cannot read"),
        ("HEED_ADDRESS", "https://heed.example/staff", "nothing after the name"),
        ("HEED_ADDRESS", "https://heed.example:port", "which Heed cannot read"),
        ("HEED_ADDRESS", "https://[heed", "which Heed cannot read"),
        ("HEED_DATABASE_URL", "mysql://a/b", "HEED_DATABASE_URL cannot be read"),
        ("HEED_DATABASE_URL", "postgresql://a:b@c:port/d", "HEED_DATABASE_URL cannot be read"),
        ("HEED_DATABASE_URL", "postgresql://host", "HEED_DATABASE_URL cannot be read"),
        ("HEED_MAIL_URL", None, "HEED_MAIL_URL is missing"),
        ("HEED_MAIL_URL", "mail.example", "HEED_MAIL_URL cannot be read"),
        ("HEED_MAIL_URL", "smtp://mail.example:x", "HEED_MAIL_URL cannot be read"),
        ("HEED_MAIL_FROM", None, "HEED_MAIL_FROM is missing"),
        ("HEED_MAIL_FROM", "a@b.example\nBcc: c@d.example", "not one plain email address"),
        ("HEED_NHS_IDENTITY", "perhaps", "write on or off"),
        ("HEED_BEHIND_PROXY", "nginx", "write on or off"),
        ("HEED_PORT", "eighty", "whole number from 1 to 65535"),
        ("HEED_PORT", "99999", "whole number from 1 to 65535"),
        ("HEED_WORKERS", "0", "whole number from 1 to 64"),
        ("HEED_TIME_ZONE", "Europe/Saltmarsh", "not a time zone"),
        ("HEED_TIME_ZONE", "../../etc/passwd", "not a time zone"),
        ("HEED_OIDC_NAME", "your account", "and HEED_OIDC_ISSUER is missing"),
        ("HEED_ADRESS", "https://x.example", "did you mean HEED_ADDRESS?"),
        ("HEED_KETTLE", "1", "HEED_KETTLE is not a variable that Heed knows; take it away."),
    ],
)
def test_each_mistake_has_one_sentence(
    tmp_path: Path, name: str, value: str | None, part: str
) -> None:
    sentences = mistakes(tmp_path, **{name: value})
    assert len(sentences) == 1
    assert part in sentences[0]
    assert sentences[0].endswith((".", "?"))
    assert "\n" not in sentences[0]


def test_a_machine_that_knows_no_time_zones_is_told_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "available_timezones", set)
    (told,) = mistakes(tmp_path, HEED_TIME_ZONE="Europe/Nowhere")
    assert "apt-get install -y tzdata" in told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    told = mistakes(tmp_path, HEED_SECRET_KEY=None, HEED_ADDRESS=None, HEED_DEBUG="on")
    assert len(told) == 3


@pytest.mark.parametrize("name", ["HEED_DATABASE_URL", "HEED_MAIL_URL", "HEED_SECRET_KEY"])
def test_a_mistake_never_repeats_a_secret(tmp_path: Path, name: str) -> None:
    told = mistakes(tmp_path, **{name: "ftp://me:hunter2@x"})
    assert "hunter2" not in " ".join(told)


def test_variables_of_others_are_left_alone(tmp_path: Path) -> None:
    read(given(tmp_path, DEBUG="1", DATABASE_URL="nonsense", HEEDLESS="1"))


def test_the_demo_takes_no_notice_of_real_settings(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    found = environment.demo(
        {
            "HEED_DEMO_HOME": str(home),
            "HEED_DEMO_PORT": "8123",
            "HEED_DATABASE_URL": "postgresql://real/staff",
            "HEED_MAIL_URL": "smtp://real",
            "HEED_HOME": "/var/lib/heed",
        }
    )
    assert found.database_url == f"sqlite:///{home}/heed.sqlite3"
    assert found.mail is None
    assert found.address == "http://127.0.0.1:8123"
    again = environment.demo({"HEED_DEMO_HOME": str(home)})
    assert again.secret_key == found.secret_key
    assert (home / "secret-key").stat().st_mode & 0o077 == 0


TENANT = "11111111-2222-4333-8444-555555555555"
ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"


def with_directory(home: Path, **changed: str | None) -> dict[str, str]:
    directory: dict[str, str | None] = {
        "HEED_OIDC_ISSUER": ISSUER,
        "HEED_OIDC_CLIENT": "heed",
        "HEED_OIDC_SECRET": "kept by both",
    }
    return given(home, **{**directory, **changed})


def test_a_directory_is_read_with_its_tenant(tmp_path: Path) -> None:
    assert read(given(tmp_path)).directory is None
    found = read(with_directory(tmp_path)).directory
    assert found is not None
    assert (found.issuer, found.client, found.secret) == (ISSUER, "heed", "kept by both")
    assert found.tenant == TENANT
    assert found.name == "your work account"
    other = read(
        with_directory(
            tmp_path, HEED_OIDC_ISSUER="https://id.example/realms/a", HEED_OIDC_NAME="your account"
        )
    ).directory
    assert other is not None
    assert (other.tenant, other.name) == ("", "your account")


@pytest.mark.parametrize(
    "issuer", ["http://127.0.0.1:9000/a", "http://[::1]:9000", "http://localhost"]
)
def test_a_directory_on_this_machine_needs_no_encryption(tmp_path: Path, issuer: str) -> None:
    assert read(with_directory(tmp_path, HEED_OIDC_ISSUER=issuer)).directory is not None


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("HEED_OIDC_ISSUER", None, "HEED_OIDC_ISSUER is missing"),
        ("HEED_OIDC_CLIENT", None, "HEED_OIDC_CLIENT is missing"),
        ("HEED_OIDC_SECRET", None, "HEED_OIDC_SECRET is missing"),
        ("HEED_OIDC_ISSUER", "http://id.example/a", "is not encrypted"),
        ("HEED_OIDC_ISSUER", "http://127.0.0.1.id.example/a", "is not encrypted"),
        ("HEED_OIDC_ISSUER", "id.example", "cannot be read"),
        ("HEED_OIDC_ISSUER", "https://a:b@id.example/a", "cannot be read"),
        ("HEED_OIDC_ISSUER", "https://id.example/a?b=c", "cannot be read"),
        ("HEED_OIDC_ISSUER", "https://id.example:port/a", "cannot be read"),
        ("HEED_OIDC_ISSUER", f"{ISSUER}/.well-known/openid-configuration", "cannot be read"),
        ("HEED_OIDC_ISSUER", "https://login.microsoftonline.com/common/v2.0", "no one tenant"),
        ("HEED_OIDC_ISSUER", "https://login.microsoftonline.com/organizations/v2.0", "no one"),
        ("HEED_OIDC_ISSUER", f"https://login.microsoftonline.com/{TENANT}", "no one tenant"),
        ("HEED_OIDC_ISSUER", f"https://sts.windows.net/{TENANT}/", "no one tenant"),
        ("HEED_OIDC_NAME", "a" * 61, "one line of at most 60"),
        ("HEED_OIDC_NAME", "your\nname", "one line of at most 60"),
    ],
)
def test_each_mistake_about_the_directory_has_one_sentence(
    tmp_path: Path, name: str, value: str | None, part: str
) -> None:
    with pytest.raises(Mistakes) as caught:
        read(with_directory(tmp_path, **{name: value}))
    [sentence] = caught.value.sentences
    assert part in sentence
    assert sentence.endswith(".")
    assert "kept by both" not in sentence
