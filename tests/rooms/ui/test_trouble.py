import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from heed.ui import views

# No other room is needed: a page for what went wrong leaves out what is not there.
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.rooms.ui.prototype")]

TEXT = 'On nights the break starts\r\nat the far end of "the" <county>.\r\n\r\n& ends there.'


def read(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def posted_again(page: BeautifulSoup) -> dict[str, str]:
    return {
        field["name"]: field["value"]
        for field in page.select("main form input[type=hidden]")
        if field["name"] != "csrfmiddlewaretoken"
    }


def test_a_form_without_its_ticket_comes_back_with_every_word():
    given = {"name": "Lorna", "message": TEXT, "csrfmiddlewaretoken": "the old one"}
    request = RequestFactory().post("/this-week/answer?lane=named", given)
    response = views.send_again(request, reason="CSRF token missing.")
    page = read(response)

    assert response.status_code == 403
    assert "Nothing is lost" in page.h1.text
    form = page.select_one("main form")
    assert (form["method"], form["action"]) == ("post", "/this-week/answer?lane=named")
    assert form.select_one("[name=csrfmiddlewaretoken]")["value"] != "the old one"
    again = posted_again(page)
    assert again.pop(views.AGAIN) == "1"
    assert again == {"name": "Lorna", "message": TEXT}
    shown = page.select_one("main .words")
    assert '"the" <county>.' in shown.text
    assert "<county>" not in response.content.decode()
    assert page.title.text.startswith("Error: ")


def test_what_was_typed_can_not_become_markup():
    name, text = '"><script>alert(1)</script>', "'\"><img src=x onerror=alert(1)>" * 4
    page = read(views.send_again(RequestFactory().post("/x", {name: text})))
    assert not page.select("script, main img")
    assert posted_again(page)[name] == text


def test_codes_and_addresses_are_sent_on_and_not_shown():
    given = {"email": "lorna@" + "x" * 80 + ".example", "sign_in_code": "9" * 80}
    page = read(views.send_again(RequestFactory().post("/x", given)))
    assert not page.select("main .words")
    assert posted_again(page).items() >= given.items()


def test_more_than_the_page_can_carry_is_cut_and_said(monkeypatch):
    monkeypatch.setattr(views, "LARGEST_TOTAL", 100)
    page = read(views.send_again(RequestFactory().post("/x", {"a": "a" * 90, "b": "b" * 90})))
    assert posted_again(page)["b"] == "b" * 10
    assert "more than this page can carry" in page.main.text


def test_a_nul_is_left_out_and_a_picture_is_mentioned():
    given = {"message": "a\0b", "picture": SimpleUploadedFile("a.png", b"x")}
    page = read(views.send_again(RequestFactory().post("/x", given)))
    assert posted_again(page)["message"] == "ab"
    assert "picture" in page.main.text


def test_somebody_signed_out_is_told_to_sign_in_beside_and_then_to_press_once_more():
    out = RequestFactory().post("/write", {"text": TEXT})
    page = read(views.send_again(out, reason="signed out"))
    assert "Sign in, in another tab" in page.main.text

    back = RequestFactory().post("/write", posted_again(page))
    back.user = type("Somebody", (), {"is_authenticated": True, "first_name": "Ama"})()
    again = read(views.send_again(back, reason="CSRF token incorrect."))
    assert "You are signed in again" in again.main.text
    assert posted_again(again)["text"] == TEXT


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (views.bad_request, 400, "We could not read that"),
        (views.permission_denied, 403, "This page is for somebody else"),
        (views.page_not_found, 404, "There is no page here"),
        (views.too_large, 413, "That was too much at once"),
    ],
)
def test_each_trouble_says_what_happened(view, status, heading):
    response = view(RequestFactory().get("/x"))
    page = read(response)
    assert response.status_code == status
    assert page.h1.text == heading
    assert page.title.text.startswith(f"Error: {heading} – ")


def test_too_much_is_told_apart_and_a_refusal_says_its_sentence():
    request = RequestFactory().get("/x")
    assert views.bad_request(request, RequestDataTooBig("")).status_code == 413
    refused = views.permission_denied(request, PermissionDenied("Joe has this one open."))
    assert "Joe has this one open." in read(refused).main.text


def test_the_last_page_needs_no_request_and_no_database():
    page = read(views.server_error(None))  # type: ignore[arg-type]
    assert page.h1.text == "Something went wrong on our side"
    assert page.select("a[href='tel:116123']")
