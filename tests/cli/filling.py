"""Fills an installation with something of every kind, by the product's own actions.

Run inside it, `python -m tests.cli.filling`, as the commands are.
"""

from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.test.utils import setup_test_environment  # noqa: E402

setup_test_environment()

from io import BytesIO  # noqa: E402

from PIL import Image  # noqa: E402

from heed.edition.actions import (  # noqa: E402
    commenting,
    deciding,
    guarding,
    publishing,
    reporting,
    writing,
)  # fmt: skip
from heed.edition.models import Confidence, Origin  # noqa: E402
from heed.edition.pictures import redraw  # noqa: E402
from heed.people import actions as people_actions  # noqa: E402
from heed.people import cards, effort  # noqa: E402
from heed.people.models import DirectoryAccount, SecondFactor  # noqa: E402
from tests import people  # noqa: E402
from tests.cli import later_kinds  # noqa: E402
from tests.factories import editions  # noqa: E402

TUESDAY = datetime(2026, 11, 24, 9, 0, 0, 123456, tzinfo=UTC)


def drawn(colour: str) -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    out.seek(0)
    return out


def fill() -> None:
    cast = people.cast()
    people_actions.build_units([("Saltmarsh", ""), ("Quay", "Saltmarsh")])
    people_actions.show_portrait(person=cast.ama, sent=drawn("teal").read())
    effort.note(person=cast.ama, at=TUESDAY)
    draft = editions.draft(cast.ama, at=TUESDAY - timedelta(days=1))
    redrawn = redraw(drawn("navy"))
    fields = {name: getattr(redrawn, name) for name in redrawn.__dataclass_fields__}
    picture = writing.keep_picture(edition=draft, by=cast.ama, **fields)
    assert draft.revision is not None
    words = writing.with_picture(writing.words_of(draft.revision), picture, alt="A “quay” ŵ ☂")
    writing.save(edition=draft, words=words, based_on=2, by=cast.ama, at=TUESDAY)
    publishing.publish(edition=draft, by=cast.ama, at=TUESDAY, when=TUESDAY)
    draft.refresh_from_db()
    edition = draft
    posted = editions.posted(edition, cast.joe, "Posted, with <b> and\nhttps://x.example/?a=1&b=2")
    deciding.reply(comment=posted, text="Thank you & well", by=cast.ama, at=TUESDAY)
    editions.waiting(edition, "Waits", person=cast.sam, name=cast.sam.name, wants_mail=True)
    for outcome in ("not_posted", "asked", "passed_on"):
        editions.decide(editions.waiting(edition), cast.joe, outcome)
    passed_on = Confidence.objects.get(comment__state="passed_on")
    guarding.write_as_guardian(confidence=passed_on, words="I read it.", by=cast.nadia, at=TUESDAY)
    SecondFactor.objects.create(person=cast.joe, secret="four words on a phone", spare=["b", "a"])
    DirectoryAccount.objects.create(person=cast.sam, digest="d" * 32)
    ticket = cards.ticket(at=TUESDAY)
    last_on = (TUESDAY + timedelta(days=30)).date()
    cards.print_sheet(group="Bank staff", count=3, last_on=last_on, ticket=ticket, at=TUESDAY)
    commenting.withdraw(comment=editions.waiting(edition), at=TUESDAY)
    taken_down = editions.posted(edition, cast.joe, "Was posted, and came down again")
    report = reporting.report(
        comment=taken_down, reason="identifies", words="It names her", at=TUESDAY
    )
    reporting.decide_report(
        report=report, take_down=True, by=cast.joe, at=TUESDAY, reason="identifies", words="The name"
    )  # fmt: skip
    publishing.correct(
        edition=edition, words=writing.Words(title="Corrected", text="Anew."), what="All of it",
        by=cast.ama, at=TUESDAY,
    )  # fmt: skip
    writing.begin(series=edition.series, author=cast.ama, by=cast.dora, at=TUESDAY)
    old = editions.opened(cast.ama, at=TUESDAY - timedelta(weeks=3))
    Origin.objects.create(edition=old, source="https://old.example/?p=1", digest="d", at=TUESDAY)
    later_kinds.fill(edition, cast, at=TUESDAY + timedelta(hours=1))


if __name__ == "__main__":
    fill()
