"""An export as it comes: in any encoding, with anything in it, and never with any effect."""

import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed.edition.wxr import reading
from heed.edition.wxr.refused import NotRead
from tests.rooms.edition import wxr


def titles(given: reading.Export) -> list[str]:
    return [item.said["title"] for item in given.items()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_export_is_read_in_whichever_utf_it_came(encoding: str) -> None:
    found = wxr.export(wxr.post(title="Tŷ bach – 4 °C"), encoding=encoding)
    assert titles(found) == ["Tŷ bach – 4 °C"]


@pytest.mark.parametrize("declared", ["ISO-8859-1", "windows-1252"])
def test_an_older_export_is_read_as_it_declares(declared: str) -> None:
    head = wxr.HEAD.replace("UTF-8", declared)
    found = wxr.export(wxr.post(title="Café – “four”"), head=head, encoding="cp1252")
    assert titles(found) == ["Café – “four”"]
    assert found.mended.read_as == "Windows-1252"


def test_letters_of_windows_in_a_file_that_says_utf_8_are_mended_and_counted() -> None:
    content = (wxr.HEAD + wxr.post(title="ONE – TWO ŵ") + wxr.FOOT).encode()
    content = content.replace("ONE – TWO".encode(), "ONE’S – TWO’S".encode("cp1252"))
    found = wxr.of_bytes(content)
    assert titles(found) == ["ONE’S – TWO’S ŵ"]
    assert found.mended.other_letters == 3
    assert found.mended.first_other_letter == content[: content.index(b"ONE")].count(b"\n") + 1


def test_characters_that_xml_forbids_are_taken_out_and_counted() -> None:
    given = wxr.post(title="No\x00th\x0bing\x1f\ufffe") + wxr.post(title="&#0;&#x1;&#xD800;&#65;")
    found = wxr.export(
        given.replace("<![CDATA[&#0;&#x1;&#xD800;&#65;]]>", "&#0;&#x1;&#xD800;&#65;")
    )
    assert titles(found) == ["Nothing", "A"]
    assert found.mended.controls == 7


def test_a_number_is_mended_wherever_the_pieces_of_the_file_part() -> None:
    for space in range(reading.Clean(None, name="").line + 40):  # type: ignore[arg-type]
        filler = " " * (64 * 1024 - len(wxr.HEAD) - 30 + space)
        given = wxr.HEAD + filler + "<!-- -->&#1;&#66;" + wxr.post(title="x") + wxr.FOOT
        found = wxr.of_bytes(given.encode())
        assert titles(found) == ["x"]
        assert found.mended.controls == 1


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE rss PUBLIC "x" "https://x.example/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
        "<!DOCTYPE rss>",
    ],
)
def test_a_document_type_is_refused_before_anything_is_made_of_it(declared: str) -> None:
    head = wxr.HEAD.replace("<rss", f"{declared}\n<rss", 1)
    with pytest.raises(NotRead, match="declares a document type or an entity on line 2"):
        list(wxr.export(wxr.post(), head=head).items())


@pytest.mark.parametrize("undone", ["&nothing;", "<b>", "</item>", "]]>", "<a x='1' x='2'/>"])
def test_what_is_not_well_formed_is_named_by_its_line(undone: str) -> None:
    broken = wxr.post(title="x") + "\n" + undone + "\n"
    line = (wxr.HEAD + broken).count("\n")
    with pytest.raises(NotRead, match=rf"export\.xml .*line ({line}|{line + 1})\b"):
        list(wxr.export(broken).items())


def test_nesting_is_not_followed_into_the_deep() -> None:
    with pytest.raises(NotRead, match="nested deeper"):
        list(wxr.export("<a>" * 200_000).items())


def test_an_item_larger_than_any_message_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_ITEM", 100_000)
    assert len(list(wxr.export(*[wxr.post("x" * 60_000)] * 5).items())) == 5
    with pytest.raises(NotRead, match="in one item"):
        list(wxr.export(wxr.post("x" * 200_000)).items())
    with pytest.raises(NotRead, match="in one item"):
        list(wxr.export(wxr.post("x", *["<wp:comment/>"] * 1000)).items())


@pytest.mark.parametrize(
    ("begins", "ends"), [('<category nicename="', '"/>'), ("<!-- ", " -->"), ("<?note ", "?>")]
)
def test_a_tag_without_end_is_refused_before_it_ends(begins: str, ends: str) -> None:
    """It is held whole, and looked through anew with each piece: 100 MB would take minutes."""
    fitting = wxr.export(wxr.post(), begins + "x" * 400_000 + ends, wxr.post())
    assert len(titles(fitting)) == 2
    endless = wxr.export(wxr.post(), begins + "x" * 30_000_000)
    read: list[int] = []
    with pytest.raises(NotRead, match="tag of more than 1 MB on line"):
        for _item in endless.items(read.append):
            pass
    assert sum(read) < 3_000_000


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(many: int) -> int:
        found = wxr.export(*[wxr.post("<p>Words.</p>" * 300, wxr.comment("x" * 900))] * many)
        tracemalloc.start()
        assert sum(1 for _item in found.items()) == many
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(2_000) < 1.5 * peak(100)


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_they_are_read_or_refused(noise: bytes) -> None:
    middle = wxr.HEAD.encode() + wxr.post(title="x").encode() + noise + wxr.FOOT.encode()
    for content in (noise, b"\xff\xfe" + noise, middle):
        with suppress(NotRead):
            list(wxr.of_bytes(content).items())
