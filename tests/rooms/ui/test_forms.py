"""What a form does with what was typed: keep it whole, refuse it kindly, show it again."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from heed.ui import forms
from heed.ui.forms import counts, text


class CommentForm(forms.Form):
    name = forms.CharField(label="Your name", max_length=20, autocomplete="name")
    email = forms.EmailField(label="Email address", hint="It is never shown.")
    message = forms.CharField(label="Your message", rows=8, max_length_shown=100)
    lane = forms.ChoiceField(
        label="What now?",
        choices=[("post", "Post it"), ("not_posted", "Do not post it, because…")],
        conditional={"not_posted": "reason"},
        missing="Choose what to do",
    )
    reason = forms.SelectField(
        label="Reason", choices=[("spam", "Spam")], empty_label="Choose one", required=False
    )


GOOD = {"name": "Ama", "email": "ama@example.org", "message": "Hello", "lane": "post"}


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def one(html: str, selector: str) -> Tag:
    (found,) = soup(html).select(selector)
    return found


def errors_of(field: object, value: object, name: str = "it") -> list[str]:
    form = type("Asked", (forms.Form,), {name: field})(
        value if isinstance(value, dict) else {name: value}
    )
    return list(form.errors.get(name, []))


def cleaned(field: object, value: object) -> object:
    form = type("Asked", (forms.Form,), {"it": field})(
        value if isinstance(value, dict) else {"it": value}
    )
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


def test_a_good_form_gives_what_was_typed() -> None:
    form = CommentForm(GOOD)
    assert form.is_valid()
    assert form.cleaned_data == {**GOOD, "reason": ""}
    assert form.error_summary() == ""


def test_each_empty_field_says_what_to_do() -> None:
    form = CommentForm({})
    assert {name: list(errors) for name, errors in form.errors.items()} == {
        "name": ["Enter your name"],
        "email": ["Enter an email address, like name@example.org"],
        "message": ["Enter your message"],
        "lane": ["Choose what to do"],
    }


def test_the_summary_links_to_each_field_in_its_order() -> None:
    form = CommentForm({})
    page = form.error_summary() + form.field_groups()
    links = soup(page).select(".nhsuk-error-summary a")
    assert [link["href"] for link in links] == ["#id_name", "#id_email", "#id_message", "#id_lane"]
    for link in links:
        assert len(soup(page).select(f"[id='{str(link['href'])[1:]}']")) == 1


def test_what_is_wrong_with_the_whole_form_stands_first_and_links_nowhere() -> None:
    form = CommentForm({**GOOD, "name": ""})
    form.add_error(None, "Somebody else has just decided this")
    first, second = soup(form.error_summary()).select("li")
    assert first.get_text(strip=True) == "Somebody else has just decided this"
    assert first.a is None
    assert second.a is not None


def test_a_form_comes_back_as_it_was_filled() -> None:
    form = CommentForm({**GOOD, "message": "One\r\n  two <b>", "name": "x" * 30})
    html = form.field_groups()
    assert one(html, "textarea").get_text() == "One\n  two <b>"
    assert one(html, "#id_name")["value"] == "x" * 30
    assert one(html, "#id_lane").has_attr("checked")


def test_a_field_that_opens_under_a_choice_stands_there_alone() -> None:
    html = CommentForm().field_groups()
    assert one(html, "select").find_parent(id="conditional-id_lane-2")


def test_the_browser_keeps_its_own_messages_to_itself() -> None:
    html = CommentForm().field_groups()
    assert not soup(html).select("[required], [maxlength], [style], script, [onclick]")


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "Joe's & Co"])
def test_words_are_escaped_everywhere(label: str) -> None:
    for kind in (forms.CharField, forms.DateField, forms.BooleanField, forms.FileField):
        html = type("Asked", (forms.Form,), {"it": kind(label=label, hint=label)})().field_groups()
        assert not soup(html).select("script")
        assert label in soup(html).get_text()
    for kind in (forms.ChoiceField, forms.MultipleChoiceField, forms.SelectField):
        field = kind(label=label, choices=[(label, label)], hint=label)
        html = type("Asked", (forms.Form,), {"it": field})().field_groups()
        assert not soup(html).select("script")
        assert one(html, "[value]:not([value=''])")["value"] == label


def test_markup_in_a_hint_and_in_a_choice_stays_markup() -> None:
    field = forms.ChoiceField(
        label="Which?",
        choices=[("a", "A")],
        hint=Markup("<em>Softly</em>"),
        hints={"a": Markup("<strong>So</strong>")},
        conditional={"a": Markup("<p>Open</p>")},
    )
    html = type("Asked", (forms.Form,), {"it": field})().field_groups()
    assert one(html, ".nhsuk-hint em").get_text() == "Softly"
    assert one(html, ".nhsuk-radios__hint strong").get_text() == "So"
    assert one(html, ".nhsuk-radios__conditional p").get_text() == "Open"


# Text


@pytest.mark.parametrize(
    "hidden",
    ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\u202a", "\u202e", "\u2066", "\u2069", "\ud800"],
)
def test_hidden_characters_are_refused_with_one_sentence_and_taken_out(hidden: str) -> None:
    form = CommentForm({**GOOD, "name": f"A{hidden}ma", "message": f"He{hidden}llo"})
    assert form.errors["name"] == form.errors["message"]
    assert form.errors["name"] == [
        "This had hidden characters. We took them out: read it and send it again"
    ]
    html = form.field_groups()
    assert one(html, "#id_name")["value"] == "Ama"
    assert one(html, "textarea").get_text() == "Hello"


def test_an_email_address_with_hidden_characters_is_refused() -> None:
    assert errors_of(forms.EmailField(), "a\u202e@example.org")
    assert errors_of(forms.EmailField(), "a@example.org\0")


def test_line_ends_become_one_kind_and_blank_ends_go() -> None:
    field = forms.CharField(rows=3)
    assert cleaned(field, "  one\r\ntwo\rthree\u2028four\x85five \n\n") == (
        "one\ntwo\nthree\nfour\nfive"
    )


def test_a_line_stays_one_line() -> None:
    assert cleaned(forms.CharField(), "Subject\r\nBcc: all@example.org") == (
        "Subject Bcc: all@example.org"
    )


@pytest.mark.parametrize("words", ["Siân Ŵyn", "👩🏻‍🚀 thank you", "שלום", "नमस्ते", "a\tb"])
def test_every_language_and_every_sign_is_kept(words: str) -> None:
    assert cleaned(forms.CharField(rows=2), words) == words


def test_blanks_alone_are_nothing() -> None:
    assert errors_of(forms.CharField(label="Your name"), " \t\r\n ") == ["Enter your name"]


def test_a_text_is_measured_in_characters_after_it_is_trimmed() -> None:
    field = forms.CharField(max_length=5)
    assert cleaned(field, "  ŵŵŵŵŵ  ") == "ŵŵŵŵŵ"
    assert errors_of(field, "123456") == ["Use 5 characters or fewer. This has 6"]


def test_a_line_end_counts_once_as_it_does_in_the_browser() -> None:
    assert cleaned(forms.CharField(rows=2, max_length=3), "a\r\nb") == "a\nb"


def test_a_text_is_measured_in_bytes_too() -> None:
    too_long = ["This is too long to keep. Make it shorter"]
    assert errors_of(forms.CharField(rows=2), "x" * 65_537) == too_long
    assert errors_of(forms.CharField(), "x" * 4_097) == too_long
    assert errors_of(forms.CharField(max_bytes=8), "👩🏻‍🚀") == too_long
    assert cleaned(forms.CharField(max_bytes=8), "12345678") == "12345678"


def test_a_count_of_words_shows_and_refuses_nothing() -> None:
    field = forms.CharField(max_words_shown=3)
    assert cleaned(field, "one two three four") == "one two three four"
    html = type("Asked", (forms.Form,), {"it": field})().field_groups()
    assert one(html, "[data-maxwords]")["data-maxwords"] == "3"


def test_the_count_speaks_the_language_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = CommentForm()["message"].as_field_group()
    assert not [name for name in one(plain, "[data-module]").attrs if "i18n" in name]
    monkeypatch.setattr(counts, "_", lambda words: f"[{words}]")
    html = CommentForm()["message"].as_field_group()
    count = one(html, "[data-module]")
    assert count["data-i18n.characters-under-limit.other"] == (
        "[You have %{count} characters remaining]"
    )
    assert one(html, "#id_message-info").get_text(strip=True) == (
        "[You can enter up to 100 characters]"
    )


@given(st.text(max_size=200))
def test_what_is_shown_again_is_always_taken_the_second_time(words: str) -> None:
    shown = text.tidy(text.without_refused(words))
    assert not text.refused(shown)
    assert text.tidy(shown) == shown


# Choices


def test_a_choice_that_is_not_offered_is_refused() -> None:
    sentence = ["Choose one of the answers that are offered"]
    choices = [("a", "A"), ("b", "B")]
    for kind in (forms.ChoiceField, forms.SelectField, forms.MultipleChoiceField):
        value = {"it": ["c"]} if kind is forms.MultipleChoiceField else "c"
        assert errors_of(kind(choices=choices), value) == sentence
        off = {"it": ["b"]} if kind is forms.MultipleChoiceField else "b"
        assert errors_of(kind(choices=choices, off=["b"]), off) == sentence


def test_nothing_is_chosen_before_somebody_chooses() -> None:
    field = forms.ChoiceField(choices=[("None", "None of these"), ("", "Later")])
    html = type("Asked", (forms.Form,), {"it": field})().field_groups()
    assert not soup(html).select("[checked]")


def test_a_box_that_must_be_ticked_says_which() -> None:
    field = forms.BooleanField(label="You may quote this")
    assert errors_of(field, {}) == ["Tick “You may quote this” to go on"]
    assert cleaned(field, "on") is True
    assert cleaned(forms.BooleanField(label="You may quote this", required=False), {}) is False


def test_a_ticked_box_comes_back_ticked() -> None:
    form = type("Asked", (forms.Form,), {"it": forms.BooleanField(label="Yes")})({"it": "on"})
    assert one(form.field_groups(), "input").has_attr("checked")


def test_choices_that_are_translated_later_are_shown() -> None:
    field = forms.ChoiceField(
        label=gettext_lazy("Which?"),
        choices=[("a", gettext_lazy("This one"))],
        hints={"a": gettext_lazy("Small")},
        dividers={"a": gettext_lazy("or")},
    )
    shown = type("Asked", (forms.Form,), {"it": field})().field_groups()
    assert soup(shown).get_text(" ", strip=True) == "Which? or This one Small"


# Dates, numbers, files


def boxes(day: str, month: str, year: str) -> dict[str, str]:
    return {"it[day]": day, "it[month]": month, "it[year]": year}


@pytest.mark.parametrize(
    "typed",
    [("24", "11", "2026"), (" 24 ", "Nov", "2026"), ("24", "november", "2026")],
)
def test_a_date_is_taken_as_people_write_it(typed: tuple[str, str, str]) -> None:
    assert cleaned(forms.DateField(label="By when"), boxes(*typed)) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "sentence", "target"),
    [
        (("", "", ""), "Enter by when", "day"),
        (("", "11", "2026"), "Add a day to the date", "day"),
        (("24", "", ""), "Add a month and a year to the date", "month"),
        (("24", "11", "26"), "Enter the year with four numbers, like 2026", "year"),
        (("24", "13", "2026"), "Enter a month between 1 and 12", "month"),
        (("24", "0", "2026"), "Enter a month between 1 and 12", "month"),
        (("31", "2", "2026"), "There is no such day. Look at the day and the month", "day"),
        (("0", "2", "2026"), "There is no such day. Look at the day and the month", "day"),
        (("9" * 5000, "2", "2026"), "There is no such day. Look at the day and the month", "day"),
        (("10001", "2", "2026"), "There is no such day. Look at the day and the month", "day"),
        (("24", "10000000000000000000001", "2026"), "Enter a month between 1 and 12", "month"),
        (("24", "9" * 5000, "2026"), "Enter a month between 1 and 12", "month"),
        (("24", "11", "0000"), "There is no such day. Look at the day and the month", "day"),
        (("two", "11", "2026"), "Use numbers for the date, like 24 11 2026", "day"),
        (("24", "11", "٢٠٢٦"), "Use numbers for the date, like 24 11 2026", "year"),
        (("²", "11", "2026"), "Use numbers for the date, like 24 11 2026", "day"),
        (("24\0", "11", "2026"), "Use numbers for the date, like 24 11 2026", "day"),
    ],
)
def test_a_wrong_date_names_the_box(
    typed: tuple[str, str, str], sentence: str, target: str
) -> None:
    form = type("Asked", (forms.Form,), {"it": forms.DateField(label="By when")})(boxes(*typed))
    assert list(form.errors["it"]) == [sentence]
    assert one(form.error_summary(), "a")["href"] == f"#id_it-{target}"
    assert "nhsuk-input--error" in one(form.field_groups(), f"#id_it-{target}")["class"]


def test_a_date_has_limits_that_are_said() -> None:
    field = forms.DateField(earliest=date(2026, 11, 24), latest=lambda: date(2026, 12, 8))
    assert errors_of(field, boxes("23", "11", "2026")) == [
        "Enter a date that is 24 November 2026 or later"
    ]
    assert errors_of(field, boxes("9", "12", "2026")) == [
        "Enter a date that is 8 December 2026 or earlier"
    ]


def test_a_date_comes_back_as_typed_and_starts_as_set() -> None:
    kind = type("Asked", (forms.Form,), {"it": forms.DateField(label="By when")})
    assert one(kind(boxes("24", "Nov", "")).field_groups(), "#id_it-month")["value"] == "Nov"
    started = kind(initial={"it": date(2026, 11, 5)}).field_groups()
    values = [box["value"] for box in soup(started).select("input")]
    assert values == ["5", "11", "2026"]


def test_a_date_may_be_left_out_where_it_is_not_required() -> None:
    assert cleaned(forms.DateField(required=False), boxes("", "", "")) is None


@pytest.mark.parametrize("typed", ["twelve", "1.5", "9" * 30, "1\0", "9" * 5000])
def test_a_number_that_is_none_is_refused(typed: str) -> None:
    assert errors_of(forms.IntegerField(), typed) == ["Enter a whole number, like 12"]


def test_a_number_has_limits_that_are_said() -> None:
    field = forms.IntegerField(min_value=1, max_value=40)
    assert cleaned(field, " 12 ") == 12
    assert errors_of(field, "0") == ["Enter a number that is 1 or more"]
    assert errors_of(field, "41") == ["Enter a number that is 40 or less"]


def test_a_file_is_asked_for_and_may_not_be_empty() -> None:
    kind = type("Asked", (forms.Form,), {"it": forms.FileField(label="Picture", accept="image/*")})
    assert list(kind({}, {}).errors["it"]) == ["Choose a file"]
    empty = kind({}, {"it": SimpleUploadedFile("a.png", b"")})
    assert list(empty.errors["it"]) == ["This file is empty. Choose another"]
    assert kind({}, {"it": SimpleUploadedFile("a.png", b"x")}).is_valid()
    assert one(kind().field_groups(), "input")["accept"] == "image/*"


def test_what_nobody_sees_is_carried_and_refused_when_it_is_missing() -> None:
    kind = type("Asked", (forms.Form,), {"it": forms.HiddenField(initial="ticket")})
    assert one(kind().field_groups(), "input[type=hidden]")["value"] == "ticket"
    missing = kind({})
    assert one(missing.error_summary(), "li").a is None
    assert "Load it again" in missing.error_summary()
