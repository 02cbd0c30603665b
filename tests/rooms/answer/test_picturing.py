"""What changed, in a picture: welcome and never required, drawn anew, described, and erasable."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from heed.answer import kept
from heed.answer.actions import keeping_promises as keeping
from heed.answer.actions import picturing
from heed.answer.models import DonePicture, PromiseWord
from heed.edition.models import Edition
from heed.people import leaving, rights
from tests.factories import loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db
DONE = {"kind": "finish", "words": "Nine doors have a key.", "shows": "A key on a hook"}


@pytest.fixture
def promise(cast, hands):
    hands.at = loop.PROMISED
    message = loop.answered(cast.ama, cast.joe, "The toilet is locked at night.")
    return loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)


def page_of(promise):
    return reverse("answer:promise", args=[promise.series.slug, promise.number])


def file(data, name="door.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, data, kind)


def photo(**how):
    kept = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#20506c").save(kept, "JPEG", **how)
    return kept.getvalue()


def place(promise, size="small"):
    name = f"{DonePicture.objects.get().digest}-{size}.webp"
    return reverse("answer:picture", args=[promise.series.slug, promise.number, name])


def pictured(promise, by):
    keeping.finish(
        promise=promise, words="Done.", by=by, at=loop.PROMISED, picture=loop.drawn(), shows="A key"
    )
    return DonePicture.objects.get()


def test_what_changed_is_shown_in_a_picture_without_the_camera_s_notes(client, cast, promise):
    notes = Image.Exif()
    notes[0x010E] = "Ward 7, bed 3"
    notes.get_ifd(0x8825)[1] = "N"
    sign_in(client, cast.bev)
    sent = {**DONE, "picture": file(photo(exif=notes) + b"<script>alert(1)</script>")}
    assert client.post(page_of(promise), sent).status_code == 302
    reader = Client()
    page = reader.get(page_of(promise)).content.decode()
    assert 'alt="A key on a hook"' in page
    for size, widest in (("small", 480), ("large", 960)):
        answer = reader.get(place(promise, size))
        assert answer["Content-Type"] == "image/webp"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert place(promise, size) in page
        for left in (b"Ward 7", b"Exif", b"<script>"):
            assert left not in answer.content
        with Image.open(io.BytesIO(answer.content)) as drawn:
            assert drawn.format == "WEBP"
            assert drawn.width <= widest
            assert not drawn.getexif()


def test_a_promise_is_done_without_a_picture(client, cast, promise):
    sign_in(client, cast.bev)
    assert client.post(page_of(promise), {**DONE, "shows": ""}).status_code == 302
    assert not DonePicture.objects.exists()
    assert b"<figure" not in client.get(page_of(promise)).content


def test_a_picture_needs_words_for_who_cannot_see_it(client, cast, promise):
    sign_in(client, cast.bev)
    sent = {**DONE, "shows": " ", "picture": file(photo())}
    page = client.post(page_of(promise), sent)
    assert page.status_code == 422
    said = page.content.decode()
    assert "Say what the picture shows" in said
    assert "Choose the picture again" in said
    assert "Nine doors have a key." in said
    promise.refresh_from_db()
    assert promise.is_open


def _png(width, height):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in (
            (b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 10_000)), (b"IEND", b""),
        )
    )  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + chunks


def _gif():
    kept = io.BytesIO()
    Image.new("RGB", (300, 300)).save(kept, "GIF")
    return kept.getvalue()


HOSTILE = {
    "script in a drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "a page": b"<html><script>alert(1)</script>",
    "php": b"\xff\xd8\xff\xe0<?php system($_GET['c']); ?>",
    "cut off": photo()[:400],
    "a bomb": _png(60_000, 60_000),
    "wide and flat": _png(2**31 - 1, 1),
    "not a kind we take": _gif(),
    "from a phone": b"\0\0\0\x18ftypheic" + b"\0" * 400,
    "a zip": b"PK\x03\x04" + b"\0" * 400,
    "nearly nothing": b"\xff",
    "a postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n",
    "too large": photo() + b"\0" * (12 * 1024 * 1024),
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_file_that_means_harm_becomes_no_picture_and_loses_no_word(client, cast, promise, how):
    sign_in(client, cast.bev)
    page = client.post(page_of(promise), {**DONE, "picture": file(HOSTILE[how])})
    assert page.status_code == 422
    assert b"Nine doors have a key." in page.content
    assert b"A key on a hook" in page.content
    promise.refresh_from_db()
    assert promise.is_open
    assert not DonePicture.objects.exists()


def test_the_name_of_a_file_is_kept_nowhere(client, cast, promise):
    sign_in(client, cast.bev)
    sent = {**DONE, "picture": file(photo(), "../../etc/Mrs Pettifer.jpg", "text/html")}
    assert client.post(page_of(promise), sent).status_code == 302
    assert b"Pettifer" not in client.get(page_of(promise)).content
    assert client.get(place(promise))["Content-Type"] == "image/webp"


def test_words_about_a_picture_stay_words(client, cast, promise):
    sign_in(client, cast.bev)
    sent = {**DONE, "shows": '"><script>alert(1)</script>', "picture": file(photo())}
    client.post(page_of(promise), sent)
    assert b"<script>alert" not in client.get(page_of(promise)).content


def test_a_picture_under_another_choice_is_not_taken(client, cast, promise):
    sign_in(client, cast.bev)
    sent = {"kind": "note", "words": "Soon.", "picture": file(b"<svg/>")}
    assert client.post(page_of(promise), sent).status_code == 302
    assert not DonePicture.objects.exists()


@pytest.mark.parametrize("who", ["", "sam", "joe", "tariq", "nadia", "dora"])
def test_nobody_but_its_owner_and_the_authors_gives_or_erases_a_picture(client, cast, promise, who):
    picture = pictured(promise, cast.bev)
    erase = reverse("answer:erase_picture", args=[promise.series.slug, 1, picture.digest])
    if who:
        sign_in(client, getattr(cast, who))
    assert client.post(erase).status_code in (302, 403)
    sent = {**DONE, "picture": file(photo())}
    assert client.post(page_of(promise), sent).status_code in (302, 403)
    assert b"Erase this picture" not in client.get(page_of(promise)).content
    assert DonePicture.objects.get() == picture


@pytest.mark.parametrize("who", ["bev", "ama"])
def test_it_is_erased_at_once_for_everybody_and_the_line_stays(client, cast, promise, who):
    picture = pictured(promise, cast.bev)
    address = place(promise)
    assert client.get(address)["Cache-Control"] == "public, max-age=3600"
    sign_in(client, getattr(cast, who))
    erase = reverse("answer:erase_picture", args=[promise.series.slug, 1, picture.digest])
    assert client.get(erase).status_code == 405
    assert client.post(erase).status_code == 302
    assert client.get(address).status_code == 404
    page = client.get(page_of(promise)).content
    assert b"<figure" not in page
    assert b"Done." in page
    assert PromiseWord.objects.filter(kind="done").exists()
    assert client.post(erase).status_code == 409


def test_erasing_from_another_site_erases_nothing(cast, promise):
    picture = pictured(promise, cast.bev)
    client = sign_in(Client(enforce_csrf_checks=True), cast.bev)
    client.post(reverse("answer:erase_picture", args=[promise.series.slug, 1, picture.digest]))
    assert DonePicture.objects.exists()


def test_the_picture_of_one_promise_is_not_erased_or_fetched_through_another(client, cast, promise):
    picture = pictured(promise, cast.bev)
    theme = promise.became.get().theme
    message = loop.message_of(promise.edition)
    other = loop.promised(message, theme, cast.sam, cast.ama)
    sign_in(client, cast.sam)
    series = promise.series.slug
    erase = reverse("answer:erase_picture", args=[series, other.number, picture.digest])
    assert client.post(erase).status_code == 409
    name = f"{picture.digest}-small.webp"
    assert (
        client.get(reverse("answer:picture", args=[series, other.number, name])).status_code == 404
    )
    assert DonePicture.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["0" * 32 + "-small.webp", "x", "..%2f..%2fsettings.py", "{}-shared.jpg", "{}-word.webp", "{}"],
)
def test_an_address_that_names_no_picture_is_not_there(client, cast, promise, name):
    picture = pictured(promise, cast.bev)
    address = f"{page_of(promise)}picture/{name.format(picture.digest)}"
    assert client.get(address).status_code == 404


def test_what_staff_alone_may_read_is_pictured_for_them_alone(client, cast, promise):
    pictured(promise, cast.bev)
    Edition.objects.filter(pk=promise.edition_id).update(visible_to="staff")
    assert client.get(place(promise)).status_code == 404
    sign_in(client, cast.sam)
    assert client.get(place(promise))["Cache-Control"] == "private, max-age=3600"


def test_done_again_it_may_have_another_picture_and_the_first_stays_with_its_day(cast, promise):
    pictured(promise, cast.bev)
    at = loop.PROMISED
    keeping.take_up_again(
        promise=promise, words="Two doors more.", due_on=loop.terms().due_on, by=cast.bev, at=at
    )
    keeping.finish(
        promise=promise, words="All.", by=cast.bev, at=at, picture=loop.drawn(), shows="Doors"
    )
    assert list(DonePicture.objects.order_by("pk").values_list("shows", flat=True)) == [
        "A key", "Doors",
    ]  # fmt: skip


def test_a_picture_that_was_altered_in_an_export_is_not_taken_in(cast, promise):
    picture = pictured(promise, cast.bev)
    row = {name: getattr(picture, name) for name in ("digest", "small", "large")}
    assert picturing.what_is_wrong(row) == ""
    assert "digest" in picturing.what_is_wrong({**row, "large": b"<svg/>"})
    forged = {"small": b"<svg/>", "large": b"<svg/>"}
    forged["digest"] = picturing.digest_of(forged["small"], forged["large"])
    assert "as Heed draws them" in picturing.what_is_wrong(forged)


def test_whoever_is_erased_is_told_that_the_picture_stays_and_where_to_erase_it(cast, promise):
    pictured(promise, cast.bev)
    told = rights.fate(cast.bev, ends_account=True)
    assert any("Pictures of what was done" in said for said in told.stays)
    shown = [
        line.value for part in kept.shows(cast.bev) for one in part.entries for line in one.lines
    ]
    assert "A key" in shown
    leaving.erase(person=cast.bev, ends_account=True, by=cast.bev, at=loop.PROMISED)
    assert DonePicture.objects.exists()
    assert PromiseWord.objects.get(kind="done").by is None
