"""What is told from a text alone: escaping, links, comparing, claimed names."""

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from heed.moderation import guards

LEADERS = ["Ama Mensah", "Dr Rick Evans", "Jo Anderson", "Thomas Lee-Brown"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Buy  now\n", "buy now"),
        ("B\u200bu\u00ady n\u2060ow", "buy now"),
        ("\u202eBuy now\u202c", "buy now"),
        ("Ｂｕｙ ｎｏｗ", "buy now"),
        ("ﬁne STRASSE", "fine straße"),
        ("Cafe\u0301", "café"),
    ],
)
def test_texts_that_read_alike_compare_alike(one, other):
    assert guards.comparable(one) == guards.comparable(other)


@given(st.text())
def test_comparing_twice_changes_nothing(text):
    once = guards.comparable(text)
    assert guards.comparable(once) == once


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", 0),
        ("no link here, e.g. at nhs.uk", 0),
        ("https://nhs.uk and http://x.example.", 2),
        ("HTTPS://NHS.UK www.x.example", 2),
        ("http://www.x.example", 1),
        ("ht\u200btp://x.example", 1),
        ("ｈｔｔｐ://x.example", 1),
        ("x" * 10 + "http://a.b" * 5, 5),
    ],
)
def test_links_are_counted(text, links):
    assert guards.link_count(text) == links


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (" \n \n", ""),
        ("One", "<p>One</p>"),
        ("One\nTwo", "<p>One<br>\nTwo</p>"),
        ("One\r\n\r\n\r\n Two\u2028Three", "<p>One</p>\n<p>Two<br>\nThree</p>"),
        ("a < b & c > d \"e\" 'f'", "<p>a &lt; b &amp; c &gt; d &#34;e&#34; &#39;f&#39;</p>"),
        ("N\0U\x07L \u202eback\u202c \u2066in\u2069\ufeff", "<p>NUL back in</p>"),
        ("\ud800x", "<p>x</p>"),
    ],
)
def test_plain_text_becomes_paragraphs(text, html):
    assert guards.plain_to_html(text) == Markup(html)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see https://nhs.uk.", "https://nhs.uk"),
        ("(see https://nhs.uk/a_(b))", "https://nhs.uk/a_(b)"),
        ("“https://nhs.uk/a?b=c&d=e#f”", "https://nhs.uk/a?b=c&d=e#f"),
        ("HTTP://nhs.uk/x, then", "HTTP://nhs.uk/x"),
        ("https://nhs.uk:8443/x…", "https://nhs.uk:8443/x"),
        ("*https://nhs.uk/x*", "https://nhs.uk/x"),
    ],
)
def test_an_address_is_shown_whole_and_can_be_followed(text, address):
    (link,) = BeautifulSoup(guards.plain_to_html(text), "html.parser").find_all("a")
    assert link["href"] == link.text == address
    assert link["rel"] == ["nofollow", "ugc", "noopener"]
    assert set(link.attrs) == {"href", "rel"}


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "JaVaScRiPt://nhs.uk/%0aalert(1)", "data:text/html,<script>",
        "ftp://nhs.uk", "//nhs.uk", "www.nhs.uk", "https://", "https://nhs.uk@evil.example/",
        "https://nhs.uk:pass@evil.example", "https://xn--nhs-\u0430.example", "https://nhѕ.uk",
        "https:/\\evil.example", "https://evil\\@nhs.uk", "http://localhost", "https://1/x",
    ],
)  # fmt: skip
def test_an_address_that_hides_where_it_leads_stays_text(text):
    html = guards.plain_to_html(text)
    assert "<a" not in html
    assert BeautifulSoup(html, "html.parser").text == text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</p><svg/onload=alert(1)>",
        "http://x.com/?'onmouseover='alert(document.domain)'x='",
        'http://x.com/"onmouseover="alert(1)', "http://x.com/<script>alert(1)</script>",
        "{{ 7*7 }}{% raw %}", "&lt;script&gt;", "http://x.com/&quot;onload=1",
    ],
)  # fmt: skip
def test_nothing_a_person_writes_becomes_markup(text):
    soup = BeautifulSoup(guards.plain_to_html(text), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"p", "br", "a"}
    for link in soup.find_all("a"):
        assert set(link.attrs) == {"href", "rel"}
        assert not set("<>\"'") & set(link["href"])
    assert soup.text == text


