"""Ama's message for Tuesday 24 November, and what people answer it."""

from heed.demo.words.told import say, write

DRAFT = write(
    "ama",
    "I said I would come to Eel Hithe, and I did not",
    """
    Three weeks ago I told the night crew at Eel Hithe that I would come and sit with them at the
    start of a shift. On the Thursday I moved it, because the winter plan was due on the Friday.
    Then I moved it again. Nobody complained. One of them wrote to me: we put the kettle on, and
    then we took it off. I have read that line many times.

    From an office it is easy to treat a meeting about a spreadsheet as fixed and a meeting with
    people as something that can slide. I do it most when I am tired. When I am tired I stop asking
    questions and start giving answers, mostly to questions nobody asked.

    Your replies to Ben a fortnight ago did not ask for another poster about breaks. You asked why
    the break is the first thing to go when three calls are waiting at ten to four, and who decides
    that. It is a fair question. I do not know the whole answer, so I have asked to watch the
    decision being made, on a real night, before I say anything about changing it.
    """,
    say(
        "Lorna Pettifer",
        2.34,
        """
        I was on at Thornsea the week you gave us the October figure. I had four breaks begun for
        me and finished one.

        My one thing: tell us when make-ready has already checked the vehicle. We check it again
        at six in the morning because nobody knows, and that is twenty minutes of going home.
        """,
        wants_mail=True,
    ),
    say(
        "Dewi Marchbanks",
        3.92,
        """
        The garage at the Sluice roundabout locks its toilet at eleven. We stand by there until
        seven. Somebody could just ask them for a key.
        """,
    ),
    say(
        "Gareth Sollom",
        5.1,
        """
        You want to know what a break is worth? Last Thursday we went from the lorry on the coast
        road straight to the lady in the end house on Marsh Lane, the one whose daughter works at
        the school, and she asked me why my hands shook. That was hour nine without a stop.
        """,
        becomes="not_posted",
        reason="identifies",
        words="""
        People in the village could tell who you mean from the house, the lane and the daughter.
        Leave those out and we will post the rest as it stands: hour nine without a stop is the
        part that leaders need to read.
        """,
        wants_mail=True,
    ),
    say(
        "Tilly Brough",
        7.4,
        """
        Nice that you noticed. You noticed after three weeks and two diary changes. We notice every
        night. I will believe it when I see a car I do not recognise outside Eel Hithe at half past
        six, and not before.
        """,
    ),
    say(
        "Owain Castellan",
        9.6,
        """
        One small thing: let us hand over the drugs keys to a person and not to a locked cupboard
        that needs a code that changed on Sunday. Twelve minutes, every single morning.
        """,
    ),
    say(
        "Helen Garrow, Chief Executive",
        13.2,
        """
        As your chief executive I am telling everybody that breaks will be paid double from
        Monday. You are welcome.
        """,
        becomes="asked",
        words="""
        This is signed with the chief executive's name. If it is you, Helen, please tell us from
        your own account. If it is not, send it again under your own name and say what you would
        like to see done about breaks.
        """,
    ),
    say(
        "Wendy Osterley",
        16.5,
        """
        I have to put this somewhere. My team leader told us not to record missed breaks in the
        last week of the month, and when one of us did she was moved to another station. I do not
        know whether a comment is the right place. I would like somebody outside my line to know.
        """,
        becomes="passed_on",
        wants_mail=True,
    ),
    say(
        "Cheap Scrubs Direct",
        19.5,
        """
        Tired of night shifts? Our compression socks changed thousands of lives. Use code SHIFT20
        for a fifth off your first order this week only. www.cheap-scrubs.example
        """,
        becomes="not_posted",
        reason="spam",
        words="This is an advertisement. If it has to do with the message, tell us how.",
    ),
    say(
        "Jonah Reddish",
        22.0,
        """
        I do not want to be dramatic on a comment page. Since the job at the weir I drive home and
        sit in the car until it is light, and some mornings I honestly want to end it all rather
        than come in again. A break would not fix that. Somebody asking might.
        """,
        becomes="asked",
        words="""
        I am glad that you wrote this down. I have not posted it, because it is yours and not the
        whole service's. Would it be all right if somebody you choose rang you today? Answer here,
        or ring the staff line on 01632 960 150 and say that Marta sent you. If it gets worse
        before then: 999, or Samaritans on 116 123, at any hour.
        """,
        wants_mail=True,
    ),
    say(
        "Siobhan Larkrise",
        26.3,
        """
        A microwave that is not in the locked manager's office. That is it. That is my whole
        Christmas list.
        """,
    ),
    say(
        "Faisal Thornby",
        30.8,
        """
        Could we please stop getting the end of shift job at 6.40 from the other side of the
        estuary? I know that somebody has to go. It should not be the same crew three nights out
        of four, and at the moment it is, because we are the nearest one that answers.
        """,
    ),
    say("Ewart Lindle", 27.2, "A torch in every bag that is not mine. Batteries I now have."),
    say(
        "Joss Everden", 27.9, "A light in the toilet at the lorry park. You may picture it without."
    ),
    say("Hal Oxenham", 28.4, "A lamp on a hook in each bay. I have the hooks already."),
    say("Carwyn Hale", 28.9, "A dry floor by the lockers. There is a drip. It is older than I am."),
    say(
        "Bryony Tull",
        29.3,
        "To know where the spare keys hang. I am new and I do not like to wake anybody.",
    ),
    say(
        "Hattie Brompton",
        29.8,
        "A drying rail. We start the second night in the first night's boots.",
    ),
    say("Norris Peake", 49.5, "Grit on the ramp before the frost and not after it. Just saying."),
    say("Rhona Delph", 51.2, "A socket by the bench at Samphire that is not behind the fridge."),
    say(
        "Kofi Ashdown",
        53.0,
        """
        Lights. The bulb over the ramp at Thornsea has been out since the clocks changed. We wash
        a vehicle down by head torch. I have reported it four times and been thanked four times.
        """,
    ),
    say(
        "Mairead Quill",
        74.6,
        """
        I disagree with the whole idea. A leader coming to drink tea with us makes her feel better
        and changes my night not at all. Do not come. Stay at your desk and sort out who covers
        when we are two crews down, because that is your job and it is not ours.
        """,
    ),
    say(
        "Elspeth Varley",
        76.5,
        """
        Control room here. It is one of us who takes your break away at ten to four, and she goes
        home feeling sick about it. If Ama is going to watch the decision, please let her watch it
        from our side too.
        """,
        wants_mail=True,
    ),
    question="""
    What one thing, small enough to fix before Christmas, would make a night shift easier to come
    home from?
    """,
    protecting="""
    Wednesday, 6.30pm to 9pm. I will be at Eel Hithe. The winter plan can have Thursday. If you are
    on, the kettle is my job; if a call comes, I will still be there when you get back.
    """,
)

# What she says in the end where the visitor leaves it to her.
GOT_WRONG = (
    "I answered you in October with nine breaks in ten. The figure was right, and I used it so "
    "that I would not have to ask about the tenth."
)
