"""Pages travel compressed, and only where that helps and is understood."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from heed.config.packing import PackWords

WORDS = b"The garage locks its toilet at eleven. " * 100


def answered(response, accepts="gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return PackWords(lambda _request: response)(request)


def test_a_page_is_a_part_of_its_size_and_reads_the_same():
    response = answered(HttpResponse(WORDS))
    assert response["Content-Encoding"] == "gzip"
    assert int(response["Content-Length"]) == len(response.content) < len(WORDS) / 5
    assert gzip.decompress(response.content) == WORDS


def test_its_size_does_not_tell_what_stands_on_it():
    assert len({len(answered(HttpResponse(WORDS)).content) for _ in range(40)}) > 5


def test_who_cannot_unpack_it_gets_it_as_it_is_and_no_cache_mixes_the_two():
    response = answered(HttpResponse(WORDS), accepts="")
    assert response.content == WORDS
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse(b"short"),
        HttpResponse(WORDS, content_type="image/webp"),
        HttpResponse(WORDS, headers={"Content-Encoding": "br"}),
        HttpResponse(WORDS, headers={"ETag": '"1"'}),
        StreamingHttpResponse([WORDS]),
    ],
    ids=["short", "picture", "packed already", "compared by its tag", "streamed"],
)
def test_what_gains_nothing_is_left_alone(response):
    before = b"".join(response) if response.streaming else response.content
    if response.streaming:
        response = StreamingHttpResponse([before])
    after = answered(response)
    assert (b"".join(after) if after.streaming else after.content) == before
    assert after.get("Content-Encoding") != "gzip"
