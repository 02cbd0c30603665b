"""What people say to a message that only the visitor knows."""

from heed.demo.words.told import Said, say

ANY_WEEK: tuple[Said, ...] = (
    say(
        "Ginny Mostyn",
        1.3,
        "Short enough to read at the doors. That is meant as praise.",
    ),
    say(
        "Stefan Wharram",
        3.6,
        """
        I have read it twice and I still want to know one thing: who does what by when? You have
        until Friday.
        """,
    ),
    say(
        "Rhona Delph",
        5.2,
        """
        I was on nights when this came out, so I am late to it. Could one of these come out at ten in
        the evening for once?
        """,
        wants_mail=True,
    ),
    say(
        "Garden Sheds Direct",
        14.0,
        "A shed of your own from 199 pounds, delivered. www.sheds-direct.example",
        becomes="not_posted",
        reason="spam",
        words="This is an advertisement, and this page is for answers to the message.",
    ),
    say(
        "Mairead Quill",
        23.9,
        "I disagree, and I will say why when I have slept.",
    ),
    say(
        "Osric Bellweather",
        27.4,
        "Patient transport reads these too, in case anybody was wondering.",
    ),
)
