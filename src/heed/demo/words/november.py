"""The messages of the first half of November."""

from heed.demo.words.told import say, write

NOVEMBER = (
    write(
        "ben",
        "The break that is always the first to go",
        """
        I have a folder with nine versions of our break policy in it. The oldest is from before I
        joined. Every one of them says that breaks matter, and every one of them has a poster. I
        was about to approve the tenth.

        Before I did, I asked our occupational health nurse what she sees on a Monday. She said:
        people who have eaten standing up for four nights, and who tell her that it is fine. She
        keeps a drawer of cereal bars and she buys them herself. That has stopped; we pay for the
        drawer now. It is a small thing and I should have known about it two years ago.

        What I cannot do from here is see the moment when a break is lost. I see a percentage at
        the end of the month. By then it is a colour on a slide, and nobody has ever eaten a
        colour.

        So there is no tenth poster. I would like to hear about the moment instead: what time it
        was, what was waiting, and what you were told. I will read every answer myself, and Ama
        will take it on from there, because the nights are hers to change and not mine.
        """,
        say(
            "Faisal Thornby",
            1.2,
            """
            Ten to four. Three calls waiting. Dispatcher says sorry before she says anything else.
            You can hear that she means it. That is the moment. It is always ten to four.
            """,
            reply="""
            Faisal, thank you for the exact time. I have asked for the waiting calls between half
            past three and half past four, night by night, for October.
            """,
            minutes=95,
        ),
        say(
            "Tilly Brough",
            2.5,
            """
            Why is the break the first thing to go and who decides that? Not a rhetorical question.
            I would like a name or a rule.
            """,
            minutes=40,
        ),
        say(
            "Stefan Wharram",
            4.0,
            """
            Nine policies. I have worked under seven of them and could not tell you the difference
            for a week's leave.
            """,
            minutes=150,
        ),
        say(
            "Ginny Mostyn",
            6.8,
            """
            My manager at Lapwing Fen is a bully who eats his own lunch at noon on the dot, and his
            wife left him for the same reason.
            """,
            becomes="not_posted",
            reason="abuse",
            words="""
            Say what happened with breaks at your station as sharply as you like and we will post
            it. The sentence about his marriage is aimed at a person, so leave that out.
            """,
            minutes=55,
        ),
        say(
            "Norris Peake",
            23.0,
            """
            Patient transport gets its breaks because our day is planned. We are not better people.
            Somebody planned it. Just saying.
            """,
            minutes=120,
        ),
        say(
            "Elspeth Varley",
            27.5,
            """
            From the control room: there is a rule. It is on page 31 and it was written when we had
            eleven more vehicles at night than we have now.
            """,
            reply="""
            I have read page 31 now. You are right about the vehicles. I have sent it to Colm and
            Ama with your sentence and without your name.
            """,
            minutes=80,
        ),
        say(
            "Aled Winship",
            50.0,
            """
            I had my pay docked for two breaks that I did not take, because the system takes them
            for me. Can somebody look at October please, staff number ends 44.
            """,
            becomes="not_posted",
            reason="elsewhere",
            words="""
            Payroll can put this right and we cannot. Write to payroll@saltmarsh.example or ring
            01632 960 133; we have told them to expect you. That the system takes breaks that
            nobody had is worth posting, if you would like to send that part again.
            """,
            minutes=35,
        ),
        question="When did you last lose a break, and what were you told?",
        got_wrong="""
        I let the occupational health nurse feed people out of her own purse for two years,
        because it never appeared in a budget line that I read.
        """,
    ),
    write(
        "colm",
        "A second relief vehicle, and what it will not do",
        """
        From the first weekend in December there will be a second relief vehicle in the south on
        Friday and Saturday nights. Bev Ashdown asked for it in the spring, in writing, with the
        hours counted. I said that the numbers did not support it. She came back with the same
        numbers and the names of the roads, and I found that I had been looking at the county and
        she had been looking at the bridge.

        Let me also say what it will not do. It will not get anybody home on time from Estuary
        General when the doors are full. It will not give the north anything at all. And it needs
        eleven people to staff it, of whom we have seven.

        I spent last Saturday night in the second seat of a response car out of Samphire, without
        a radio of my own, so that I could not be useful to the office. We went to four calls. At
        two of them we were the third vehicle to be sent and the first to be cancelled. Nobody had
        done anything wrong. It just costs an hour, and the hour comes out of somebody.

        I would like to find more of those hours. I know where the spreadsheet loses them. I do
        not know where you do.
        """,
        say(
            "Rhona Delph",
            0.9,
            """
            Bridge closes for wind, everybody knows it will close, and we still get sent to the
            wrong side of it at nine at night with a vehicle full of fuel receipts. There is your
            hour.
            """,
            minutes=65,
            reply="""
            Rhona, the bridge sends its forecast to our resilience team and to nobody else. From
            today it goes to dispatch as well. Tell me here if you are still sent over.
            """,
        ),
        say(
            "Kofi Ashdown",
            3.1,
            """
            Good for the south. Up here at Thornsea we have one vehicle between midnight and six
            and a very nice noticeboard.
            """,
            minutes=45,
        ),
        say(
            "Siobhan Larkrise",
            5.5,
            """
            You lose an hour a shift to looking for a working suction unit. It is not dramatic. It
            is a cupboard.
            """,
            minutes=210,
        ),
        say(
            "Perry Haldane",
            8.0,
            """
            With respect, this is a press release with a nice story in it. You have seven people of
            eleven, so it will be overtime, and it will be us.
            """,
            minutes=900,
        ),
        say(
            "Magda Thirlby",
            25.4,
            """
            The crew who had the stabbing behind the Plough on Saturday, with the two brothers, lost
            three hours to statements in a corridor. Give them a room.
            """,
            becomes="not_posted",
            reason="identifies",
            words="""
            The pub, the day and the brothers point to the people involved, and there is a case.
            Three hours in a corridor without a room can be posted: send it again without them.
            """,
            minutes=50,
        ),
        say(
            "Joss Everden",
            28.2,
            """
            Standby points are chosen by somebody who has never needed a toilet. That is all. That
            is the comment.
            """,
            minutes=20,
        ),
        say(
            "Bryony Tull",
            47.0,
            """
            I am a student, third placement. I waited two hours with my crew at the doors and it
            was the best teaching I have had all year. I know that is not what you asked.
            """,
            minutes=130,
        ),
        question="Where does your shift lose an hour that nobody upstairs can see?",
    ),
)