@given(
    st.text(alphabet=st.sampled_from("ab <>&\"'/:.()\n\rhtps?#@\0\u202e\u2028") | st.characters())
)
def test_every_text_comes_out_as_it_went_in_less_what_cannot_be_seen(text):
    soup = BeautifulSoup(guards.plain_to_html(text), "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"p", "br", "a"}
    assert "".join(soup.text.split()) == "".join(guards.without_controls(text).split())


@pytest.mark.parametrize(
    "text",
    [
        "https://a.example/" + "(" * 64_000, "https://a.example/" + ")" * 64_000,
        ("https://a.b/" + ")." * 990 + " ") * 32, "http://x.example/a " * 3400,
        "\n \n" * 21_000, "www." * 16_000, "<" * 64_000, "http" * 16_000, "https://" * 8_000,
        "e\u0301" * 32_000, "\u200b" * 64_000, "a." * 32_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_a_long_text_takes_milliseconds(text):
    def seconds() -> float:
        begun = time.process_time()
        guards.plain_to_html(text)
        guards.comparable(text)
        guards.link_count(text)
        guards.claims_a_name(text, LEADERS)
        return time.process_time() - begun

    assert min(seconds() for _ in range(3)) < 0.15


@pytest.mark.parametrize(
    "name",
    [
        "Ama Mensah", "ama mensah", "AMA MENSAH", "Mensah, Ama", "Ama K. Mensah", "Ama  Mensah",
        "Dr Ama Mensah", "Ama Mensah (CEO)", "the real Ama Mensah", "AmaMensah", "ama.mensah",
        "A m a  M e n s a h", "Áma Ménsah", "Ama\u200b Men\u00adsah", "\u202eAma Mensah",
        "АMА МENSАH", "аmа mensаh", "Αma Μensah", "Ａｍａ Ｍｅｎｓａｈ", "𝐀𝐦𝐚 𝐌𝐞𝐧𝐬𝐚𝐡", "4ma Men5ah",
        "@ma Mensah", "Ama Mensạh", "ᴀᴍᴀ ᴍᴇɴsᴀʜ", "TheRealAmaMensah", "Ama Mensah 🚑",
    ],
)  # fmt: skip
def test_a_leaders_name_is_known_however_it_is_spelt(name):
    assert guards.claims_a_name(name, LEADERS) == "Ama Mensah"


@pytest.mark.parametrize(
    "name", ["R1ck Evans", "Rlck Evans", "Ríck  Evans", "Prof. Rick Evans", "RICK EVANS"]
)
def test_titles_and_look_alikes_make_no_difference(name):
    assert guards.claims_a_name(name, LEADERS) == "Dr Rick Evans"


@pytest.mark.parametrize(
    "name",
    [
        "Chief Executive", "The Chief Executive", "chief exec", "CEO", "C.E.O.", "C E O", "Ch1ef Executive",
        "Chíef Executlve", "Сhief Ехесutive", "ChiefExecutive", "TheChiefExecutive", "Chief  Executive\u200b",
        "Director", "Director of Workforce", "Sam, Director of Nursing", "Dírector 0f Finance",
        "Freedom to Speak Up Guardian", "FTSU", "the guardian", "Fr33dom to Speak Up", "Speak-Up Guardian",
        "Non-Executive", "Chair of the Board", "The Chair", "Chairman", "Moderator", "Administrator",
        "Sam Jones-CEO", "Chief Operating Officer",
    ],
)  # fmt: skip
def test_a_leaders_post_is_known_however_it_is_spelt(name):
    assert guards.claims_a_name(name, LEADERS)


def test_posts_of_this_organisation_are_known_too():
    assert guards.claims_a_name("The Bosun", LEADERS) is None
    assert guards.claims_a_name("The B0sun", LEADERS, ["Bosun"]) == "Bosun"


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "\u200b", "Sam", "Ama", "Mensah", "Sam Jones", "Amanda Mensah", "Ama Mensahi", "Patrick Evans",
        "Mojo Anderson", "Joanne Anderson", "Thomas Lee", "Thomas Brown", "Lee Brown-Thomas", "Sarah James-Brown",
        "Siân O’Neill", "Łukasz Nowak", "Иван Петров", "Ελένη Παπαδοπούλου", "李雷", "Ñandú Ibáñez", "Zoë",
        "Dean King", "Bishop Prince", "Ann Chair", "Guardiano Rossi", "Executive Steve", "Chief", "Dr Evans",
        "Kate (paramedic)", "Joe from Ashby station", "A paramedic on nights",
        "J.", "Bernard Arnold", "Ian Ceolin", "Speak Up", "Mr Freedom", "Constance Chairs",
    ],
)  # fmt: skip
def test_ordinary_people_are_not_suspected(name):
    assert guards.claims_a_name(name, LEADERS) is None


@given(st.text(max_size=80))
def test_no_name_makes_it_stumble(name):
    assert guards.claims_a_name(name, LEADERS) in {None, *LEADERS} | set(guards.POSTS)
