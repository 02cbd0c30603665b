"""What the invented people told the guardian before the visitor came, and what she did with it."""

from dataclasses import dataclass
from datetime import date

from heed.demo.words.told import prose


@dataclass(frozen=True, slots=True)
class Exchange:
    """Something that somebody told the guardian; days are those on which it happened.

    ``answers`` are hers, ``goes_on`` the writer's; ``subjects`` and ``office`` where it has ended.
    """

    came_on: date
    text: str
    name: str = ""
    opened_on: date | None = None
    answers: str = ""
    goes_on: str = ""
    will_write: date | None = None
    office: str = ""
    subjects: tuple[str, ...] = ()


TO_THE_GUARDIAN = (
    Exchange(
        came_on=date(2026, 10, 13),
        name="Rosalind Peake",
        text=prose(
            """
            The suction unit on our vehicle failed its check on three mornings. Each time we were
            told to sign for it and go, because there was no other. I signed twice. The third time
            I did not, and my next four shifts were changed that afternoon.
            """
        ),
        opened_on=date(2026, 10, 14),
        answers=prose(
            """
            Thank you for putting it so plainly. I would like to take the suction unit to the head
            of fleet today, without saying who told me. May I? The shifts I would keep for when
            we have spoken.
            """
        ),
        goes_on="Yes to the unit. About the shifts I would rather ring you.",
        office="The head of fleet, and the medical director",
        subjects=("patients",),
    ),
    Exchange(
        came_on=date(2026, 11, 16),
        text=prose(
            """
            Somebody on my relief makes remarks about how the new starters look in uniform, loud
            enough for them to hear. Two of them now change at home. I am not one of them. I did
            not say anything, and I am not proud of it.
            """
        ),
        opened_on=date(2026, 11, 17),
        answers=prose(
            """
            You are saying something now. Without knowing which station it is I can only begin in
            a general way. If you can bear to, tell me the station and nothing else.
            """
        ),
        will_write=date(2026, 11, 25),
    ),
    Exchange(
        came_on=date(2026, 11, 22),
        name="Malcolm Eddery",
        text=prose(
            """
            I have been asked to change the time at which a crew stood down, on a sheet that has
            my name on it. It is seven minutes. I have not done it yet, and I start again at six
            on Tuesday.
            """
        ),
    ),
)
WHAT_SHE_WROTE_TO_UNA = prose(
    """
    I have read this, and I believe that you have the messages. Ring me when it suits you: I will
    come to where you are, or anywhere else.
    """
)
