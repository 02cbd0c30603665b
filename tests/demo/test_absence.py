"""None of the demo is in a real installation."""

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, reverse

ADDRESSES = [
    "/demo/mailbox/",
    "/demo/mailbox/1/",
    "/demo/become/ama/",
    "/demo/move/",
]


def test_the_demo_is_not_installed():
    assert not apps.is_installed("heed.demo")
    assert not [name for name in settings.MIDDLEWARE if "demo" in name]
    assert "demo" not in settings.EMAIL_BACKEND
    assert settings.ROOT_URLCONF == "heed.config.urls"


@pytest.mark.parametrize("name", ["become", "move", "mailbox", "letter"])
def test_it_has_no_address_names(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"demo:{name}")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_its_addresses_lead_nowhere(client: Client, address):
    assert client.get(address, secure=True).status_code == 404
    assert client.post(address, {"to": "soon"}, secure=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/messages/", "/house-rules/", "/nowhere/"])
def test_no_page_shows_its_strip(client: Client, address):
    page = client.get(address, secure=True).content.decode()

    assert "<main" in page
    assert "demo" not in page.casefold()
