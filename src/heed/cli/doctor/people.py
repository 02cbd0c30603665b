"""Mail that waits, and who is missing before people can be asked to answer."""

from datetime import timedelta

from heed import clock
from heed.cli.doctor.finding import Finding, fine, look_at, wrong

LATE = timedelta(minutes=15)
WANTED = (("administrator", 1), ("author", 1), ("moderator", 3), ("guardian", 2))


def overdue_mail() -> Finding:
    from heed.outbox import queries

    now = clock.now()
    oldest = queries.oldest_overdue(at=now)
    if oldest is not None and now - oldest > LATE:
        return wrong(f"some waits since {clock.local(oldest):%d %B, %H:%M}", "look at Mail server")
    return fine("none")


def dead_mail() -> Finding:
    from heed.outbox import queries

    dead = queries.dead(since=clock.now() - timedelta(days=7))
    if not dead:
        return fine("none in seven days")
    # Where many were given up for one reason, the reason is what mends them.
    return look_at(f"{len(dead)} given up in seven days; the last: {dead[0].why}", "look at Sender")


def organisation() -> Finding:
    from heed.people import queries

    about = queries.about_organisation()
    if about == queries.About():
        return wrong("none has been begun", "./heed init")
    if not (about.guardian_name and about.guardian_email):
        return look_at("nobody is told how to reach the guardian", "fill in /organisation/")
    return fine(about.name)


def roles() -> Finding:
    from heed.people import queries

    found = {kind: len(queries.find_people(kinds=[kind])) for kind, _least in WANTED}
    missing = [
        f"{found[kind]} of {least} {kind}{'s' if least > 1 else ''}"
        for kind, least in WANTED
        if found[kind] < least
    ]
    if missing:
        return look_at(f"before going live, {', '.join(missing)}", "give roles on /people/")
    return fine("somebody for each, and somebody to stand in")
