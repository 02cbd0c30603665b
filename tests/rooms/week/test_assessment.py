"""The impact assessment says what is set and declared: a changed setting changes its sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.edition.actions import keeping, publishing
from heed.people import actions, sessions
from heed.seal import SealedTextField
from heed.week import assessment, privacy
from tests.factories import editions, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(client, cast):
    editions.series()
    sign_in(client, cast.tariq)
    return lambda: pages.text(client.get(reverse("week:assessment")))


def test_it_is_for_administrators(client, cast):
    assert sign_in(client, cast.joe).get(reverse("week:assessment")).status_code == 403


def test_retention_and_eyes_are_those_that_each_model_declares(client, cast):
    page = pages.main(sign_in(client, cast.tariq).get(reverse("week:assessment")))
    shown = {row["data-model"]: row.get_text(" ") for row in page.select("[data-model]")}
    for group in privacy.groups():
        for kept in group.kept:
            assert kept.keep_for in shown[kept.label]
            assert kept.shown_to in shown[kept.label]
    assert set(shown) == set(privacy.declared())


def test_what_is_sealed_is_what_the_models_seal(sheet):
    from django.apps import apps

    sealed = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, SealedTextField) for field in model._meta.get_fields())
    }
    assert len(assessment.sealed_fields()) == len(sealed)
    assert "Your comment, your name and your email address: email" in sheet()
    assert "Mail that Heed sends you: recipient, subject, text, html, headers" in sheet()


@pytest.mark.parametrize(
    ("setting", "value", "before", "after"),
    [
        ("HEED_ADDRESS", "https://other.example", "https://heed.example", "https://other.example"),
        ("HEED_ADDRESS", "http://127.0.0.1", "Pages are sent encrypted", "Pages are not sent encr"),
        ("ACCOUNT_LOGIN_BY_CODE_TIMEOUT", 600, "good for 15 minutes", "good for 10 minutes"),
        (
            "ACCOUNT_LOGIN_BY_CODE_FORMAT", {"numeric": True, "length": 6},
            "a code of 8 figures", "a code of 6 figures",
        ),
        ("SESSION_COOKIE_NAME", "another", "heed_session", "another, heed_csrf"),
    ],
)  # fmt: skip
def test_a_changed_setting_changes_its_sentence(cast, settings, setting, value, before, after):
    editions.series()
    said = lambda: " ".join((*assessment.assessment().flows, *assessment.assessment().measures))  # noqa: E731
    assert before in said()
    setattr(settings, setting, value)
    assert before not in said()
    assert after in said()


def test_the_mail_server_is_named_and_whether_the_way_to_it_is_encrypted(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "mail.saltmarsh.example", True
    assert "mail.saltmarsh.example over an encrypted" in " ".join(assessment.assessment().flows)
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    assert "is not encrypted" in " ".join(assessment.assessment().flows)


def test_days_and_sessions_are_those_that_are_kept_to(sheet, monkeypatch):
    assert "erased 90 days after the decision" in sheet()
    monkeypatch.setattr(keeping, "ADDRESS_KEPT", timedelta(days=30))
    assert "erased 30 days after the decision" in sheet()
    assert "180 days for readers, 30 for authors, and about 12 hours" in sheet()
    monkeypatch.setattr(sessions, "READER", timedelta(days=7))
    assert "7 days for readers" in sheet()


def test_series_and_roles_are_those_of_today(sheet, cast):
    assert "The leadership message can go out without a second person" in sheet()
    publishing.begin_series(name="The leadership message", needs_second_eyes=True)
    assert "goes out only after a second person has read it" in sheet()
    assert "Moderator: decides about comments: 2" in sheet()
    actions.part_with(person=cast.marta)
    assert "Moderator: decides about comments: 1" in sheet()


def test_it_names_the_lanes_that_are_there_and_leaves_room_to_sign(sheet):
    said = sheet()
    for lane in ("Answering with one’s name", "Deciding about answers", "Signing in"):
        assert lane in said
    for line in ("Staff side was asked on", "Data protection officer", "Remaining risk accepted"):
        assert line in said
    for name in ("people.SecondFactor", "edition.Confidence"):
        if not privacy.is_kept(name):
            assert "There is no second factor" in said or name != "people.SecondFactor"
            assert "Writing to the guardian" not in said or name != "edition.Confidence"
