"""The messages of the turn from October to November."""

from heed.demo.words.told import say, write

LATE_OCTOBER = (
    write(
        "imran",
        "After the job that nobody wants to talk about",
        """
        There was a job in the south a fortnight ago of the kind that we all know about and none of
        us will describe here. I want to write about the hour after it.

        The two crews were stood down. That is our rule and it was kept. They were sent to the
        station to wait for a manager. The manager was at another job, so they waited for fifty
        minutes in a room with a television on. A well-meaning person brought them a leaflet. Then
        they were asked whether they were all right to go back on, in front of each other.

        Everybody said yes. What else would one say. I have said yes to that question myself, in
        1999, and I was not all right for the best part of a year.

        I am told that we have a procedure and that it was followed. I believe it. So the procedure
        is wrong, and I am the one who signed it. While we write a better one, three things hold
        from tonight: nobody is asked in front of anybody else; nobody waits alone with a leaflet,
        because there is a short list of people who will come, at any hour, and I am on it; and
        saying no is written down as nothing at all.
        """,
        say(
            "Jonah Reddish",
            3.0,
            """
            I was one of the four. The television had a cookery programme on. I cannot explain why
            that is the part I keep seeing. Thank you for not describing the rest.
            """,
            reply="""
            Jonah, thank you for writing that down. I will ring you today, and if you would rather
            I did not, let it ring.
            """,
            minutes=30,
        ),
        say(
            "Magda Thirlby",
            6.3,
            """
            Saying no is written down as nothing at all. Put that on the wall in letters a foot
            high, please, because right now it is written down as a sickness absence.
            """,
            minutes=75,
        ),
        say(
            "Perry Haldane",
            9.0,
            """
            I have heard this before. There was a list in 2014 as well. Two of the people on it had
            left, and one of them was dead.
            """,
            minutes=560,
        ),
        say(
            "Nerys Calloway",
            23.7,
            """
            The person who took the call heard all of it. She finished her shift. She was not on
            anybody's list.
            """,
            reply="""
            No, she was not, and she is now, with everybody in the control room who takes such a
            call. I am sorry that you had to tell me.
            """,
            minutes=45,
        ),
        say(
            "Hattie Brompton",
            50.4,
            """
            New here, eight months. I have never said no to that question. I did not know that one
            could.
            """,
            minutes=90,
        ),
        question="Who would you want to see in the room in that hour, and who not?",
        got_wrong="""
        I signed a procedure that I had never tried to follow on the worst day of my life.
        """,
    ),
    write(
        "shanice",
        "December and January are out, with holes in them",
        """
        Yesterday you got the rota for December and for January, eight weeks ahead. It is the first
        time in four years that Christmas is printed before the clocks have had time to annoy us.

        It has a hundred and forty-one holes in it. They are marked with a small empty box, and you
        can see every one of them, as I said you would. In September I asked what you would most like
        to know six weeks ahead. Ninety of you answered, and I had expected Christmas Day to win. It
        did not. You wanted to know whether you would be working the day after a run of nights. So
        that was planned first, and Christmas second, and the holes are where the sums did not come
        out.

        I do not like the holes. My first rota without them was in August, and it was a lie. People
        were printed onto shifts that we knew they could not do, so that the page was full.

        If you can take a box, take it. If you cannot, you owe nobody a reason. My team has been
        told that the sentence "are you sure" is retired.
        """,
        say(
            "Gareth Sollom",
            0.9,
            """
            My wife and I have Boxing Day off together. We do not know what to do with it. We may
            have to talk.
            """,
            minutes=65,
        ),
        say(
            "Lorna Pettifer",
            3.4,
            """
            The day after nights is right. Whoever thought of asking that: thank you.
            """,
            minutes=80,
        ),
        say(
            "Idwal Penrice",
            7.5,
            """
            I count a hundred and forty-three. You missed two at Sheepwash, and so does everybody.
            """,
            reply="A hundred and forty-three. I have been to look at the wall, and you are right.",
            minutes=150,
        ),
        say(
            "Aled Winship",
            24.4,
            """
            So the honest rota shows that we are a hundred and forty shifts short. Am I meant to be
            pleased? I liked not knowing.
            """,
            minutes=70,
        ),
        say(
            "Festive Shifts Agency",
            28.8,
            """
            EARN MORE THIS CHRISTMAS. Paramedics wanted, top rates, paid weekly. Visit
            www.festive-shifts.example and www.festive-shifts.example/refer today.
            """,
            becomes="not_posted",
            reason="spam",
            words="This is an advertisement for another employer.",
            minutes=20,
        ),
        say(
            "Una Fairweather",
            47.7,
            """
            Is there a box for swapping without having to ring anybody? I am better in writing.
            """,
            reply="There will be one in January, Una. Until then write to me and I will do the ringing.",
            minutes=95,
        ),
        question="Which empty box, once filled, would make the biggest difference to your December?",
        protecting="22 December: rota evening, with mince pies. Nobody rings, and anybody may come.",
    ),
)
