"""The messages of the first three weeks of October."""

from heed.demo.words.told import say, write

OCTOBER = (
    write(
        "ama",
        "Nine breaks in ten",
        """
        Several of you asked last week how many breaks are really taken on nights. I looked it up,
        and the answer is good: in September nine meal breaks in ten were given on night shifts
        across the service. I wanted you to have that figure, because it is easy to feel that
        nothing gets better and this has. Two years ago it was seven in ten.

        It did not happen by itself. Dispatch now sees when each crew last stopped. Team leaders ring
        in when somebody has gone over six hours. And you have been generous in covering for one
        another, which I see in the records every week even when nobody thanks you for it.

        I know that an average hides things. The tenth break matters to the person who did not get
        it, and if that was you three times running then nine in ten is no comfort. If your station
        looks different from this picture, tell me where it is, and I will look at it by the end of
        the month.

        I have promised the night crew at Eel Hithe that I will come and sit with them soon, and I
        am looking forward to it. The date will be in their station book this week.
        """,
        say(
            "Lorna Pettifer",
            0.6,
            """
            Given is not taken. I was given four last week. Three of them lasted until the phone
            went, which was eleven minutes, six minutes and once before I had found a fork.
            """,
            minutes=55,
        ),
        say(
            "Tilly Brough",
            1.4,
            """
            Thornsea. You asked where. Thornsea, and it is not a picture, it is us.
            """,
            minutes=40,
        ),
        say(
            "Kofi Ashdown",
            3.0,
            """
            Ama, with respect, who counts this? If the break starts in the system and a job comes in
            the next minute, does that count as one of the nine?
            """,
            reply="""
            Kofi, I have asked and it does count as given, yes. The figure is right as it is defined.
            I take the point that the definition could be better, and we will look at it in the new
            year.
            """,
            minutes=100,
        ),
        say(
            "Dewi Marchbanks",
            8.8,
            """
            The definition could be better. I have had that printed on a mug.
            """,
            minutes=540,
        ),
        say(
            "Mairead Quill",
            22.9,
            """
            This is what I mean when I say that nobody up there listens. A hundred people tell you
            they are hungry and you send us a percentage. Shame on you.
            """,
            minutes=65,
        ),
        say(
            "Osric Bellweather",
            26.0,
            """
            Seven in ten to nine in ten is better and I do not see why nobody is allowed to say so.
            On patient transport we would have a party.
            """,
            minutes=110,
        ),
        say(
            "Faisal Thornby",
            48.2,
            """
            When you come to Eel Hithe, come hungry at ten to four. Then we will talk about nine in
            ten.
            """,
            minutes=75,
        ),
        question="Does nine in ten look like your station?",
    ),
    write(
        "gethin",
        "What a tyre costs, and why I asked",
        """
        I am the finance director, which most of you will know me for only as the reason that
        something was refused. I would like to show you one refusal from the inside.

        In July the Sluice garage asked for a second set of winter tyres for the response cars. It
        was nineteen thousand pounds. I turned it down in about four minutes, in a meeting with
        thirty-one items, and I wrote: revisit in spring. Winter tyres, in spring.

        A mechanic sent the form back to me. He had added one line under my signature, with the
        price of the two cars that left the road at Whin Hill last February. It was more than
        nineteen thousand pounds. He did not write anything else and he did not need to. The tyres
        are being fitted this week.

        I am good at adding up what something costs. I am bad at adding up what it costs to say no,
        because that bill goes to a different department, or to you. I have asked that every request
        from a station now comes with a line that says what happens if we do nothing, in the words
        of the person who will be there when it does.

        It is the only form in this organisation that I look forward to.
        """,
        say(
            "Hal Oxenham",
            1.8,
            "That was me. Two cars and a hedge. Nobody has paid for the hedge.",
            reply="Hal, send me the hedge.",
            minutes=90,
        ),
        say(
            "Ewart Lindle",
            4.9,
            """
            While the finance director is listening: we buy batteries for the torches ourselves. It
            is not nineteen thousand pounds. It is eleven pounds a month and it is annoying.
            """,
            minutes=120,
            reply="""
            Keep the receipts and send them to me, back to April. From this month they come out of
            the stores at every station.
            """,
        ),
        say(
            "Bridget Anstey",
            9.9,
            """
            A lovely story with a hero in it. There are two hundred more forms that nobody dared to
            send back. What about those?
            """,
            minutes=600,
        ),
        say(
            "Carwyn Hale",
            27.1,
            """
            What happens if we do nothing: we do it with tape. Has been the answer since I joined.
            """,
            minutes=55,
        ),
        say(
            "Peter Nantley",
            31.0,
            """
            My claim for mileage from August has not been paid, number 2284, two reminders.
            """,
            becomes="not_posted",
            reason="elsewhere",
            words="""
            Expenses can look at a claim and this page cannot: expenses@saltmarsh.example, and they
            know that you will write. Gethin has been told that two reminders went unanswered.
            """,
            minutes=40,
        ),
        question="What have you been refused that cost us more than saying yes?",
        got_wrong="Revisit in spring. I have had it framed.",
    ),
    write(
        "helen",
        "I sat in the control room and got in the way",
        """
        I spent Friday night in the control room with a headset on that could hear and not speak,
        which several people told me was the right way round.

        At a quarter to one there were nineteen calls waiting and nine vehicles. I watched a
        dispatcher called Priya hold all of that in her head. She knew which crew had had the bad
        job. She knew who had a child with a temperature and would not say so. She kept a list on
        the back of an envelope of everybody whose break she had taken, so that she could try to give
        it back. None of this is on any screen that I am shown. When I asked about the envelope she
        was embarrassed, because it is not an approved form.

        I got in the way twice. Once by asking a question while she was counting, and once by
        carrying a coffee across the room just as somebody was listening for a breath. The second
        time she held up one hand without looking round. I have not been told so clearly to stop
        since I was at school, and I stopped.

        I do not have a clever thing to say about it. I want the envelope to exist for her, and I do
        not want to ruin it by turning it into a report.
        """,
        say(
            "Elspeth Varley",
            2.1,
            """
            For the record, you were less in the way than most. You did not rearrange the chairs.
            """,
            minutes=80,
        ),
        say(
            "Faisal Thornby",
            5.7,
            """
            I never knew about the envelope. I have sworn at that envelope. Sorry, Priya.
            """,
            minutes=100,
        ),
        say(
            "Stefan Wharram",
            11.8,
            """
            Please do not turn it into an app.
            """,
            reply="I have given my word to Priya, and now to you as well.",
            minutes=510,
        ),
        say(
            "Nerys Calloway",
            25.0,
            """
            Call handler, six years. You met the clever ones who send the cars. The ones who pick up
            the phone sit behind the glass, and nobody visits us because it sounds sad in there. It
            is sad in there. Come anyway.
            """,
            reply="Friday the 6th, seven in the evening, behind the glass. I will leave the coffee.",
            minutes=70,
        ),
        say(
            "Ginny Mostyn",
            29.3,
            """
            The old gentleman who rings from Coldharbour every night at eleven, we all know who he
            is, spoke to Helen as well. Made our week.
            """,
            becomes="not_posted",
            reason="identifies",
            words="""
            He rings every night and half the county would know him from this. Tell it without the
            place and the hour, and we will post it.
            """,
            minutes=50,
        ),
        question="What do you keep on the back of an envelope because no form has room for it?",
        protecting="Friday 6 November from 7pm: behind the glass with the call handlers.",
    ),
)
