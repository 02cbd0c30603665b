"""What every answer tells a browser, pinned word for word."""

import pytest
from django.conf import settings
from django.test import Client

POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ADDRESSES = ["/", "/house-rules/", "/sign-in/", "/no-such-page/", "/messages.atom"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_browser_may_do_nothing_that_heed_does_not_need(client: Client, address: str) -> None:
    answer = client.get(address, secure=True, headers={"host": settings.ALLOWED_HOSTS[0]})
    assert answer.status_code in (200, 404)
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
    for name, value in HEADERS.items():
        assert answer[name] == value
    assert answer["Strict-Transport-Security"] == "max-age=31536000"
    powers = answer["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(powers)
    assert all(power.endswith("=()") for power in powers)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/house-rules/", "/no-such-page/", "/messages.atom"])
def test_reading_sets_no_cookie(client: Client, address: str) -> None:
    assert not client.get(address, headers={"host": settings.ALLOWED_HOSTS[0]}).cookies


@pytest.mark.django_db
def test_an_address_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_what_a_proxy_claims_about_the_sender_is_not_believed(client: Client) -> None:
    forged = {"x-forwarded-for": "203.0.113.9", "x-forwarded-host": "evil.example"}
    answer = client.get("/house-rules/", headers={"host": settings.ALLOWED_HOSTS[0], **forged})
    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()
    assert "203.0.113.9" not in answer.content.decode()


@pytest.mark.django_db
def test_a_request_larger_than_any_message_is_refused_with_a_sentence(client: Client) -> None:
    answer = client.generic(
        "POST",
        "/sign-in/",
        b"",
        CONTENT_LENGTH=str(settings.HEED_LARGEST_REQUEST + 1),
        headers={"host": settings.ALLOWED_HOSTS[0]},
    )
    assert answer.status_code == 413
    assert answer.content.decode() == (
        "What you sent is larger than 16 MB. Go back and send less at once."
    )


def test_cookies_are_two_and_guarded() -> None:
    for kind in ("SESSION", "CSRF"):
        assert getattr(settings, f"{kind}_COOKIE_SECURE") is True
        assert getattr(settings, f"{kind}_COOKIE_HTTPONLY") is True
        assert getattr(settings, f"{kind}_COOKIE_SAMESITE") == "Lax"
    assert settings.SESSION_COOKIE_NAME == "heed_session"
    assert settings.CSRF_COOKIE_NAME == "heed_csrf"
