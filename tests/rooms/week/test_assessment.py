"""The impact assessment says what is set and declared: a changed setting changes its sentence."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.config.directory import Directory
from heed.edition.actions import keeping, publishing
from heed.people import actions, leaving, second_factor, sessions
from heed.people.models import RoleChange
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


def test_it_says_how_people_sign_in_now(cast, settings):
    editions.series()
    said = lambda: " ".join((*assessment.assessment().flows, *assessment.assessment().measures))  # noqa: E731
    assert "directory is not joined to Heed" in said()
    assert "A second factor can be set up, and is not required." in said()
    assert "works once, and for 180 days at most" in said()
    settings.HEED_DIRECTORY = Directory("https://login.saltmarsh.example/v2.0", "heed", "s")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    second_factor.ask_of_deciders(wanted=True, is_twofold=True)
    assert "is sent to login.saltmarsh.example, which learns that they use Heed." in said()
    assert "sign in with your work account" in said()
    assert "administrators need a second factor" in said()


def test_it_says_that_a_role_given_to_oneself_is_written_down(sheet, cast):
    assert "also where administrators give one to themselves" in sheet()
    tariq = cast.tariq
    actions.give_role(person=tariq, kind="guardian", by=tariq)
    change = RoleChange.objects.latest("pk")
    assert (change.person, change.by, change.kind) == (tariq, tariq, "guardian")


def test_it_says_how_paper_and_the_weekly_mail_work(sheet, monkeypatch):
    assert "in an order drawn by lot. Moderators see who typed it in, for 90 days." in sheet()
    assert "That it went is kept for 5 weeks." in sheet()
    assert "90 days later all that is left is their name" in sheet()
    monkeypatch.setattr(leaving, "LEAVERS_KEPT", timedelta(days=30))
    assert "30 days later all that is left is their name" in sheet()
