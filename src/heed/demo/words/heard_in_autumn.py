"""What the authors of September and early October heard, and what became of it."""

from heed.demo.words.loop import Listened, listened, no, promise, theme, word

HEARD_IN_AUTUMN: dict[str, Listened] = {
    "2026-W36": listened(
        "One day matters more than a week",
        """
        Thank you for answering somebody who had a summer. I expected to read about beaches. I read
        about a school gate.
        """,
        theme(
            "A single day is refused as slowly as a fortnight",
            """
            I had thought of leave as weeks. The days that hurt are single ones, asked for months
            ahead, and we treat them as if they were holidays.
            """,
            "Carwyn Hale",
            "Stefan Wharram",
            landed="I went home and looked up when my own children began school. I was there.",
            quoted="Carwyn Hale",
        ),
        theme(
            "Tell us what you stopped, not what you saw",
            "You have had four managers since Easter, and I had counted them as one post, filled.",
            "Bridget Anstey",
            "Tilly Brough",
            landed="Fair. I have no answer yet, and I will bring one.",
        ),
        theme("Patient transport had a Wednesday", "You were joking, and you were not."),
        then=(
            promise(
                "A single day of leave is answered within three working days",
                "Resourcing counts the single days apart from the weeks.",
                word("2026-09-18", "start", "We count them apart since Monday: 96 in the queue."),
                word(
                    "2026-10-08",
                    "finish",
                    """Since 1 October every single day was answered within three working days, and
                    seven in ten were a yes.""",
                ),
                word(
                    "2026-11-05",
                    "answer_unhelped",
                    """To those whom it did not help: most of you asked for a Saturday in August,
                    and a quick no is still a no. We begin the Saturdays of next summer in
                    January.""",
                ),
                owner="shanice",
                by="2026-10-31",
                kind="change",
            ),
        ),
    ),
    "2026-W37": listened(
        "Three is not twenty, and I had the wrong third",
        "Thank you for the map. I had drawn mine without petrol stations.",
        theme(
            "Wrackline is further from a hot meal than Reedham Cross",
            "A place with a beach looks lucky on a list. At two in the morning it is only far.",
            "Kofi Ashdown",
            "Siobhan Larkrise",
            quoted="Kofi Ashdown",
        ),
        theme(
            "Being allowed to eat is not being fed",
            "I had left out the control room, because it has a door and a kitchen. The kitchen is locked.",
            "Elspeth Varley",
            landed="I unlocked it on Wednesday. It was on my ring of keys.",
        ),
        theme("It is a sandwich machine", "It is. You are right to say so."),
        then=(
            promise(
                "Hot food after midnight at Tidewell, Thornsea and Wrackline",
                "An electrician looks at the wiring at all three.",
                word(
                    "2026-10-02",
                    "start",
                    "The wiring is sound at two of three. Tidewell needs a new line.",
                ),
                word(
                    "2026-10-28", "note", "Two machines stand. Tidewell’s line is laid next week."
                ),
                word(
                    "2026-11-12",
                    "finish",
                    """All three machines work and take cards. On the first night Wrackline ate
                    nineteen pies.""",
                ),
                owner="ben",
                by="2026-11-15",
            ),
        ),
    ),
    "2026-W38": listened(
        "The corridor is older than I thought",
        """
        Thank you, and above all to the one who can draw the lighthouse. I have taken the picture
        down. The wall behind it is paler.
        """,
        theme(
            "Letters that come on a Friday at five",
            "I had never seen them arrive. I only sign them.",
            "Mairead Quill",
            quoted="Mairead Quill",
        ),
        theme(
            "Those who waited before October are still waiting",
            "I changed the rule for the next person and forgot the four who were in the queue.",
            "Aled Winship",
            landed="I was ashamed, which is no use to four people. I rang each of them.",
        ),
        theme(
            "Reviews are where careers end",
            "What we call learning is spoken of in the mess room as a trial.",
        ),
        then=(
            promise(
                "No letter about a review leaves on a Friday",
                "The office that sends them is told, and told why.",
                word(
                    "2026-09-30",
                    "finish",
                    """They leave on Mondays and Tuesdays, with a name and a number that is answered
                    the same evening. The four who waited have had theirs.""",
                ),
                owner="imran",
                by="2026-10-15",
                kind="change",
            ),
        ),
    ),
    "2026-W39": listened(
        "Half a page is better than none, if it says who filled the gaps",
        "I read all of it on rota evening, with my shoes off. Thank you for shouting at the right person.",
        theme(
            "Show us half of it at six weeks",
            "I thought that you would despise a page with holes. You asked for it in 2017.",
            "Rhona Delph",
            "Gareth Sollom",
            quoted="Rhona Delph",
        ),
        theme(
            "Say when you will ring back, and ring",
            "Nobody shouts about a rota. They shout about silence.",
            "Perry Haldane",
        ),
        theme(
            "The same nine people fill every gap",
            "I can name them. So can you, and nobody had ever thanked them in writing.",
            landed="I have now, by hand, nine times.",
        ),
        then=(
            promise(
                "A list by the wall on which two people can agree an exchange themselves",
                "The list hangs on the second floor, with a pen on a string.",
                word(
                    "2026-10-05",
                    "start",
                    "It hangs. The pen was gone by Tuesday; there is another.",
                ),
                word("2026-10-21", "note", "Seven people have used it. All seven work up here."),
                word(
                    "2026-11-04",
                    "learn",
                    """In four weeks eleven people used it, and all eleven work on the second floor.
                    A wall that nobody can reach at night is a wall for managers. The next try goes
                    to where you are.""",
                ),
                owner="shanice",
                by="2026-11-10",
                theme=2,
            ),
        ),
    ),
    "2026-W40": listened(
        "Start with the nurse, not with the fire doors",
        "Thank you for the cone. I have asked for the photograph to be hung in my office.",
        theme(
            "Keep the handover nurse",
            "The one thing that worked ends in December, and I did not know it.",
            "Rhona Delph",
            "Faisal Thornby",
            landed="I had been so proud of the four minutes that I never asked who made them.",
            quoted="Rhona Delph",
        ),
        theme(
            "Our screens die before the patient is handed over",
            "I had stood in that car park every Thursday with a full battery.",
            "Ewart Lindle",
            "Joss Everden",
        ),
        theme(
            "A promise of thirty that was no plan",
            "You can be angry with a person who says so. I would rather have that than the graph.",
        ),
        then=(
            promise(
                "Find out what it costs to keep the handover nurse after December, and say so here",
                "The hospital and we each put a figure on the table.",
                word(
                    "2026-10-14", "start", "Our figure is on the table. The hospital’s is promised."
                ),
                word("2026-11-04", "note", "The hospital has written that it will write."),
                word(
                    "2026-12-10",
                    "put_off",
                    """I left this without a word for too long. The hospital’s figure came yesterday:
                    we share her until March. What comes after is in its board on 14 January.""",
                    due="2027-01-22",
                ),
                word(
                    "2027-01-05",
                    "note",
                    "The paper is with both boards. I have read it and it is short.",
                ),
                owner="colm",
                by="2026-11-06",
                kind="find_out",
            ),
            promise(
                "A charging point in the car park at Estuary General",
                "Estates asks the hospital for a socket by the linen store.",
                word(
                    "2026-10-22",
                    "end",
                    """The hospital may not run a cable over the road that its own trolleys use.
                    Instead every vehicle gets a second charger for the dashboard; they were ordered
                    today.""",
                ),
                owner="gethin",
                by="2026-11-20",
                theme=1,
            ),
        ),
    ),
    "2026-W41": listened(
        "Given is not taken",
        """
        I came with a figure and you came with your nights. Thank you for not letting me keep it. I
        have read “given is not taken” to the whole of my office.
        """,
        theme(
            "A break that begins in the system ends with the phone",
            "I had been counting what dispatch gave. You were telling me what you ate.",
            "Lorna Pettifer",
            "Kofi Ashdown",
            "Dewi Marchbanks",
            "Tilly Brough",
            landed="The mug was funny for about a minute.",
            quoted="Lorna Pettifer",
        ),
        theme(
            "Come hungry at ten to four",
            "You do not want another figure. You want me to be there when it happens.",
            "Faisal Thornby",
            "Mairead Quill",
        ),
        theme(
            "It has got better, and one may say so", "Two years ago it was worse. Both are true."
        ),
        then=(
            promise(
                "Sit with the night crew at Eel Hithe before they go out",
                "The date stands in their station book.",
                word("2026-10-22", "start", "It stands in the book: Thursday 29 October."),
                word(
                    "2026-11-13",
                    "put_off",
                    """I moved it twice for the winter plan. That was the wrong way round. It is
                    Wednesday 25 November, and the plan can move.""",
                    due="2026-11-25",
                ),
                word(
                    "2026-11-26",
                    "finish",
                    """I went. Two calls came and the kettle boiled four times. What I learned: the
                    break is lost at handover, an hour before anybody counts it.""",
                ),
                owner="ama",
                by="2026-11-14",
                kind="listen",
                theme=1,
            ),
            no(
                "Counting a break of eleven minutes as half a break",
                """
                We talked it through with two crews and the control room. Half breaks would make the
                figure better and the night no shorter. What was cut off is counted as not taken,
                from 1 November, and the figure will look worse.
                """,
                "Associate Director, Emergency Operations",
            ),
        ),
    ),
}
