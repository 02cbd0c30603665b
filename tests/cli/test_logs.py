import json
import logging
import sys

import pytest

from heed.config.logs import JsonLines, redact


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Not Found: /your-comment/q8Zt-_x/answer/", "Not Found: /your-comment/…/answer/"),
        ("Not Found: /weekly-mail/stop/7.q8Zt-_x/", "Not Found: /weekly-mail/stop/…/"),
        ("Error: /weekly-mail/confirm/7.q8Zt-_x/", "Error: /weekly-mail/confirm/…/"),
        ("GET /search/?q=my+manager", "GET /search/?…"),
        ("for sam@saltmarsh.example now", "for [address] now"),
        ("from 192.0.2.17 refused", "from [network address] refused"),
        ("took 1.25 s, version 5.2.19", "took 1.25 s, version 5.2.19"),
    ],
)
def test_nothing_personal_is_written_down(text: str, said: str) -> None:
    assert redact(text) == said


def test_an_error_is_written_down_without_its_words() -> None:
    try:
        raise ValueError("Sam Reedman <sam@saltmarsh.example> said so")
    except ValueError:
        record = logging.LogRecord("heed", 40, "", 1, "It failed.", (), sys.exc_info())
    line = JsonLines().format(record)
    assert "Sam" not in line
    told = json.loads(line)
    assert (told["level"], told["what"], told["error"]) == ("error", "It failed.", "ValueError")
    assert told["path"][0].endswith("test_an_error_is_written_down_without_its_words")


def test_an_error_that_another_library_puts_into_words_loses_them() -> None:
    message = "Failed\nTraceback (most recent call last):\nValueError: Sam"
    record = logging.LogRecord("granian", 40, "", 1, message, (), None)
    assert json.loads(JsonLines().format(record))["what"] == "Failed"
