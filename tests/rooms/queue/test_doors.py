"""Every role at every address of the room."""

import pytest
from django.test import Client

from heed.queue import urls
from tests import people

MODERATORS = {"list", "asked_to_take_down", "asked_about", "item", "undo", "care"}
GUARDIANS = {
    "guardian", "guardian_item", "guardian_write", "guardian_hand_on",
    "guardian_care", "guardian_return", "guardian_will_write", "guardian_count",
    "guardian_quarter", "guardian_quarter_csv",
}  # fmt: skip


def test_every_address_is_listed_here_with_whose_it_is():
    assert {path.name for path in urls.urlpatterns} == MODERATORS | GUARDIANS


def _address(name):
    from django.urls import reverse

    kwargs = {
        "item": {"kind": "comment", "key": "1"},
        "undo": {"kind": "comment", "key": "1"},
        "care": {"kind": "comment", "key": "1"},
        "asked_about": {"number": 1},
        "guardian_quarter": {"name": "2026-Q4"},
        "guardian_quarter_csv": {"name": "2026-Q4"},
    }.get(name, {"number": 1} if name.startswith("guardian_") else {})
    return reverse(f"queue:{name}", kwargs=kwargs)


@pytest.mark.parametrize("name", sorted(MODERATORS | GUARDIANS))
def test_only_those_whose_page_it_is_come_in(story, name):
    story.posted()
    own = "moderator" if name in MODERATORS else "guardian"
    for role, person in story.cast.by_role().items():
        client = people.sign_in(Client(), person)
        answer = client.get(_address(name))
        if role == "nobody":
            assert answer.status_code == 302
            assert answer.url.startswith("/sign-in/")
        elif role == own:
            assert answer.status_code in (200, 404, 405)
        else:
            assert answer.status_code == 403


def test_what_was_typed_is_kept_when_the_session_has_ended(story):
    comment = story.comment()
    answer = Client().post(
        f"/queue/comment/{comment.pk}/", {"outcome": "ask", "question": "A careful question."}
    )
    assert "A careful question." in answer.content.decode()
    comment.refresh_from_db()
    assert comment.state == "waiting"


def test_a_form_without_its_token_is_refused_and_keeps_what_was_typed(story):
    comment = story.comment()
    client = people.sign_in(Client(enforce_csrf_checks=True), story.cast.joe)
    answer = client.post(
        f"/queue/comment/{comment.pk}/", {"outcome": "ask", "question": "A careful question."}
    )
    assert answer.status_code == 403
    assert "A careful question." in answer.content.decode()
