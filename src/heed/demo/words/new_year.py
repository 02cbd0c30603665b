"""The last four weeks that are told: the messages of January, and what their authors hear."""

from heed.demo.words.loop import Listened, listened, no, promise, theme, word
from heed.demo.words.told import say, write

_HELEN = write(
    "helen",
    "What I took out of my diary",
    """
    In December you told me that I met new people for four minutes on a screen. I have sat with two
    groups since, and both asked the same thing: when are you on a station and not visiting one?

    I went through January with Dora. Eleven hours were meetings at which I say thank you at the
    end. I have left six of them, and nobody has rung yet.

    The hours are yours now. I do not want to choose where they go.
    """,
    say("Nerys Calloway", 2.2, "Wrackline, a Sunday night. Bring nothing. Bring a torch."),
    say("Hattie Brompton", 5.5, "My group has a name for you now. It is a kind one."),
    say("Owain Castellan", 26.0, "A handover at Estuary General from first to last. All of it."),
    question="Where should six of my hours go?",
)

_GETHIN = write(
    "gethin",
    "Forty-one small repairs",
    """
    Last week I asked what was waiting to be mended at our stations. The list had two hundred and
    nine lines. Forty-one of them would cost less than a hundred pounds each, and had waited for
    five months on average, because a small job needs the same four signatures as a roof.

    I signed all forty-one on Friday. That was the easy half. The hard half is that next month
    there will be forty-one more, unless somebody nearer to the tap may say yes.
    """,
    say("Carwyn Hale", 1.6, "The drip by the lockers is mended. I came in to look at it twice."),
    say("Tobias Crane", 4.0, "Give the station a hundred pounds a month and stop asking us."),
    say("Magda Thirlby", 29.5, "Who reports a tap in a building that we share with the fire crew?"),
    question="Who should be able to say yes to a small repair?",
    got_wrong="I was proud of our four signatures.",
)

_SHANICE = write(
    "shanice",
    "Between one and two",
    """
    For a month my team has rung between one and two and at no other time. We made a third of the
    calls and filled as many boxes. I had expected to write to you that it failed.

    Two things did not work. People on nights are asleep at one, and we knew that. And some of you
    miss the call at six in the evening, because it was extra money and now it goes to whoever is
    quicker at noon.
    """,
    say("Rhona Delph", 1.1, "The dog has stopped barking at six. Thank you from both of us."),
    say(
        "Aled Winship", 3.9, "On nights I would take a message, not a call. I read it when I wake."
    ),
    say(
        "Perry Haldane", 7.7, "You said a time and you kept it. I have nothing to add in September."
    ),
    question="How should we ask those who sleep at one?",
    got_wrong="I made a rule for days, and called it a rule.",
)

_IMRAN = write(
    "imran",
    "Eleven ends",
    """
    In January eleven of you asked how a job had ended, and two hospitals answered within the week.
    Four were good ends. I rang the others myself, because an envelope is the wrong thing to open in
    a meal room.

    Nobody who did not ask was told. That part we got right because Hattie wrote a line in December.
    """,
    say("Jonah Reddish", 2.8, "I was one of the eleven. It was not a good one. I slept, though."),
    say("Siobhan Larkrise", 8.2, "May we ask for a colleague who left, and would want to know?"),
    question="What should we do about the ends that take longer than a week?",
)

NEW_YEAR = (_HELEN, _GETHIN, _SHANICE, _IMRAN)

HEARD_IN_THE_NEW_YEAR: dict[str, Listened] = {
    "2027-W02": listened(
        "Bring nothing, and stay to the end",
        "Thank you. I had expected ten stations and got two nights.",
        theme(
            "A whole shift, and not the good part of one",
            "You do not ask for more visits. You ask me to be there when nothing happens.",
            "Nerys Calloway",
            "Owain Castellan",
            quoted="Nerys Calloway",
            landed="I looked for my torch, and it was still in its box.",
        ),
        theme("A name for me", "I have been told what it is. I shall live up to it."),
        then=(
            promise(
                "A Sunday night at Wrackline, from the first hour to the last",
                "Helen asks the crew which Sunday.",
                word("2027-01-25", "start", "It is the last Sunday of January. The torch works."),
                word(
                    "2027-02-01",
                    "finish",
                    "Two calls in ten hours. What I learned: the waiting is the work, and it is cold.",
                ),
                owner="helen",
                by="2027-02-05",
                kind="listen",
            ),
        ),
    ),
    "2027-W03": listened(
        "Let the station say yes",
        "Thank you. Tobias Crane put my message into one line.",
        theme(
            "A hundred pounds a month, and no signature",
            "I had been looking for a quicker form. You want none.",
            "Tobias Crane",
            "Carwyn Hale",
            quoted="Tobias Crane",
        ),
        theme("A tap that belongs to two services", "I did not know who mends it, and asked."),
        then=(
            promise(
                "Each station spends up to a hundred pounds a month on repairs, and tells us after",
                "Five stations begin on 1 February.",
                word("2027-02-08", "note", "Four of the five have mended something."),
                owner="gethin",
                by="2027-03-31",
                kind="change",
            ),
        ),
    ),
    "2027-W04": listened(
        "A message, and not a call",
        "Thank you, and give my regards to the dog.",
        theme(
            "On nights, write and do not ring",
            "I kept one hour for everybody, and it was the middle of your night.",
            "Aled Winship",
            quoted="Aled Winship",
        ),
        theme("A time that was kept", "It turns out that this was most of it."),
        then=(
            no(
                "Going back to calls at six in the evening",
                """
                Some of you earned extra by answering at six, and I know what it meant. But the calls
                woke three households for each box that they filled. What we can do is share the
                boxes out by turn, and show the turns on the wall.
                """,
                "Head of Resourcing",
                theme=1,
            ),
        ),
    ),
    "2027-W05": listened(
        "For those who left, too",
        "Thank you, and above all the one of the eleven who wrote.",
        theme(
            "A bad end is still an end",
            "I had feared to do harm, and you told me that you slept.",
            "Jonah Reddish",
            quoted="Jonah Reddish",
        ),
        theme("Somebody who has left may ask as well", "Yes. I had forgotten that they can."),
    ),
}
