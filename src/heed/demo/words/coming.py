"""The messages that are still to come, and what people will answer them."""

from heed.demo.words.told import say, write

_BEN = write(
    "ben",
    "What ten to four looks like on paper",
    """
    Four weeks ago I asked when you last lost a break. I said that I would read every answer, and
    I have, and then I did what people in my job do: I drew it.

    It is not a complicated picture. In October there were thirty-one nights. On twenty-six of them
    more than three calls were waiting at ten to four, and on twenty-four of those at least one
    break was taken back. The five quiet nights were all Mondays. So you were exact, and so was our
    rule, and the two of them have been meeting at ten to four every night for years while I wrote
    posters.

    I have put the picture up in the corridor outside my office, without names and without
    stations, because I do not want anybody to look for whom to blame. The dispatcher who takes the
    break away is following page 31. Page 31 has my department's name at the foot of it.

    I cannot rewrite it alone and I am not going to pretend that I can do it by Christmas. What I
    can do this month is stop it being used against anybody: a break that was taken back is written
    down as taken back, by the system, with the time, and the crew need not ask.
    """,
    say(
        "Faisal Thornby",
        1.1,
        "Twenty-four out of thirty-one. I would have said thirty. I must be getting soft.",
    ),
    say(
        "Elspeth Varley",
        2.9,
        """
        Thank you for not hanging us out on that wall. I have worked with page 31 open on my desk
        for nine years and nobody has asked me what I would put in its place. I would put in a
        second dispatcher between three and five.
        """,
        wants_mail=True,
    ),
    say(
        "Tilly Brough",
        4.3,
        """
        Written down by the system is good. Will anybody read it, or is it for the picture after
        this one?
        """,
    ),
    say(
        "Stefan Wharram",
        7.2,
        """
        My team leader Col at Sheepwash puts the missed ones in as taken so that his station looks
        good. Ask him about the tenth of October.
        """,
        becomes="not_posted",
        reason="identifies",
        words="""
        This names one person and accuses him. What you describe matters, so send it again without
        the name, the station and the date, or ask us to pass it to Nadia, the guardian.
        """,
    ),
    say(
        "Norris Peake",
        20.5,
        "The corridor outside your office is behind a door that my card does not open. Just saying.",
    ),
    say(
        "Carwyn Hale",
        25.6,
        """
        You could send a manager out to stand at the hospital at ten to four and free a crew. It
        takes one person with a coat.
        """,
    ),
    say(
        "Bridget Anstey",
        49.2,
        """
        A picture. You asked hungry people a question and drew a picture. I will be fair, it is a
        better picture than the last one.
        """,
    ),
    say(
        "Aled Winship",
        74.0,
        "If it is written down now, will it be paid from now, or does that need another corridor?",
    ),
    question="If you could change one line on page 31, what would it say?",
    got_wrong="I let people think for two years that a missed break was something they should report.",
    in_spite="""
    What we promised about the handover nurse has waited since the beginning of November for a
    letter from the hospital. I would rather open and tell you that than wait with it.
    """,
    is_drafted_early=True,
)

