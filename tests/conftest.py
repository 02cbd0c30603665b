"""What every test stands on: its environment, no network, and a site to look at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests import environment, network, postgres

environment.begin()
network.stay_here()

from django.conf import settings as django_settings  # noqa: E402

from tests.browser import chromium, chromium_path, missing, open_page  # noqa: E402

__all__ = ["chromium", "chromium_path", "open_page"]

assert not django_settings.DEBUG  # loads the settings, so that pytest-django finds them


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart() -> None:
    if not environment.is_worker:
        from heed.cli.static import collect

        collect()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared facts and data beside the checkout."""
    folder = Path(os.environ.get("HEED_SHARED") or environment.ROOT.parent / "shared")
    if not folder.is_dir():
        missing(f"there is no shared folder at {folder}", "HEED_REQUIRE_SHARED")
    return folder


@pytest.fixture(scope="session")
def is_postgres() -> bool:
    """Whether this run stands on PostgreSQL."""
    return django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, is_postgres: bool
) -> Iterator[None]:
    """The test database, which can only be taken down once every other connection has gone."""
    yield
    if is_postgres:
        with django_db_blocker.unblock():
            postgres.wait_for_others()


@pytest.fixture
def site(transactional_db: None, settings: object) -> Iterator[str]:
    """The address of Heed served over HTTP as it is served for real, static files included."""
    from django.db import connection
    from django.test.testcases import LiveServerThread

    settings.ALLOWED_HOSTS = ["127.0.0.1"]  # type: ignore[attr-defined]
    shared_connections = {}
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        shared_connections[connection.alias] = connection
    server = LiveServerThread(
        "127.0.0.1", static_handler=lambda handler: handler, connections_override=shared_connections
    )
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    address = f"http://127.0.0.1:{server.port}"
    settings.HEED_ADDRESS = address  # type: ignore[attr-defined]
    yield address
    server.terminate()


@pytest.fixture
def mailbox(settings: object):  # type: ignore[no-untyped-def]
    """Sends what is due at a moment, and gives the mails back: `mailbox(at)`."""
    from django.core import mail

    from heed.outbox import actions

    def send(at):  # type: ignore[no-untyped-def]
        actions.send_due(at=at)
        return list(mail.outbox)

    return send
