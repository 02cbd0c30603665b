"""The messages of the first half of September."""

from heed.demo.words.told import say, write

SEPTEMBER = (
    write(
        "helen",
        "The summer that nobody had",
        """
        On my first day back from leave I asked a crew at Dunlin Bridge how their summer had been.
        The driver looked at the attendant and the attendant looked at the floor. Then one of them
        said, politely, that they had heard other people had one.

        I had been away for two weeks. My phone was off for eleven days of it. I am not sorry that
        I went, because I was no use to anybody in July, and I would like every one of you to be
        able to say the same. You cannot. Four hundred and twelve requests for leave between June
        and August were turned down, and I know that figure only because I asked for it after that
        conversation. Nobody had been hiding it. It had simply never been on a page that I read.

        So this is what these weekly messages are for, as I see it. One of us will write each
        week, and we will try to write the thing that we would rather not. You answer under your
        own name, a moderator reads it, and it goes on this page whether or not we like it. There
        are reasons for which something is not posted. That it stings is not one of them.

        I go first, with an easy question that I suspect has hard answers.
        """,
        say(
            "Carwyn Hale",
            1.5,
            """
            I asked for my daughter's first day at school. One day. In writing, in February. No
            cover. She is in Year 2 now.
            """,
            minutes=190,
            reply="""
            Carwyn, I have no answer to that which would be good enough. I have asked Shanice to
            count the single days apart from the weeks, because I think you are not the only one.
            """,
        ),
        say(
            "Tilly Brough",
            2.2,
            """
            Honest question back. Who decided that you write this and not somebody who was here in
            August?
            """,
            minutes=240,
        ),
        say(
            "Norris Peake",
            6.0,
            """
            Patient transport had a summer, for what it is worth. It was a Wednesday.
            """,
            minutes=75,
        ),
        say(
            "Bridget Anstey",
            9.4,
            """
            Congratulations, Helen, two weeks, and I hope the sea was warm. Meanwhile some of us
            are on our fourth manager since Easter. I will read these messages when one of them
            says what you stopped doing.
            """,
            minutes=610,
        ),
        say(
            "Quick Loans Coast",
            21.0,
            "Short before pay day? Money in your account in ten minutes. loans-coast.example",
            becomes="not_posted",
            reason="spam",
            words="This is an advertisement, and this page is for answers to Helen's message.",
            minutes=30,
        ),
        say(
            "Stefan Wharram",
            26.0,
            """
            What I would have done with a week: nothing, in a shed, with the door shut.
            """,
            minutes=100,
        ),
        question="What would you have done with one more week off this summer?",
        got_wrong="""
        I signed off the leave rules in March without asking how many people they would turn down.
        It was the first question I should have asked.
        """,
    ),
    write(
        "ben",
        "Hot food after midnight",
        """
        The canteen at headquarters closes at three in the afternoon. I have eaten there perhaps
        two hundred times and it had never occurred to me to ask who cannot.

        In August I drove to Tidewell at two in the morning, because a paramedic called Siobhan had
        written that I would learn more there than in any meeting that week. She was right, and it
        was a short lesson. There is a vending machine. It takes coins. It sells crisps and one
        kind of soup, and the soup had been out of stock since the spring.

        I have done the obvious thing and it will still take until November, because somebody must
        check the wiring. Three stations get machines with hot food in them: Tidewell, Thornsea and
        Reedham Cross. They take cards. Somebody other than the crew fills them. If they are empty
        for more than a day, the number to ring is mine and it will be written on the front.

        Three is not twenty. I chose the three that are furthest from anything open at night, and
        if that was the wrong way to choose, say so and tell me which is worse. I would rather move
        a machine than defend it.
        """,
        say(
            "Siobhan Larkrise",
            0.8,
            """
            He did come. He also ate the emergency crisps. I am told they have been replaced.
            """,
            minutes=60,
            reply="They have. I owe Tidewell a packet of salt and vinegar.",
        ),
        say(
            "Kofi Ashdown",
            3.3,
            """
            Wrackline is worse than Reedham Cross. Reedham has a petrol station that opens at five.
            Wrackline has a beach.
            """,
            minutes=85,
            reply="""
            You are right, and I had not looked at a map of petrol stations. The third machine goes
            to Wrackline. Reedham Cross, shout if I have just made your nights worse.
            """,
        ),
        say(
            "Ginny Mostyn",
            7.7,
            "It is a sandwich machine. I was hoping for a pay rise. But it is a sandwich machine.",
            minutes=300,
        ),
        say(
            "Declan Frome",
            12.5,
            """
            The man in room 4 at the hospice, with the parrot, offered us his dinner last night
            because we looked so bad. That is where we are.
            """,
            becomes="not_posted",
            reason="identifies",
            words="""
            One hospice, one room and one parrot: people will know him. Say that a patient offered
            you his dinner, and we will gladly post it.
            """,
            minutes=45,
        ),
        say(
            "Elspeth Varley",
            30.0,
            """
            Please do not forget that the control room is a building with people in it at night as
            well. We are allowed to eat at the desk, which is not the same as being fed.
            """,
            minutes=90,
        ),
        question="Which station is furthest from a hot meal at two in the morning?",
        protecting="Thursday night, 1am to 4am. I am on the road with the make-ready team.",
    ),
    write(
        "imran",
        "The review I made too long",
        """
        I chair the meeting that looks at cases in which something went wrong. Last month it sat
        for three hours over one case. By the end we had eleven recommendations and I was rather
        pleased with us.

        The paramedic whose case it was had been invited for the last twenty minutes. She had sat
        in the corridor for the other hundred and sixty. When she came in I asked whether she had
        anything to add, in the tone in which one asks that. She said: I would have liked to hear
        it. She did not raise her voice.

        I have looked after patients for twenty-six years, and I know what it does to somebody to
        wait outside a door behind which they are discussed. I would never do it to a family. I did
        it to a colleague because the agenda had always been printed that way round.

        From October the person whose case it is opens the meeting, stays for all of it, and
        brings whomever they like. The meeting is an hour. If we cannot learn what we need to in an
        hour, we will meet again, with them. Of the eleven recommendations we have kept two, and
        she chose them.
        """,
        say(
            "Owain Castellan",
            2.0,
            """
            I sat in that corridor in 2019. There is a picture of a lighthouse. I can draw it for
            you from memory.
            """,
            minutes=50,
        ),
        say(
            "Mairead Quill",
            4.4,
            """
            One hour with her in the room is right. Now do the same with the letters. They arrive
            on a Friday at five, every time, and then nobody answers the phone until Monday.
            """,
            minutes=130,
            reply="""
            Mairead, that is true and I had not seen the pattern until you wrote it. No letter about
            a review leaves on a Friday any more. It carries a name and a number that is answered
            that same evening.
            """,
        ),
        say(
            "Aled Winship",
            8.1,
            """
            Will somebody tell the people who are waiting for theirs from before October? There are
            at least four of us.
            """,
            minutes=560,
        ),
        say(
            "Tobias Crane",
            24.2,
            """
            Dr Sefton is a liar and everybody who has had a case with him would say he should be
            struck off.
            """,
            becomes="not_posted",
            reason="unlawful",
            words="""
            To call somebody a liar on a public page accuses them of something that you would have
            to prove. Write what happened in your own case, and what you think of it, and send that.
            """,
            minutes=25,
        ),
        say(
            "Bryony Tull",
            27.0,
            """
            As a student I was told that reviews are where careers end. Nobody said it as a joke.
            Thank you for writing down that it was you who had to change.
            """,
            minutes=95,
        ),
        question="What should a person hear from us on the first day after something went wrong?",
        got_wrong="""
        I thanked her for her patience. She had not been patient. She had been kept waiting.
        """,
    ),
)