_HELEN = write(
    "helen",
    "What I stopped doing",
    """
    In September somebody wrote under my first message that she would read these when one of us
    said what we had stopped doing. It has taken me three months to have an answer.

    I have stopped four meetings. One was the Monday performance call, in which fourteen people read
    figures aloud to one another that all fourteen had in front of them. Nobody has missed it. One
    was a monthly review of the actions from other reviews. The third I will not name, because the
    person who chaired it is relieved and also a little hurt. The fourth was my own, and it was the
    hardest to stop, because I looked important in it.

    That is six and a half hours of my week. I had expected to feel free and in fact I felt guilty
    for about a fortnight, which tells you something about what I thought the work was.

    Two of those hours are now spent outside this building on no particular errand. I do not
    announce it, because when it is announced somebody paints a wall. If you find me in your
    station and I am in the way, you are allowed to say so. Priya in the control room has shown me
    what that looks like with one hand.
    """,
    say(
        "Bridget Anstey",
        0.9,
        """
        All right. I said I would read it and I have read it. Four is a start. I counted nineteen on
        my manager's calendar, and he is a good man and is never here.
        """,
        wants_mail=True,
    ),
    say(
        "Ginny Mostyn",
        3.0,
        "They did paint the wall at Lapwing Fen in May. It was for the lieutenant of somewhere.",
    ),
    say(
        "Mairead Quill",
        5.5,
        """
        Stopping is the first thing you have done that I can feel. Nobody rang me for a figure this
        Monday.
        """,
    ),
    say(
        "Hal Oxenham",
        8.8,
        "You can stop by at the garage. Bring a hedge.",
    ),
    say(
        "Best Uniform Badges",
        18.0,
        "Name badges and lanyards for your whole team, free sample: badges-best.example",
        becomes="not_posted",
        reason="spam",
        words="This is an advertisement. If it was meant for this page, tell us how.",
    ),
    say(
        "Hattie Brompton",
        26.7,
        """
        Six and a half hours. Could you give one of them to our new starters? We met you for four
        minutes on a screen and the sound was off.
        """,
    ),
    say(
        "Perry Haldane",
        51.0,
        "Now stop the thing where every email from you has been through three people first.",
    ),
    say(
        "Siobhan Larkrise",
        98.0,
        "Tidewell is open all night. There is hot food now. You may have a sandwich.",
    ),
    question="What should I stop next?",
    protecting="Two hours a week, outside the building, not announced.",
)

_GETHIN = write(
    "gethin",
    "The line at the bottom of the form",
    """
    Since October every request for money from a station has carried one more line: what happens if
    we do nothing, in the words of the person who will be there. I promised myself that I would
    read all of them before the end of the year, and there are a hundred and eighteen.

    Here are some, with leave. "We use tape." "We ask the patient to hold it." "Nothing happens, I
    just wanted one." "I leave in March." I approved the third of those, by the way, because it was
    for a kettle and because he was honest.

    Sixty-four were approved. Thirty-one are with somebody who is finding out what they would cost.
    Twenty-three I turned down, and each of those has gone back with a line of its own at the
    bottom: what happens because I said no, in my words, with my name. That was uncomfortable to
    write. It is meant to be. Twice I began that line, could not finish it, and approved the request.

    I should say that we do not have more money than before. What we have is fewer surprises. It
    turns out that a good part of what I called an emergency was a form I had refused in the spring.
    """,
    say(
        "Hal Oxenham",
        1.4,
        "Winter tyres on. No hedges this week. I will admit that it is early.",
    ),
    say(
        "Ewart Lindle",
        3.8,
        """
        Torch batteries arrived. Somebody had put a note in the box that said sorry about April to
        September. I have kept the note.
        """,
    ),
    say(
        "Idwal Penrice",
        6.1,
        """
        Number 87 was mine and you said no. I have read your line at the bottom four times. I still
        think that you are wrong, but I know now what you were looking at.
        """,
        wants_mail=True,
    ),
    say(
        "Tobias Crane",
        10.2,
        """
        Sixty-four approved and how many of those were for the north? I will tell you. Seven. Some of
        us can count too.
        """,
    ),
    say(
        "Peter Nantley",
        22.4,
        "My mileage from August still has not been paid. 2284. Third time of asking.",
        becomes="not_posted",
        reason="elsewhere",
        words="""
        A claim of your own can be settled by expenses@saltmarsh.example and not here. Because this is
        the third time we have rung them for you: Jan on 01632 960 177 has it on her desk today.
        """,
    ),
    say(
        "Una Fairweather",
        28.9,
        "I leave in March. That was not a joke on the form and I hope nobody read it as one.",
    ),
    say(
        "Osric Bellweather",
        50.5,
        "Patient transport asked for nothing. We would like that noted, and a kettle.",
    ),
    say(
        "Nerys Calloway",
        97.0,
        "We got the second lamp for behind the glass. It is a small lamp and a large difference.",
    ),
    question="What did we refuse this year that you would ask for again?",
    got_wrong="I used to say no by not answering.",
)

COMING = (_HELEN, _BEN, _GETHIN)
