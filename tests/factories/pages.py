"""Reading a page as a person does: its text, its headings, its forms."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def main(response: HttpResponse) -> Any:
    """What stands between the header and the foot."""
    return soup(response).main


def text(response: HttpResponse) -> str:
    """The words of the page, without the foot, on one line."""
    return " ".join(main(response).get_text(" ").split())


def title(response: HttpResponse) -> str:
    return soup(response).title.get_text()
