"""What is written down when something happens: one line of JSON that holds nobody's data."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

# A private page is reached, and the weekly mail stopped, by whoever knows an address: such an address is never written down.
_REDACTIONS = [
    (
        re.compile(
            r"(/(?:your-comment|private-page|weekly-mail/(?:confirm|stop|hours))/)[^/\s\"'?]+"
        ),
        r"\1…",
    ),
    (re.compile(r"\?[^\s\"']+"), "?…"),
    (re.compile(r"[^\s@<>\"'(]+@[^\s@<>\"')]+"), "[address]"),
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "[network address]"),
    (
        re.compile(
            r"\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b|(?:\b|(?<=\W))[0-9a-f:]{0,39}::[0-9a-f:]{0,39}\b",
            re.IGNORECASE,
        ),
        "[network address]",
    ),
]


def redact(text: str) -> str:
    """`text` without private addresses, mail addresses, queries and network addresses."""
    for pattern, instead in _REDACTIONS:
        text = pattern.sub(instead, text)
    return text


class JsonLines(logging.Formatter):
    """One JSON object a line: when, how grave, where from, what; and for an error its path."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, str | list[str]] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            # Others put an exception's words into the message itself; those are left out as well.
            "what": redact(record.getMessage().partition("\nTraceback ")[0]),
        }
        if record.exc_info and record.exc_info[0] is not None:
            # An exception's own words may quote what somebody wrote; its kind and place do not.
            line["error"] = record.exc_info[0].__name__
            line["path"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-12:]
            ]
        return json.dumps(line, ensure_ascii=False)
