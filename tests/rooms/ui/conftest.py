import pytest
from playwright.sync_api import Browser


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """The one browser of the whole run: a second one in the same process would not start."""
    return chromium
