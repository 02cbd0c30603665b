"""How long somebody stays signed in, without a trace of when they signed in.

A session ends at a midnight or a noon, so that its end does not tell its beginning.
"""

import hashlib
import json
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from heed import clock, seal
from heed.people.models import Person, Role
from heed.people.queries import DECIDERS

READER = timedelta(days=180)
WRITER = timedelta(days=30)
SHORT = timedelta(hours=12)
SHORT_FOR = DECIDERS
WRITERS = {Role.Kind.AUTHOR, Role.Kind.DRAFTER}

MIDNIGHT = (time(0),)
NOON_AND_MIDNIGHT = (time(0), time(12))

# Whether this session began with two things that somebody has or knows.
TWOFOLD = "heed_twofold"

KEPT = {SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY, "_session_expiry"}


def kept_name(session_key: str) -> str:
    """The name under which a session is stored: it opens nothing, and leads to no cookie."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:32]


class SessionStore(DatabaseStore):
    """Django's sessions in the database, by Heed's clock, and none with an end that tells a moment.

    A session that has not been settled, or ends with the browser, is given a round end here.
    What is stored signs nobody in and says nothing of anybody: its name is a fingerprint of the
    cookie, its content is sealed.
    """

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal.seal(json.dumps(session_dict), purpose="session")

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(seal.unseal(str(session_data), purpose="session"))
        except seal.CannotUnseal:
            return {}
        return found

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(kept_name(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        made = super().create_model_instance(data)
        made.session_key = kept_name(made.session_key)
        return made

    def delete(self, session_key: str | None = None) -> None:
        wanted = session_key or self.session_key
        if wanted is not None:
            super().delete(kept_name(wanted))

    def _validate_session_key(self, key: str | None) -> bool:
        # A cookie may carry anything, also what a database refuses to be asked for.
        return key is not None and len(key) == 32 and key.isascii() and key.isalnum()

    def _get_session_from_db(self) -> Any:
        standing = self.model.objects.filter(
            session_key=kept_name(self.session_key or ""), expire_date__gt=clock.now()
        )
        found = next(iter(standing), None)
        if found is None:
            self._session_key = None
        return found

    def get_expiry_age(self, **kwargs: Any) -> int:
        return super().get_expiry_age(**{"modification": clock.now(), **kwargs})

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        now = clock.now()
        expiry = kwargs.get("expiry", self.get("_session_expiry"))
        if expiry:
            return super().get_expiry_date(**{"modification": now, **kwargs, "expiry": expiry})
        if expiry == 0:
            return _next_mark(now + SHORT, NOON_AND_MIDNIGHT)
        return _next_mark(now + timedelta(seconds=self.get_session_cookie_age()), MIDNIGHT)

    @classmethod
    def clear_expired(cls) -> None:
        cls.get_model_class().objects.filter(expire_date__lt=clock.now()).delete()


def is_own_path(url: str | None) -> bool:
    """Whether this is a path on this site and cannot be read as any other place."""
    return bool(
        url
        and url.startswith("/")
        and not any(character in url for character in "\\\r\n\t\0")
        and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    )


def settle(
    request: HttpRequest, person: Person, *, is_shared: bool = False, is_twofold: bool = False
) -> None:
    """Give a session that has just begun its end, and drop all that was needed to begin it."""
    session = request.session
    for key in set(session.keys()) - KEPT:
        del session[key]
    if is_twofold:
        session[TWOFOLD] = True
    session.set_expiry(0 if is_shared else end_of_session(person, at=clock.now()))


def end_of_session(person: Person, *, at: datetime) -> datetime:
    """When a session that begins now ends: the next midnight after 180 or 30 days, or, for those
    who decide, the next noon or midnight after twelve hours."""
    kinds = set(person.roles.values_list("kind", flat=True))
    if kinds & SHORT_FOR:
        return _next_mark(at + SHORT, NOON_AND_MIDNIGHT)
    return _next_mark(at + (WRITER if kinds & WRITERS else READER), MIDNIGHT)


def _next_mark(moment: datetime, marks: tuple[time, ...]) -> datetime:
    day = clock.local(moment).date()
    wall = [clock.at_local(day + timedelta(days=n), mark) for n in (0, 1) for mark in marks]
    return next(mark for mark in wall if mark >= moment)
