"""A portrait is a small square made anew; what else a file may hold is left behind."""

import io
import struct
import threading
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from heed.people import actions, portraits
from heed.people.models import Portrait
from heed.people.portraits import CannotUsePicture
from tests.people import Cast, sign_in


def noise(width: int, height: int, kind: str = "JPEG", **options: object) -> bytes:
    """The hardest picture to make small."""
    kept = io.BytesIO()
    Image.effect_noise((width, height), 120).convert("RGB").save(kept, kind, **options)
    return kept.getvalue()


def webp_of_nothing(width: int, height: int) -> bytes:
    """Some hundred bytes that unpack to so many pixels."""
    kept = io.BytesIO()
    Image.new("RGBA", (width, height)).save(kept, "WEBP", lossless=True, method=0)
    return kept.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A tiny file that would unpack to a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(900, 1200), (1200, 300), (20, 20), (1, 400)])
def test_any_picture_becomes_a_small_square(kind: str, size: tuple[int, int]) -> None:
    kept = portraits.remake(noise(*size, kind=kind))
    assert len(kept) <= 5_000
    made = Image.open(io.BytesIO(kept))
    assert (made.format, made.size, made.mode) == ("WEBP", (144, 144), "RGB")


def test_where_it_was_taken_is_left_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    sent = noise(400, 400, exif=exif)
    assert b"Taken at home" in sent
    made = Image.open(io.BytesIO(portraits.remake(sent)))
    assert not made.getexif()
    assert not {"exif", "xmp", "icc_profile"} & set(made.info)


def test_a_picture_held_sideways_is_turned() -> None:
    picture = Image.new("RGB", (400, 400), "red")
    picture.paste("blue", (0, 0, 400, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of the picture is its right side
    kept = io.BytesIO()
    picture.save(kept, "PNG", exif=exif)
    made = Image.open(io.BytesIO(portraits.remake(kept.getvalue()))).convert("RGB")
    red, _green, blue = made.getpixel((140, 72))
    assert blue > 200 > 60 > red


def test_glass_is_laid_on_paper() -> None:
    kept = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(kept, "PNG")
    made = Image.open(io.BytesIO(portraits.remake(kept.getvalue()))).convert("RGB")
    assert min(made.getpixel((72, 72))) > 240


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "not a picture"),
        (b"hello", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a pict"),
        (b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;", "not a picture"),
        (noise(50, 50)[:400], "not a picture"),
        (noise(300, 300, kind="PNG")[:5_000], "not a picture"),
        (png_that_claims(60_000, 60_000), "30 million pixels"),
        (png_that_claims(6_000, 6_000), "30 million pixels"),
        (png_that_claims(4_100, 4_000), "16 million pixels"),
        (webp_of_nothing(4_100, 4_000), "16 million pixels"),
        (b"\xff" * (portraits.LARGEST_SENT + 1), "12 MB"),
    ],
    ids=[
        "empty",
        "text",
        "svg",
        "gif",
        "half a jpeg",
        "half a png",
        "bomb",
        "large",
        "unscaled",
        "light",
        "heavy",
    ],
)
def test_what_is_no_usable_picture_is_refused(sent: bytes, said: str) -> None:
    with pytest.raises(CannotUsePicture, match=said):
        portraits.remake(sent)


def test_one_picture_is_open_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each may need hundreds of megabytes, whoever sends it."""
    opened: list[int] = []
    drawing = threading.Semaphore(1)
    draw = portraits._square

    def alone(picture: Image.Image) -> Image.Image:
        assert drawing.acquire(blocking=False)
        opened.append(1)
        # The others are given every occasion.
        threading.Event().wait(0.05)
        drawing.release()
        return draw(picture)

    monkeypatch.setattr(portraits, "_square", alone)
    threads = [
        threading.Thread(target=portraits.remake, args=(noise(50, 50),)) for _number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(opened) == 4


def test_a_picture_that_is_also_a_page_is_only_a_picture_afterwards() -> None:
    page = b"<script>alert(document.domain)</script>"
    kept = portraits.remake(noise(200, 200) + page)
    assert b"<script" not in kept
    assert kept[:4] == b"RIFF"
    assert kept[8:12] == b"WEBP"


def send(client: Client, address: str, sent: bytes, name: str = "me.jpg", kind: str = "image/jpeg"):
    return client.post(address, {"picture": SimpleUploadedFile(name, sent, content_type=kind)})


def test_somebody_shows_their_picture_and_takes_it_away(client: Client, people: Cast) -> None:
    sign_in(client, people.ama)
    mine = reverse("people:me")
    assert send(client, mine, noise(300, 300)).status_code == 302
    first = Portrait.objects.get()
    address = reverse("people:portrait", args=[first.digest])
    assert f'src="{address}"' in client.get(mine).text
    send(client, mine, noise(300, 300))
    second = Portrait.objects.get()
    assert second.digest != first.digest
    assert client.get(address).status_code == 404
    client.post(reverse("people:take_my_portrait_away"))
    assert not Portrait.objects.exists()


def test_everybody_can_see_it_and_keep_it(people: Cast) -> None:
    portrait = actions.show_portrait(person=people.ama, sent=noise(300, 300))
    response = Client().get(reverse("people:portrait", args=[portrait.digest]))
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content == bytes(portrait.data)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_two_people_may_send_the_same_picture(people: Cast) -> None:
    sent = noise(300, 300)
    actions.show_portrait(person=people.ama, sent=sent)
    actions.show_portrait(person=people.joe, sent=sent)
    assert Portrait.objects.count() == 2


def test_a_file_that_is_no_picture_comes_back_with_a_sentence(client: Client, people: Cast) -> None:
    sign_in(client, people.tariq)
    for address in (reverse("people:me"), reverse("people:portrait_of", args=[people.sam.slug])):
        response = send(client, address, b"<svg/>", "me.svg", "image/svg+xml")
        assert "This is not a picture that we can read." in response.text
        assert "<title>Error:" in response.text
        response = client.post(address, {})
        assert "Choose a picture first" in response.text
    assert not Portrait.objects.exists()


def test_the_administrator_shows_a_picture_of_somebody(client: Client, people: Cast) -> None:
    sign_in(client, people.tariq)
    send(client, reverse("people:portrait_of", args=[people.sam.slug]), noise(300, 300))
    assert Portrait.objects.get().person == people.sam
    client.post(reverse("people:take_portrait_away", args=[people.sam.slug]))
    assert not Portrait.objects.exists()


@pytest.mark.parametrize("digest", ["0" * 32, "../../etc/passwd", "0" * 31, "G" * 32])
def test_no_other_name_leads_to_a_picture(client: Client, db: None, digest: str) -> None:
    assert client.get(f"/portraits/{digest}.webp").status_code == 404
