"""Small exports for tests, written here."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

from heed.edition.wxr.reading import Export
from heed.edition.wxr.telling import Told

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_numbers = iter(range(1, 10**9))

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><link>https://old.example</link><wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_id>2</wp:author_id><wp:author_login>rhona</wp:author_login>
<wp:author_email>rhona.bell@saltmarsh.example</wp:author_email>
<wp:author_display_name>Rhona Bell</wp:author_display_name></wp:author>
"""
FOOT = "</channel></rss>"


def comment(text: str = "It was cold.", **said: object) -> str:
    """A comment; `name`, `number`, `parent`, `approved`, `kind`, `person`, `date` may be given."""
    given = {
        "name": "Elspeth Moor", "number": next(_numbers), "parent": 0, "approved": "1", "kind": "",
        "person": 0, "date": "2021-03-09 08:00:00", **said,
    }  # fmt: skip
    return (
        f"<wp:comment><wp:comment_id>{given['number']}</wp:comment_id>"
        f"<wp:comment_author><![CDATA[{given['name']}]]></wp:comment_author>"
        "<wp:comment_author_email>elspeth.moor@example.org</wp:comment_author_email>"
        "<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>"
        "<wp:comment_author_url>https://spam.example</wp:comment_author_url>"
        f"<wp:comment_date>{given['date']}</wp:comment_date>"
        f"<wp:comment_date_gmt>{given.get('gmt', given['date'])}</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content>"
        f"<wp:comment_approved>{given['approved']}</wp:comment_approved>"
        f"<wp:comment_type>{given['kind']}</wp:comment_type>"
        f"<wp:comment_parent>{given['parent']}</wp:comment_parent>"
        f"<wp:comment_user_id>{given['person']}</wp:comment_user_id></wp:comment>"
    )


def post(html: str = "<p>Words.</p>", *comments: str, **said: object) -> str:
    """A post; `title`, `number`, `status`, `kind`, `password`, `creator`, `date`, `gmt`."""
    given = {
        "title": "Cold on the quay", "number": next(_numbers), "status": "publish", "kind": "post",
        "password": "", "creator": "rhona", "date": "2021-03-09 07:30:00", **said,
    }  # fmt: skip
    return (
        f"<item><title><![CDATA[{given['title']}]]></title>"
        f"<guid>https://old.example/?p={given['number']}</guid>"
        f"<dc:creator>{given['creator']}</dc:creator>"
        f"<content:encoded><![CDATA[{html}]]></content:encoded>"
        f"<wp:post_id>{given['number']}</wp:post_id><wp:post_date>{given['date']}</wp:post_date>"
        f"<wp:post_date_gmt>{given.get('gmt', given['date'])}</wp:post_date_gmt>"
        f"<wp:status>{given['status']}</wp:status><wp:post_type>{given['kind']}</wp:post_type>"
        f"<wp:post_password>{given['password']}</wp:post_password>{''.join(comments)}</item>"
    )


def export(*items: str, head: str = HEAD, encoding: str = "utf-8") -> Export:
    return of_bytes((head + "\n".join(items) + FOOT).encode(encoding))


def of_bytes(content: bytes) -> Export:
    return Export(io.BytesIO(content), name="export.xml")


def messages(given: Export, told: Told | None = None) -> Iterator[object]:
    from heed.edition.wxr.messages import message

    for item in given.items():
        found = message(item, given, told=told or Told(), at=NOW)
        if found is not None:
            yield found
