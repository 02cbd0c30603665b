"""The messages over the turn of the year."""

from heed.demo.words.told import say, write

_SHANICE = write(
    "shanice",
    "Whom we ring on Christmas Eve",
    """
    On Christmas Eve last year my team made two hundred and six telephone calls to people who were
    not at work. I know, because I went through the list with a pencil. A hundred and forty of them
    ended with the words no, sorry, happy Christmas. It was we who should have said sorry.

    We rang because a box was empty, and because ringing feels like doing something. Of the boxes
    that were filled that night most were filled by people who had written to us days before and
    were never rung at all. So the calls were mainly a way for us to feel less guilty, and you paid
    for it with your evening.

    This year nobody is rung after noon on the 24th. What is still empty then stays empty, and Colm
    and I decide at the desk what we do without. I do not know whether that is right. If the night
    goes badly I shall say here that it did, and that it was my decision.

    I should like to know how a call from us sounds at your end. We only ever hear our own half.
    """,
    say(
        "Rhona Delph",
        1.2,
        """
        It sounds like the dog barking and everybody looking at me. One call, at one time of day,
        and I would know when to be out.
        """,
    ),
    say("Gareth Sollom", 3.1, "We were both rung, by two of you, about the same box. We laughed."),
    say(
        "Perry Haldane",
        6.4,
        "Say a time and keep it. I wrote that in September. I will write it again next September.",
    ),
    say("Magda Thirlby", 22.8, "The mince pies got to Samphire at four in the morning. Thank you."),
    say("Osric Bellweather", 27.0, "Nobody rings patient transport. We rather miss it."),
    question="How does a call from us sound at your end?",
    got_wrong="I counted our calls as effort. They were noise.",
)

_IMRAN = write(
    "imran",
    "The last page",
    """
    Between the years there is a morning on which I write to families. It is quiet, the telephone
    does not ring, and I have the notes beside me. This year I noticed something about the notes.
    They have a beginning, which is yours, and an end, which is the hospital’s, and the two are in
    different folders.

    I read both. I am one of perhaps a dozen people here who may. I know that the boy on the slip
    road plays football again, and I know about the ones who did not come home. You who were there
    know neither. Helen heard it behind the glass in November and asked me what we do about it, and
    I said that there are rules. There are. I looked them up, and they forbid much less than I had
    believed.

    I do not want to put ends into people’s pockets that they did not ask for. Some of you go home
    because you do not know. So I am asking before I do anything at all, and if the answer is leave
    it, I shall leave it.
    """,
    say(
        "Nerys Calloway",
        2.0,
        """
        Nineteen years of first halves. I would like to be told, and I would like to be asked first.
        Both. In that order backwards.
        """,
    ),
    say(
        "Owain Castellan", 4.4, "I still look for one name in the paper. Tell me, I would take it."
    ),
    say(
        "Hattie Brompton",
        9.0,
        "I would rather not know. Please make it something that one asks for and not something that comes.",
    ),
    say("Jonah Reddish", 30.2, "Yes to the boy on the slip road. Thank you for that line."),
    say(
        "Aled Winship", 51.0, "What about the ends that are a complaint? We are always told those."
    ),
    question="Do you want to know how it ended, and who should tell you?",
    got_wrong="I said “there are rules” for eleven years without reading them.",
)

_COLM = write(
    "colm",
    "A new page 31",
    """
    The old page 31 of our break policy has four hundred and ninety words. I have read it aloud to
    my wife, who asked me who it was for. It was written for eleven vehicles more than we have, and
    it decides each night at ten to four that somebody does not eat.

    Ben gave it to me in November with your words beside it. I have had a go at a new one. It has
    sixty words and there are two holes in it, because I do not know what to put there, and I would
    rather show you holes than fill them with what sounds well.

    It says that a break which was taken back is given back within two hours, before anything that
    is not an emergency. It says that the dispatcher who takes one says so, and to whom, and that
    nobody needs to excuse themselves for asking. The first hole is what happens when there is
    nobody to give it back with. The second is the doors of Estuary General, where my page ends and
    another organisation’s begins.

    I have asked the unions to read it at the same time as you and not after you.
    """,
    say(
        "Elspeth Varley",
        0.8,
        """
        Put me in the first hole. Not me, a second one of me, from three to five. I have said it
        since November and I will say it on the radio if I have to.
        """,
    ),
    say(
        "Carwyn Hale",
        3.3,
        "One person with a coat at the hospital. That is your second hole. It is not even a big coat.",
    ),
    say("Stefan Wharram", 6.0, "Sixty words. I could carry that one. Leave it at sixty."),
    say(
        "Rhona Delph",
        24.5,
        "Nobody sent me over the bridge in December. I thought you should know.",
    ),
    say(
        "Tilly Brough", 29.0, "A name and a rule, I asked for in November. I have a rule now. Good."
    ),
    question="What would you write in the two holes?",
    got_wrong="I had page 31 on my shelf for three years, with its back to me.",
)

WINTER = (_SHANICE, _IMRAN, _COLM)
