"""What the authors of late October and November heard, and what became of it."""

from heed.demo.words.loop import Listened, given, listened, no, promise, theme, word

HEARD_IN_NOVEMBER: dict[str, Listened] = {
    "2026-W42": listened(
        "Eleven pounds a month is somebody’s answer to my no",
        "Thank you for the receipts, and for the hedge. It came in a box.",
        theme(
            "We buy the batteries ourselves",
            "A no of mine does not make a need go away. It moves it into your purse.",
            "Ewart Lindle",
            "Carwyn Hale",
            landed="I added up eleven pounds over seven months and forty people. I stopped at the sum.",
            quoted="Ewart Lindle",
        ),
        theme(
            "Two hundred forms that nobody dared to send back",
            "One mechanic was brave, and I told it as a story about myself.",
        ),
        then=(
            promise(
                "Torch batteries come out of the stores at every station",
                "Stores puts a box on the van’s round.",
                word(
                    "2026-10-29", "start", "The box is on the round for the north and the Estuary."
                ),
                word(
                    "2026-11-11",
                    "finish",
                    """Every station has a box, with a note in it. Receipts back to April were
                    settled for thirty-eight people.""",
                ),
                owner="gethin",
                by="2026-11-15",
            ),
        ),
    ),
    "2026-W43": listened(
        "It is sad behind the glass, and nobody comes",
        "Thank you for letting me be in the way, and for telling me where I have not yet been.",
        theme(
            "Those who pick up the phone sit behind the glass",
            "I sat with those who send the cars. I walked past the others, on tiptoe, out of respect.",
            "Nerys Calloway",
            landed="Respect had looked like nobody coming.",
            quoted="Nerys Calloway",
        ),
        theme(
            "Leave the envelope alone", "You asked me to do nothing with it. I shall do nothing."
        ),
        then=(
            promise(
                "Sit behind the glass with the call handlers, and leave the coffee",
                "Friday 6 November, from seven in the evening.",
                word(
                    "2026-11-09",
                    "finish",
                    """I sat there for five hours. What I learned: nobody tells a call handler how it
                    ended. Four of them asked me, and I did not know either.""",
                ),
                owner="helen",
                by="2026-11-13",
                kind="listen",
            ),
        ),
    ),
    "2026-W44": listened(
        "The list has to have living people on it",
        "Thank you, most of all to the four. Nobody owed me an answer to that message.",
        theme(
            "Saying no is written down as an absence",
            "What I meant as nothing at all arrives in somebody’s record as a sick day.",
            "Magda Thirlby",
            "Hattie Brompton",
            quoted="Magda Thirlby",
        ),
        theme(
            "Whoever took the call is on nobody’s list",
            "I had drawn the circle around those who could see it.",
            "Nerys Calloway",
        ),
        theme("There was a list in 2014 too", "A list nobody keeps is worse than none."),
        then=(
            promise(
                "Saying no to going back out is written down as nothing at all",
                "The code for it is taken out of the system that records absence.",
                word(
                    "2026-11-10",
                    "start",
                    "The code is out for road crews; the control room follows.",
                ),
                word(
                    "2026-11-20",
                    "finish",
                    """There is no code for it any more, for anybody. Six old entries were taken out,
                    and the six people were told.""",
                ),
                owner="imran",
                by="2026-11-30",
                kind="change",
            ),
        ),
    ),
    "2026-W45": listened(
        "You would rather see the holes, but not only see them",
        "Thank you for counting my boxes better than I did. A hundred and forty-three it is.",
        theme(
            "The day after nights came first, and that was right",
            "You had told me what matters most and I had not believed it would beat Christmas.",
            "Lorna Pettifer",
            "Gareth Sollom",
            quoted="Lorna Pettifer",
        ),
        theme(
            "An honest page shows how short we are",
            "Seeing it does not help when nothing follows. You are asking who fills the boxes.",
            "Aled Winship",
            "Idwal Penrice",
            "We talked about it at handover.",
        ),
        theme(
            "Let us exchange in writing, without ringing anybody",
            "Some of you are better in writing. So am I.",
            landed="I ring people all day because it is easier for me. I had not seen that.",
        ),
        then=(
            promise(
                "One page on which two people exchange a turn without ringing anybody",
                "Six people at three stations try it on paper first.",
                word("2026-12-02", "start", "Six people try it at Thornsea, Sluice and Whin Hill."),
                word(
                    "2026-12-22",
                    "note",
                    "Eleven exchanges, no telephone call. It opens to all in January.",
                ),
                word(
                    "2027-01-12",
                    "finish",
                    "It is open to everybody, on paper at each station and on the screen.",
                ),
                owner="shanice",
                by="2027-01-15",
                kind="change",
                theme=2,
            ),
            no(
                "Filling every empty box in December with agency crews",
                """
                It would cost what eleven permanent posts cost for a year, and two of the three
                agencies take their people from our own stations. I would be paying to move the hole.
                The boxes that stay empty are shown to everybody, every Monday.
                """,
                "Head of Resourcing",
                theme=1,
            ),
        ),
    ),
    "2026-W46": listened(
        "Ten to four, and page 31",
        "Thank you for the time of day. Nine policies never told me that.",
        theme(
            "It is always ten to four",
            "I asked when and expected a mood. You gave me a minute, and all of you the same one.",
            "Faisal Thornby",
            "Tilly Brough",
            landed="I have set my alarm for it. I last about two nights in three.",
            quoted="Faisal Thornby",
        ),
        theme(
            "The rule is on page 31, and eleven vehicles too old",
            "Nobody decides it. A page decides it, and the page has my department’s name on it.",
            "Elspeth Varley",
            "Stefan Wharram",
        ),
        theme(
            "Somebody planned the day of patient transport", "So it can be planned. Just saying."
        ),
        then=(
            promise(
                "Find out which calls wait at ten to four, night by night, and draw it for everybody",
                "Dispatch pulls October’s waiting calls from half past three to half past four.",
                word("2026-11-27", "start", "October is pulled: twenty-six nights of thirty-one."),
                word(
                    "2026-12-07",
                    "finish",
                    "The picture hangs outside my office and is in my next message, with no names.",
                ),
                owner="ben",
                by="2026-12-11",
                kind="find_out",
            ),
            given(
                "Colm Rafferty, Chief Operating Officer",
                """
                Page 31 of the break policy was written for eleven vehicles more than we have. It is
                yours to change and not mine.
                """,
                theme=1,
            ),
        ),
    ),
    "2026-W47": listened(
        "The hour is lost in cupboards, corridors and on the wrong side of a bridge",
        "Thank you. None of what you wrote was in my spreadsheet, not even as a round figure.",
        theme(
            "An hour a shift looks for a suction unit",
            "I was looking for lost hours on the road. They are in a cupboard.",
            "Siobhan Larkrise",
            "Thank whoever moved the oxygen store.",
            quoted="Siobhan Larkrise",
        ),
        theme(
            "The bridge closes, and everybody but dispatch knows",
            "Since Tuesday dispatch has the forecast too. It should not have taken you to say it.",
            "Rhona Delph",
            "Kofi Ashdown",
            landed="The forecast had been in my own inbox all year.",
        ),
        theme(
            "Seven of eleven is overtime, and it will be us",
            "You read the sum faster than I did. I had hoped nobody would.",
            "Perry Haldane",
        ),
        theme(
            "Places to stand by without a toilet, and nights that nobody rings about",
            "These are the lines that I have read most often.",
        ),
        then=(
            promise(
                "Each station has two suction units that stand where the label says",
                "Bev Ashdown counts what is there, with whoever is on.",
                word(
                    "2026-12-08",
                    "start",
                    "Counted at nine of twenty stations: thirteen units, four work.",
                ),
                word("2026-12-29", "note", "Fourteen new units came. The labels came before them."),
                word(
                    "2027-01-14",
                    "finish",
                    "Two at every station, checked by make-ready on Mondays.",
                ),
                owner="colm",
                by="2027-01-29",
            ),
        ),
    ),
}
