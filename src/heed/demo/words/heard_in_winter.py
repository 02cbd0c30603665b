"""What the authors hear from now on, where the visitor leaves it to them."""

from heed.demo.words.loop import Listened, given, listened, no, promise, theme, word

HEARD_IN_WINTER: dict[str, Listened] = {
    "2026-W48": listened(
        "You asked for lights, a key and a microwave. I had been preparing a speech about breaks.",
        """
        Thank you. I asked for one thing small enough to fix before Christmas, and you took me at my
        word.
        """,
        theme(
            "Small things in the dark: lamps, keys, a microwave",
            "Four thank-yous for reporting a bulb is our whole way of working, in one sentence.",
            "Lorna Pettifer",
            "Dewi Marchbanks",
            "Kofi Ashdown",
            "Siobhan Larkrise",
            "Ewart Lindle",
            "Joss Everden",
            "Hal Oxenham",
            "Carwyn Hale",
            "Bryony Tull",
            "Hattie Brompton",
            "Norris Peake",
            "Rhona Delph",
            landed="I rang the garage about the key. It took four minutes, and I had never tried.",
            quoted="Kofi Ashdown",
        ),
        theme(
            "The same crew goes over the estuary three nights out of four",
            "Whoever answers is the nearest. I had been measuring distance and you were telling me who pays.",
            "Faisal Thornby",
            "Elspeth Varley",
        ),
        theme(
            "Do not come to drink tea",
            "To some of you my visit is for me. I would rather hear that than a polite cup.",
            landed="I came all the same. I brought no camera.",
        ),
        not_understood="Why a bulb can be reported four times and belong to nobody.",
        then=(
            promise(
                "Every bulb over a ramp works, at every station, by the end of the year",
                "Team leaders walk their ramp after dark and say which are out.",
                word(
                    "2026-12-07",
                    "start",
                    "Nineteen of twenty ramps were walked: eleven bulbs are out.",
                ),
                word(
                    "2026-12-21",
                    "finish",
                    "All eleven are in. Thornsea has a spare in the cupboard.",
                ),
                owner="gethin",
                by="2026-12-31",
            ),
        ),
    ),
    "2026-W49": listened(
        "Stop being read by three people first",
        "Thank you for four being a start. I counted my own calendar after the nineteen.",
        theme(
            "Every letter of mine goes through three people",
            "You can hear it. I had thought that it made me sound careful.",
            "Perry Haldane",
            landed="This page was read by nobody before you.",
            quoted="Perry Haldane",
        ),
        theme(
            "New people met me for four minutes on a screen",
            "And the sound was off. I had been told that it went well.",
            "Hattie Brompton",
        ),
        theme("Painted walls, hedges and sandwiches", "I accept the sandwich."),
        then=(
            promise(
                "An hour with each group of new starters, in the room, without slides",
                "The first is on Monday 14 December at Reedham Cross.",
                word(
                    "2026-12-15",
                    "start",
                    "Nine people, one hour, and the best question was about boots.",
                ),
                word("2027-01-11", "note", "The second was on Friday. It took ninety minutes."),
                owner="helen",
                by="2027-03-31",
                kind="listen",
                theme=1,
            ),
        ),
    ),
    "2026-W50": listened(
        "Not another picture",
        "Thank you. One of you was fair to my picture, and it still was not food.",
        theme(
            "A second dispatcher between three and five",
            "I asked for a line on page 31 and you gave me a person.",
            "Elspeth Varley",
            "Faisal Thornby",
            "Carwyn Hale",
            quoted="Elspeth Varley",
        ),
        theme(
            "Will anybody read what is written down?",
            "A record that nobody reads is a drawer. I had not said who reads it.",
            "Tilly Brough",
            "Aled Winship",
            landed="That the picture hangs behind a locked door was the line I deserved.",
        ),
        theme("The corridor is behind a door", "It hangs in the yard now, in a plastic sleeve."),
        then=(
            promise(
                "The crew reads each month how many breaks were taken back, on the station wall",
                "December’s sheet is printed for every station on 4 January.",
                word(
                    "2027-01-04",
                    "start",
                    "It hangs at all twenty stations and in the control room.",
                ),
                owner="ben",
                by="2027-02-26",
                theme=1,
            ),
            given(
                "Colm Rafferty, Chief Operating Officer",
                "A second dispatcher between three and five is his to decide, and he has your words.",
            ),
        ),
    ),
    "2026-W51": listened(
        "I had not counted the north",
        "Thank you, and above all to whoever keeps my note from the battery box.",
        theme(
            "Seven of sixty-four were for the north",
            "I counted forms, and not where they came from. You did.",
            "Tobias Crane",
            landed="I did the sum again, hoping. It is seven.",
            quoted="Tobias Crane",
        ),
        theme(
            "I leave in March",
            "It was not a joke, and one of us read it as one.",
            "Una Fairweather",
        ),
        theme("Lamps, tyres and a kettle", "The kettle is on its way to patient transport."),
        then=(
            no(
                "A fixed share of the money for each area",
                """
                The north has a fifth of the people and half of the old roofs, so a fixed share would
                give it less than it needs in a bad year. Each month I publish where the yeses went,
                by area, and you can hold it against me.
                """,
                "Director of Finance and Estates",
            ),
        ),
    ),
    "2026-W52": listened(
        "The phone on the wall was a better idea than mine",
        "Thank you for answering in the week in which nobody should have to.",
        theme(
            "Ring once, at one time, and keep it",
            "You do not mind bad news. You mind waiting beside a telephone for it.",
            "Rhona Delph",
            "Perry Haldane",
            quoted="Rhona Delph",
        ),
        theme("Mince pies go to whoever is on", "They did, and the tin came back clean."),
        then=(
            promise(
                "My team rings between one and two, and at no other time of day",
                "Every number that we ring is told so.",
                word(
                    "2027-01-07", "start", "Everybody was told on Monday. We kept to it all week."
                ),
                owner="shanice",
                by="2027-02-15",
                kind="change",
            ),
        ),
    ),
    "2026-W53": listened(
        "Tell us how it ended",
        "Thank you. I asked a medical question and got a human answer.",
        theme(
            "Nobody tells us how it ended",
            "You carry a story without its last page, and we file the page.",
            "Nerys Calloway",
            "Owain Castellan",
            landed="I know the ends, because I ask. It had not struck me that you may not.",
            quoted="Nerys Calloway",
        ),
        theme("A quiet half hour", "Some of you want no news at all, and that is right as well."),
        then=(
            promise(
                "Whoever asks is told within a week how a job ended, as far as the law lets us",
                "Two hospitals name somebody who may say.",
                owner="imran",
                by="2027-02-26",
                kind="change",
            ),
        ),
    ),
    "2027-W01": listened(
        "Page 31 is mine now, and you wrote most of the new one",
        "Thank you for a page that fits on one side.",
        theme(
            "A second dispatcher, and a person with a coat",
            "You said the same two things as in November, more slowly, for me.",
            "Elspeth Varley",
            "Carwyn Hale",
            quoted="Carwyn Hale",
        ),
        theme("And the bridge", "Nobody was sent over it in December. Seven of you told me so."),
        then=(
            promise(
                "A manager with a coat stands at Estuary General from three to five at night",
                "Four managers, me among them, do the first two weeks of February.",
                owner="colm",
                by="2027-02-19",
                kind="change",
                is_agreed=True,
            ),
        ),
    ),
}
