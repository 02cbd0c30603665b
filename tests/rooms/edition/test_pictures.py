"""Pictures are drawn anew: small, upright, without the camera's notes, whatever the file holds."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from heed.edition.pictures import LARGEST_FILE, NoPicture, redraw, redrawn


def file_of(image: Image.Image, kind: str = "JPEG", **how: object) -> io.BytesIO:
    kept = io.BytesIO()
    image.save(kept, kind, **how)
    kept.seek(0)
    return kept


def scene(size: tuple[int, int] = (2400, 1600)) -> Image.Image:
    """Red above blue, so that it shows which way is up."""
    image = Image.new("RGB", size, "#2040c0")
    image.paste("#c02020", (0, 0, size[0], size[1] // 2))
    return image


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def test_three_sizes_within_their_weight() -> None:
    made = redraw(file_of(Image.effect_noise((2000, 1500), 90).convert("RGB")))
    small, large, shared = opened(made.small), opened(made.large), opened(made.shared)
    assert (small.format, large.format, shared.format) == ("WEBP", "WEBP", "JPEG")
    assert small.width <= 480
    assert large.width <= 960
    assert shared.size == (1200, 630)
    assert len(made.small) <= 10_000
    assert len(made.large) <= 70_000
    assert len(made.shared) <= 90_000
    assert (made.width, made.height) == large.size


def test_an_ordinary_photo_keeps_its_width() -> None:
    made = redraw(file_of(scene()))
    assert opened(made.small).width == 480
    assert (made.width, made.height) == (960, 640)


def test_a_small_picture_is_never_drawn_larger() -> None:
    assert redraw(file_of(scene((300, 200)), "PNG")).width == 300


def test_the_camera_s_notes_stay_behind_and_the_picture_is_upright() -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010E] = "Ward 7, bed 3"
    notes.get_ifd(0x8825)[1] = "N"
    made = redraw(file_of(scene(), exif=notes, comment=b"Ward 7"))
    assert made.height > made.width
    for data in (made.small, made.large, made.shared):
        assert b"Ward 7" not in data
        assert b"Exif" not in data
        assert not opened(data).getexif()
    left = opened(made.large).convert("RGB").getpixel((10, 10))
    assert left[2] > left[0]


def test_what_can_be_seen_through_stands_on_white() -> None:
    image = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
    assert opened(redraw(file_of(image, "PNG")).large).convert("RGB").getpixel((5, 5)) >= (250,) * 3


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "CMYK", "I;16"])
def test_every_kind_of_colour(mode: str) -> None:
    image = scene((400, 300)).convert("L") if mode in ("I;16", "LA") else scene((400, 300))
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert redraw(file_of(image.convert(mode), kind)).width == 400


def test_colours_of_another_screen_are_brought_home() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    assert redraw(file_of(scene((400, 300)), icc_profile=profile)).width == 400


def test_a_moving_picture_stands_still() -> None:
    frames = [scene((400, 300)), Image.new("RGB", (400, 300), "white")]
    made = redraw(file_of(frames[0], "WEBP", save_all=True, append_images=frames[1:]))
    assert getattr(opened(made.large), "n_frames", 1) == 1


def test_the_name_says_what_is_in_it() -> None:
    assert redrawn(scene()).digest == redrawn(scene()).digest
    assert redrawn(scene()).digest != redrawn(scene((2400, 1500))).digest


def bomb(width: int, height: int) -> io.BytesIO:
    """A file of a few bytes that says it is an enormous picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 10_000)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "size", [(4_100, 4_000), (8_000, 8_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)]
)
def test_a_bomb_is_refused_before_it_opens(size: tuple[int, int]) -> None:
    with pytest.raises(NoPicture, match=r"million dots|cannot read"):
        redraw(bomb(*size))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "cannot read this as a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "cannot read this"),
        (b"<html><script>alert(1)</script></html>", "cannot read this"),
        (b"%PDF-1.7 ...", "cannot read this"),
        (b"GIF89a" + b"\0" * 50, "cannot read this"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "picture"),
        (b"x" * (LARGEST_FILE + 1), "larger than 12 MB"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(NoPicture, match=sentence):
        redraw(io.BytesIO(data))


def test_a_picture_that_did_not_arrive_whole() -> None:
    whole = file_of(Image.effect_noise((800, 600), 90).convert("RGB")).read()
    with pytest.raises(NoPicture, match="did not arrive whole"):
        redraw(io.BytesIO(whole[: len(whole) // 2]))


def test_what_hangs_on_a_picture_is_left_behind() -> None:
    script = b"<script>alert(document.domain)</script>"
    data = file_of(scene((400, 300)), comment=script).read() + b"\n" + script + b"PK\x03\x04"
    made = redraw(io.BytesIO(data))
    assert all(b"script" not in kept for kept in (made.small, made.large, made.shared))


def test_a_picture_of_one_dot_or_one_line_is_too_small() -> None:
    for size in ((1, 1), (5_000, 2)):
        with pytest.raises(NoPicture, match="too small"):
            redraw(file_of(Image.new("RGB", size), "PNG"))
