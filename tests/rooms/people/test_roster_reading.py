"""What a roster may look like, and that everything wrong with one is named by its line."""

import pytest

from heed.people.roster import reading
from heed.people.roster.mistakes import CannotUseRoster
from heed.people.roster.tree import Tree
from tests.rooms.people.rosters import BEV, HEADS, SAM, like, roster


def said(data: bytes) -> list[str]:
    """Every sentence with which a roster is refused."""
    with pytest.raises(CannotUseRoster) as refused:
        Tree(reading.read(data))
    return str(refused.value).splitlines()


class TestWhatIsRead:
    def test_columns_are_known_by_name_in_any_order(self) -> None:
        text = "Job Title,E-mail Address,SURNAME,Forename,Band,Employee Number\n"
        text += "Medic,ruth@saltmarsh.example,Okafor,Ruth,6,0042\n"
        found = reading.read(text.encode())
        row = found.rows["42"]
        assert (row.number, row.name, row.post) == ("0042", "Ruth Okafor", "Medic")
        assert row.unit is None
        assert not found.has_units
        assert found.unread == ["Band"]

    @pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
    def test_any_separator_of_a_spreadsheet(self, sign: str) -> None:
        found = reading.read(roster(SAM, BEV, sign=sign))
        assert found.rows["1002"].post == "Operations manager"

    @pytest.mark.parametrize(
        "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
    )
    def test_any_encoding_of_a_spreadsheet(self, encoding: str) -> None:
        text = roster(like(SAM, name="Zoë O’Brien")).decode()
        assert reading.read(text.encode(encoding)).rows["1001"].name == "Zoë O’Brien"

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_any_line_end_and_blank_lines(self, end: str) -> None:
        text = roster(SAM, BEV).decode().replace("\r\n", end).replace(end, end + end)
        assert [row.line for row in reading.read(text.encode()).rows.values()] == [3, 5]

    def test_a_cell_may_have_commas_and_quotation_marks(self) -> None:
        found = reading.read(roster(like(SAM, post='Paramedic, "senior"')))
        assert found.rows["1001"].post == 'Paramedic, "senior"'


class TestWhatIsNeverNeeded:
    @pytest.mark.parametrize(
        "head",
        ["NI Number", "National Insurance No", "Date of Birth", "DOB", "Birth date", "Ethnic Origin",
         "Ethnicity", "Sickness days", "sick_days", "Absence reason", "Disability", "Religion"],
    )  # fmt: skip
    def test_it_is_refused_by_name_and_nothing_is_read(self, head: str) -> None:
        lines = said(roster((*SAM, "QQ123456C"), heads=(*HEADS, head)))
        assert lines == [f"Line 1: take out the column “{head}”: Heed never needs it."]

    def test_not_even_where_everything_else_is_wrong(self) -> None:
        lines = said(b"DOB,NINO,nonsense\n\x00,,\n")
        assert len(lines) == 2
        assert all("take out" in line for line in lines)

    @pytest.mark.parametrize("head", ["Band", "Nickname", "Stage", "Unit type", "Bank staff"])
    def test_a_column_that_only_sounds_like_it_is_left_alone(self, head: str) -> None:
        assert reading.read(roster((*SAM, "x"), heads=(*HEADS, head))).unread == [head]


class TestWholeFiles:
    @pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0\0", b" \r\n "])
    def test_an_empty_file(self, data: bytes) -> None:
        lines = said(data)
        assert lines[0] == "The file is empty." or "no column is called" in lines[0]

    def test_a_file_of_heads_alone(self) -> None:
        assert "names columns and nobody" in said(roster())[0]

    def test_a_file_without_heads(self) -> None:
        text = "1001,Sam Tolliver,sam@saltmarsh.example\n"
        lines = said(text.encode())
        assert lines == [
            f"Line 1: no column is called “{name}”. The first line of the file names the columns."
            for name in ("email", "name", "staff number")
        ]

    def test_two_columns_that_say_the_same(self) -> None:
        lines = said(roster((*SAM, "s@x.example"), heads=(*HEADS, "Work email")))
        assert lines == ["Line 1: “Email” and “Work email” say the same. Take one of them out."]

    def test_a_unit_above_without_units(self) -> None:
        heads = ("Staff number", "Name", "Email", "Directorate")
        assert "“unit”" in said(roster((*SAM[:3], "North"), heads=heads))[0]

    def test_a_workbook(self) -> None:
        assert "own file" in said(b"PK\x03\x04" + b"\0" * 100)[0]

    @pytest.mark.parametrize("encoding", ["utf-32", "utf-32-be"])
    def test_an_encoding_of_nobody(self, encoding: str) -> None:
        assert said(roster(SAM).decode().encode(encoding))

    def test_a_byte_of_no_encoding_is_named_by_its_line(self) -> None:
        data = roster(SAM, BEV).replace(b"Bev", b"B\x81v")
        assert said(data)[0].startswith("Line 3: this is in an encoding that we do not know")

    def test_a_broken_letter_among_good_ones_is_no_other_encoding(self) -> None:
        data = roster(like(SAM, name="Zoë"), BEV).replace(b"Bev", b"B\xebv")
        assert said(data)[0].startswith("Line 3: this is in an encoding")

    def test_a_hundred_thousand_lines(self) -> None:
        data = roster(SAM) + b"1,a,a@b.example,,,,\r\n" * 100_000
        assert said(data) == ["Line 50002: a roster has at most 50,000 lines."]

    def test_a_head_that_would_lead_a_terminal_astray(self) -> None:
        evil = "\x1b]0;Ruth\x07\x1b[2J" + "a" * 90
        (head,) = reading.read(roster((*SAM, "x"), heads=(*HEADS, evil))).unread
        assert head.isprintable()
        assert len(head) <= 60
        (sentence,) = said(roster((*SAM, "x"), heads=(*HEADS, "\x1b[ name")))
        assert sentence.isprintable()

    def test_twenty_megabytes(self) -> None:
        assert "20 MB" in said(b"a" * 21_000_000)[0]

    def test_a_quotation_mark_that_never_closes(self) -> None:
        data = roster(SAM, BEV).replace(b"Bev", b'"Bev')
        assert said(data) == ["Line 3: its quotation marks do not match."]

    def test_a_file_that_was_cut_off(self) -> None:
        data = roster(SAM, BEV)[:-20]
        assert said(data) == ["Line 3: it has 4 cells, and the first line has 7."]


