"""Mail that waits, and who is missing before people can be asked to answer."""

from datetime import timedelta

from heed import clock
from heed.cli.doctor.finding import Finding, fine, look_at, wrong
from heed.config import chosen

LATE = timedelta(minutes=15)
WANTED = ("administrator", "author")


def overdue_mail() -> Finding:
    from heed.outbox import queries

    now = clock.now()
    oldest = queries.oldest_overdue(at=now)
    if oldest is not None and now - oldest > LATE:
        return wrong(
            f"some waits since {clock.local(oldest):%d %B, %H:%M}",
            f"mend what stands at Mail server or Tick; {chosen.environment().address}/running/mail/",
        )
    return fine("none")


def dead_mail() -> Finding:
    from heed.outbox import queries

    dead = queries.dead(since=clock.now() - timedelta(days=7))
    if not dead:
        return fine("none in seven days")
    # Where many were given up for one reason, the reason is what mends them.
    return look_at(
        f"{len(dead)} given up in seven days; the last: {dead[0].why}",
        f"{chosen.environment().address}/running/mail/ says which, and can send it again",
    )


def organisation() -> Finding:
    from heed.people import queries

    about = queries.about_organisation()
    if about == queries.About():
        return wrong("none has been begun", "./heed init")
    return fine(about.name)


def roles() -> Finding:
    from heed.people import queries

    missing = [
        f"Nobody has the role of the {kind}."
        for kind in WANTED
        if not queries.find_people(kinds=[kind])
    ]
    missing += queries.missing_before_live()
    if missing:
        return look_at(
            f"before going live: {' '.join(missing)}",
            f"{chosen.environment().address}/people/ and /organisation/",
        )
    return fine("somebody for each, and somebody to stand in")
