"""Hints about a message: counted the same way each time, and said calmly."""

import time

import pytest

from heed.edition.plainness import JARGON, hints, syllables

EASY = " ".join(["I said I would come. You sat in the cold. I am sorry for that."] * 5)
HARD = (
    "The organisational transformation necessitates considerable interdepartmental collaboration "
    "regarding administrative responsibilities. "
) * 6


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("kettle", 2), ("come", 1), ("promised", 2), ("wanted", 2), ("people", 2),
     ("organisation", 5), ("area", 2), ("I", 1), ("hmm", 1), ("o’clock", 1), ("stations", 2)],
)  # fmt: skip
def test_syllables_are_about_right(word: str, count: int) -> None:
    assert abs(syllables(word) - count) <= (1 if word in ("area", "stations", "o’clock") else 0)


def test_easy_words_read_young_and_hard_ones_old() -> None:
    easy, hard = hints(EASY).age, hints(HARD).age
    assert easy is not None
    assert hard is not None
    assert easy <= 8
    assert hard >= 20


def test_a_short_text_is_not_judged() -> None:
    assert hints("I said I would come. I did not.").age is None
    assert hints("").sentences() == ["Nothing written yet. 400 words are the most."]


def test_only_sentences_over_twenty_five_words_are_long() -> None:
    fits = "A " + " ".join(["word"] * 24) + "."
    long = "A " + " ".join(["word"] * 25) + "."
    assert hints(f"{fits} {fits}").long_sentences == ()
    assert hints(f"Fits. {long} Fits.").long_sentences == ((long, 26),)
    assert "26 words" in hints(long).sentences()[-1]


def test_a_title_or_a_number_does_not_end_a_sentence() -> None:
    text = "Dr. Ama came at 6.30pm with e.g. 3.5 litres of tea, and No. 7 was late."
    assert len(hints(f"{text} " * 5).long_sentences) == 0
    lists = "\n".join(f"- {' '.join(['word'] * 9)}" for _item in range(6))
    assert hints(lists).long_sentences == ()


def test_jargon_is_found_whatever_its_case_and_once() -> None:
    told = hints("Going forward we will leverage. Going Forward, stakeholders! Low hanging fruit.")
    assert dict(told.jargon) == {
        "Going forward": "from now on",
        "leverage": "use",
        "stakeholders": "people it touches",
        "Low hanging fruit": "easy first steps",
    }
    assert all(plain and plain not in JARGON for plain in JARGON.values())


def test_no_word_inside_another_is_jargon() -> None:
    assert hints("The pathways were strategically placed.").jargon == ()


def test_the_first_hint_says_the_length() -> None:
    assert hints("word " * 212).sentences()[0] == "212 words of 400 at most, 1 minute to read."
    assert hints("word " * 401).sentences()[0] == "401 words. People finish a message of 400."


def test_at_most_three_of_each_are_listed() -> None:
    text = " ".join(" ".join(["Word", *["word"] * 30]) + "." for _each in range(8))
    told = hints(text).sentences()
    assert sum("A long sentence" in hint for hint in told) == 3
    assert "And 5 more long sentences." in told


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "a. " * 6_000, "A." * 10_000, "…" * 20_000, "\0\u202e"]
)
def test_any_text_is_looked_at_at_once(text: str) -> None:
    began = time.process_time()
    hints(text)
    assert time.process_time() - began < 1
