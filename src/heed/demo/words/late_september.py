"""The messages of the second half of September."""

from heed.demo.words.told import say, write

LATE_SEPTEMBER = (
    write(
        "shanice",
        "Why your rota comes late",
        """
        The rule says that you get your rota six weeks ahead. Over the last year you got it, on
        average, nineteen days ahead, and one in ten of you had it with less than a week to go. I am
        the person who sends it, so let me tell you how that happens.

        We build it in three evenings from four systems. One of them knows who has asked for leave.
        One knows who is qualified for what. One knows who is off sick and will not say so until
        nine in the morning. The fourth is a wall with paper on it, and it is the only one of them
        that has ever been right. Each time something changes we start again, and because we are
        ashamed of sending you half of it, we send you nothing.

        That last part was my decision and it was a bad one. From the November rota on you will get
        what we have at six weeks, with the gaps showing. It will look worse than before. It will
        also let you plan a birthday.

        I have eleven people in my team and they are kind, and tired of being shouted at on the
        phone for something that I decided. Please shout at me. My number is on the first page of
        the rota now.
        """,
        say(
            "Rhona Delph",
            1.1,
            """
            Half a rota at six weeks is worth more than a whole one on the Thursday before. I would
            have told you that in 2017.
            """,
            minutes=70,
        ),
        say(
            "Gareth Sollom",
            3.9,
            """
            My wife and I both work here. We have found out when we see each other by comparing two
            screenshots. It is quite romantic.
            """,
            minutes=115,
            reply="""
            Gareth, couples can be linked so that neither of you is moved without the other being
            looked at. It is a tick in one of the four systems, and we have never told anybody that
            it exists. Ring me.
            """,
        ),
        say(
            "Perry Haldane",
            7.2,
            """
            Nobody shouts at your team because of a rota. We shout because nobody ever says when
            they will ring back. Say a time and keep it and it will go quiet.
            """,
            minutes=520,
        ),
        say(
            "Una Fairweather",
            23.5,
            """
            I was moved to nights for six weeks on the day after I told my manager that I am
            pregnant. I was told it was a coincidence. I have the messages.
            """,
            becomes="passed_on",
            minutes=15,
        ),
        say(
            "Idwal Penrice",
            28.0,
            "What is on the wall? Can we see the wall?",
            minutes=80,
            reply="You can. It is on the second floor, and there is a kettle beside it.",
        ),
        say(
            "Lorna Pettifer",
            49.0,
            """
            Gaps showing is good. Please also show who filled them. It is always the same nine
            people, and they are going grey.
            """,
            minutes=140,
        ),
        question="If you could know one thing about your rota six weeks ahead, what would it be?",
        protecting="Rota evenings: my team is not rung between 4pm and 7pm. I take those calls.",
    ),
    write(
        "colm",
        "Forty minutes outside Estuary General",
        """
        On an average day in September our crews spent two hundred and six hours in the car park of
        one hospital. That is more hours than we put on the road for the whole of the Upland.

        You know this better than I do, so I will not describe it to you. I want to say what I have
        done about it and where I have failed. I asked for a second person at the doors to take
        handovers; that has happened, and it took four minutes off. I asked for a place inside where
        patients can wait on something other than our trolleys; the answer was no, because of the
        fire doors. I asked again and the answer was no with a longer letter.

        I also told you, in the spring, that we would be down to thirty minutes by the autumn. We
        are at forty. I said it because I wanted it to be true, in front of people who wanted to
        hear it. It was not a plan.

        I go to Estuary General every Thursday at seven now, and stand where you stand. The chief
        nurse there comes too. We are polite to each other, and last week we were useful to each
        other for the first time, over where the clean linen is.
        """,
        say(
            "Faisal Thornby",
            0.7,
            """
            Three hours ten on Sunday. The patient asked me whether we lived there. Her words: it is
            a funny sort of waiting room, it has wheels.
            """,
            minutes=45,
        ),
        say(
            "Joss Everden",
            2.6,
            """
            The free parking we were told about in June is a cone. One cone. I have a photograph of
            the cone.
            """,
            minutes=85,
        ),
        say(
            "Rhona Delph",
            5.0,
            """
            The handover nurse changed everything and she is on a contract that ends in December. I
            would start there, Colm, and not with the fire doors.
            """,
            reply="""
            I did not know that it ends. I have asked what it would cost us to keep her, because I
            think it is less than an afternoon of that car park.
            """,
            minutes=60,
        ),
        say(
            "Wilf Tranter",
            10.5,
            """
            That trust could not run a bath. Their bed manager, the one with the red glasses, goes
            home at four and switches her phone off, lazy cow.
            """,
            becomes="not_posted",
            reason="abuse",
            words="""
            Be as hard as you like about who answers the phone after four. The description and the
            last two words are about a person: take them out and send the rest again.
            """,
            minutes=35,
        ),
        say(
            "Magda Thirlby",
            25.8,
            """
            You promised thirty and you say that it was not a plan. That is the first time anybody
            has said so. I am still angry. I am a different sort of angry.
            """,
            minutes=120,
        ),
        say(
            "Ewart Lindle",
            46.0,
            """
            Could we have a charging point in that car park? Our screens die before the patient is
            handed over.
            """,
            minutes=150,
        ),
        question="What happened in the last ten minutes before you were free to go?",
        got_wrong="I gave you a figure for the autumn that had nothing behind it but hope.",
    ),
)