class TestLines:
    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"number": ""}, "the staff number is missing."),
            ({"number": "1 001"}, "the staff number holds more than letters, figures and hyphens."),
            ({"number": "1.001E+03"},
             "the staff number was rounded by a spreadsheet. Export it as text."),
            ({"name": " "}, "the name is missing."),
            ({"name": "x" * 121}, "the name is longer than 120 characters."),
            ({"name": "Sam\0"}, "the name holds characters that cannot be seen."),
            ({"name": "Sam\n\nTolliver"}, "the name holds characters that cannot be seen."),
            ({"name": "Sam \u202erevillot"}, "the name holds characters that cannot be seen."),
            ({"name": "=cmd|'/c calc'!A1"}, "the name begins like a formula of a spreadsheet."),
            ({"post": "+44"}, "the post begins like a formula of a spreadsheet."),
            ({"unit": "@SUM(A1)"}, "the unit begins like a formula of a spreadsheet."),
            ({"email": ""}, "the email address is missing."),
            ({"email": "sam"}, "“sam” is not an email address."),
            ({"email": "sam@saltmarsh.example\r\nBcc: a@b.example"},
             "the email address holds characters that cannot be seen."),
            ({"email": "a" * 250 + "@b.example"}, "the email address is longer than 254 characters."),
            ({"post": "x" * 161}, "the post is longer than 160 characters."),
            ({"unit": "", "code": "T1"}, "it says where a unit stands and not which unit."),
        ],
    )  # fmt: skip
    def test_a_mistake_is_named_by_its_line(self, changed: dict[str, str], sentence: str) -> None:
        assert said(roster(BEV, like(SAM, **changed))) == [f"Line 3: {sentence}"]

    def test_every_mistake_is_named_at_once(self) -> None:
        lines = said(roster(like(SAM, name="", email="sam"), like(BEV, number="")))
        assert [line[:7] for line in lines] == ["Line 2:", "Line 2:", "Line 3:"]

    def test_but_no_more_than_anybody_reads(self) -> None:
        lines = said(roster(*(like(SAM, number=str(n), name="") for n in range(2_000))))
        assert len(lines) == 41
        assert lines[-1] == "And 1,960 more mistakes."

    @pytest.mark.parametrize("number", ["1001", "01001", "00001001"])
    def test_a_number_twice(self, number: str) -> None:
        lines = said(roster(SAM, like(BEV, number=number)))
        assert lines == [f"Line 3: the staff number {number} stands in line 2 already."]

    def test_an_address_twice_in_another_case(self) -> None:
        lines = said(roster(SAM, like(BEV, email="SAM@Saltmarsh.Example")))
        assert lines == ["Line 3: the address SAM@Saltmarsh.Example stands in line 2 already."]


class TestTheTree:
    def test_a_unit_under_two(self) -> None:
        lines = said(roster(SAM, like(BEV, unit="Thornsea", code="T1", above="South")))
        assert lines == [
            "Line 3: the unit “Thornsea” is under “South” here and under “North” in line 2."
        ]

    def test_a_code_with_two_names(self) -> None:
        lines = said(roster(SAM, like(BEV, code="T1")))
        assert lines == ["Line 3: the unit T1 is called “Quay” here and “Thornsea” in line 2."]

    def test_a_circle(self) -> None:
        rows = [like(SAM, above="Quay"), like(BEV, above="Thornsea")]
        assert "would be above itself" in said(roster(*rows))[0]

    def test_a_unit_under_itself(self) -> None:
        assert said(roster(like(SAM, above="Thornsea"))) == [
            "Line 2: the unit “Thornsea” would be above itself."
        ]

    def test_a_long_circle_through_a_way_down(self) -> None:
        rows = [like(SAM, above="Quay > North"), like(BEV, above="Thornsea")]
        assert "would be above itself" in said(roster(*rows))[0]

    def test_a_unit_above_of_which_there_are_two(self) -> None:
        rows = [SAM, like(BEV, unit="Thornsea", code="T2"), like(BEV, number="3", email="c@d.example",
                unit="Bay", code="B", above="Thornsea")]  # fmt: skip
        assert said(roster(*rows)) == [
            "Line 4: several units are called “Thornsea”. Give the code of the one above."
        ]

    def test_a_deep_way_down(self) -> None:
        way = " > ".join(f"Level {n}" for n in range(60))
        tree = Tree(reading.read(roster(like(SAM, above=way))))
        assert len(tree.units) == 61
