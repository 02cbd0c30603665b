"""Every address of Heed, once: what it is, and who may come there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from heed.edition import addresses
from heed.week import tokens
from tests.factories.loop import picture_of_done
from tests.journeys.week import Everything
from tests.people import Cast

ANYBODY = ("nobody", "reader", "author", "drafter", "moderator", "guardian", "analyst",
           "administrator")  # fmt: skip
STAFF = ANYBODY[1:]
WRITERS, AUTHORS, MODERATORS, GUARDIAN, ADMINISTRATORS = (
    ("author", "drafter"), ("author",), ("moderator",), ("guardian",), ("administrator",),
)  # fmt: skip

Arguments = Callable[[Everything], tuple[object, ...]]


@dataclass(frozen=True)
class Address:
    """A page to look at; where `is_verb` it is only sent to, where `is_file` it is no page."""

    name: str
    who: tuple[str, ...]
    arguments: Arguments = lambda full: ()
    query: str = ""
    called: str = ""
    status: int = 200
    is_verb: bool = False
    is_file: bool = False

    def path(self, full: Everything) -> str:
        """The address itself, in the week where everything has happened."""
        return reverse(self.name, args=self.arguments(full)) + self.query

    @property
    def shot(self) -> str:
        """What a picture of it is called."""
        return self.called or self.name.replace(":", "-").replace("_", "-")


def page(
    name: str, who: tuple[str, ...], arguments: Arguments = lambda full: (), **more
) -> Address:
    return Address(name, who, arguments, **more)


def verb(name: str, who: tuple[str, ...], arguments: Arguments = lambda full: ()) -> Address:
    return Address(name, who, arguments, is_verb=True)


def file(name: str, who: tuple[str, ...], arguments: Arguments = lambda full: ()) -> Address:
    return Address(name, who, arguments, is_file=True)


def _key(name: str) -> Arguments:
    return lambda full: (addresses.key_of(full.comments[name]),)


def _number(name: str) -> Arguments:
    return lambda full: (full.comments[name].pk,)


def _confidence(name: str) -> Arguments:
    return lambda full: (full.confidences[name].pk,)


def _private(name: str) -> Arguments:
    return lambda full: (addresses.confidence_key(full.confidences[name]),)


def _card(name: str) -> Arguments:
    return lambda full: (full.cards[name].pk,)


def _item(name: str) -> Arguments:
    return lambda full: ("comment", full.comments[name].pk)


def _draft(full: Everything) -> tuple[object, ...]:
    return (full.draft.pk,)


def _series(full: Everything) -> tuple[object, ...]:
    return (full.heard.series.slug,)


def _sam(full: Everything) -> tuple[object, ...]:
    return (full.week.cast.sam.slug,)


WEEK = [
    page("week:front", ANYBODY),
    page("week:archive", ANYBODY),
    file("week:feed", ANYBODY),
    page("week:poster", ANYBODY, lambda full: (full.open.slug,)),
    page("week:poster", ANYBODY, lambda full: (full.closed.slug,), called="week-poster-over"),
    page("week:search", ANYBODY),
    page("week:search", ANYBODY, query="?q=night", called="week-search-found"),
    page("week:search", ANYBODY, query="?q=zebra", called="week-search-none"),
    page("week:ledger", ANYBODY),
    file("week:figures", ANYBODY),
    file("week:outcomes", ANYBODY),
    page("week:house_rules", ANYBODY),
    page("week:privacy", ANYBODY),
    page("week:promise", ANYBODY),
    page("week:removed", ADMINISTRATORS),
    page("week:assessment", ADMINISTRATORS),
    page("week:cookies", ANYBODY),
    page("week:accessibility", ANYBODY),
    page("week:mail", ("nobody",)),
    page("week:mail_mine", STAFF),
    page("week:mail_confirm", ANYBODY, lambda full: (tokens.for_confirming(full.unconfirmed),)),
    page("week:mail_stop", ANYBODY, lambda full: (tokens.for_mail(full.subscribed),)),
    page(
        "week:mail_stop",
        ANYBODY,
        lambda full: (tokens.for_mail(full.stopped),),
        called="week-mail-stopped",
    ),
    page("week:mail_hours", ANYBODY, lambda full: (tokens.for_mail(full.subscribed),)),
    page("week:mail_preview", WRITERS, _draft),
    file("week:mail_as_html", WRITERS, _draft),
    page("week:mail_block", WRITERS, lambda full: (full.open.pk,)),
    page("week:running", ADMINISTRATORS),
    page("week:running_mail", ADMINISTRATORS),
    verb("week:mail_again", ADMINISTRATORS, lambda full: (full.perhaps,)),
    verb("week:mail_let_be", ADMINISTRATORS, lambda full: (full.perhaps,)),
]
EDITION = [
    page("edition:page", ANYBODY, lambda full: (full.open.slug,)),
    page("edition:page", ANYBODY, lambda full: (full.closed.slug,), called="edition-page-closed"),
    page("edition:page", STAFF, lambda full: (full.staff_only.slug,), called="edition-page-staff"),
    page("edition:comment", ANYBODY, lambda full: (full.open.slug,)),
    page(
        "edition:comment",
        ANYBODY,
        lambda full: (full.closed.slug,),
        called="edition-comment-closed",
    ),
    *(
        page("edition:writers_page", ANYBODY, _key(name), called=f"edition-writers-page-{name}")
        for name in (
            "waiting",
            "replied",
            "asked",
            "not_posted",
            "passed_on",
            "withdrawn",
            "taken_down",
            "heard",
        )
    ),
    page(
        "edition:writers_page",
        ANYBODY,
        _key("danger"),
        query="?new",
        called="edition-writers-page-new",
    ),
    verb("edition:answer_question", ANYBODY, _key("asked")),
    verb("edition:send_again", ANYBODY, _key("asked")),
    verb("edition:withdraw", ANYBODY, _key("waiting")),
    page("edition:confide", ANYBODY),
    *(
        page("edition:private_page", ANYBODY, _private(name), called=f"edition-private-page-{name}")
        for name in ("waiting", "answered", "ended", "taken_back")
    ),
    page(
        "edition:private_page",
        ANYBODY,
        _private("waiting"),
        query="?new",
        called="edition-private-page-new",
    ),
    verb("edition:write_to_guardian", ANYBODY, _private("answered")),
    verb("edition:take_back_confidence", ANYBODY, _private("answered")),
    verb("edition:what_is_kept", ANYBODY, _key("replied")),
    page("edition:remove", ANYBODY, _key("replied")),
    page("edition:report", ANYBODY, _number("posted")),
    page("edition:reply", ("author", "moderator"), _number("posted")),
    page("edition:desk_of_messages", WRITERS),
    verb("edition:begin", WRITERS),
    page("edition:write", WRITERS, _draft),
    page(
        "edition:write",
        WRITERS,
        lambda full: (full.with_checker.pk,),
        called="edition-write-checking",
    ),
    page("edition:write", WRITERS, lambda full: (full.open.pk,), called="edition-write-open"),
    file("edition:autosave", WRITERS, _draft),
    verb("edition:publish", WRITERS, _draft),
    verb("edition:take_back", WRITERS, lambda full: (full.with_checker.pk,)),
    page("edition:correct", AUTHORS, lambda full: (full.open.pk,)),
    page("edition:preview", WRITERS, _draft),
    page("edition:as_readers", WRITERS, _draft),
    page("edition:versions", WRITERS, _draft),
    page("edition:versions", WRITERS, _draft, query="?older=1&newer=2", called="edition-changes"),
    page("edition:use_version", WRITERS, lambda full: (full.draft.pk, 1)),
    page("edition:two_versions", WRITERS, lambda full: (full.draft.pk, full.aside)),
    page("edition:ask_check", WRITERS, _draft),
    page("edition:check", ("bev",), lambda full: (full.with_checker.pk,)),
    page("edition:hand_over", ADMINISTRATORS, lambda full: (full.left_behind.pk,)),
    file("edition:picture", WRITERS, lambda full: (f"{full.picture}-small.webp",)),
]
ANSWER = [
    page("answer:standing", AUTHORS, _series),
    page("answer:reading", AUTHORS, lambda full: (full.open.slug,)),
    page("answer:reading", AUTHORS, lambda full: (full.heard.slug,), called="answer-reading-out"),
    file("answer:autosave", AUTHORS, lambda full: (full.open.slug,)),
    page("answer:as_readers", AUTHORS, lambda full: (full.heard.slug,)),
    page("answer:take_on", AUTHORS, lambda full: (full.unread.slug,)),
    page("answer:heard", ANYBODY, lambda full: (full.heard.slug,)),
    page("answer:make_promise", AUTHORS, lambda full: (full.open.slug,)),
    page("answer:say_no", AUTHORS, lambda full: (full.heard.slug,)),
    page("answer:hand_on", AUTHORS, lambda full: (full.heard.slug,)),
    page("answer:still_thinking", AUTHORS, lambda full: (full.heard.slug,)),
    verb("answer:tap", STAFF, lambda full: (1,)),
    page("answer:on_shift", STAFF),
    page("answer:promises", ANYBODY, _series),
    page("answer:promises", ANYBODY, _series, query="?q=zebra", called="answer-promises-none"),
    file("answer:promises_feed", ANYBODY, _series),
    page("answer:promise", ANYBODY, lambda full: (*_series(full), 1), called="answer-promise-done"),
    page("answer:promise", ANYBODY, lambda full: (*_series(full), 2)),
    file(
        "answer:picture",
        ANYBODY,
        lambda full: (*_series(full), 1, f"{picture_of_done()}-small.webp"),
    ),
    verb("answer:erase_picture", STAFF, lambda full: (*_series(full), 1, picture_of_done())),
    page("answer:give", AUTHORS, lambda full: (*_series(full), 2)),
    page("answer:wall", ANYBODY, lambda full: (*_series(full), 1)),
    page("answer:listening_card", ANYBODY, lambda full: (*_series(full), 2)),
]
PAPER = [
    page("edition:stand_up_sheet", ANYBODY, lambda full: (full.open.slug,)),
    page("edition:report_card", ANYBODY, lambda full: (full.cards["posted"].place,)),
    page("edition:paper_for_author", AUTHORS, lambda full: (full.open.slug,)),
    page("edition:enter_cards", STAFF),
    page("edition:enter_cards_for", STAFF, lambda full: (full.closed.slug,),
         called="edition-enter-cards-closed"),
    page("edition:my_cards", STAFF),
    page("edition:my_cards", ("bev", *STAFF), query="?new=4", called="edition-my-cards-new"),
    page("edition:change_card", ("bev",), _card("not_posted")),
    verb("edition:take_card_back", ("bev",), _card("waiting")),
    page("queue:item", MODERATORS, lambda full: ("paper", full.cards["waiting"].pk),
         called="queue-item-paper"),
    page("queue:item", MODERATORS, lambda full: ("paper", full.cards["danger"].pk),
         called="queue-item-paper-danger"),
    page("queue:guardian_item", GUARDIAN, _confidence("on_paper"),
         called="queue-guardian-item-paper"),
    page("queue:guardian_return", GUARDIAN, _confidence("on_paper"),
         called="queue-guardian-return-paper"),
]  # fmt: skip
PEOPLE = [
    page("people:sign_in", ("nobody",)),
    page("account_request_login_code", ("nobody",)),
    file("account_confirm_login_code", ()),
    file("people:directory", ()),
    file("people:directory_back", ()),
    file("people:enter_second_factor", ()),
    page("people:card", ("nobody",)),
    verb("people:sign_out", ANYBODY),
    verb("people:sign_out_everywhere", STAFF),
    page("people:me", STAFF),
    page("people:second_factor", STAFF),
    file("people:no_second_factor", ()),
    verb("people:take_my_portrait_away", STAFF),
    page("people:what_is_kept", STAFF),
    page("people:erase_me", STAFF),
    page("people:erased", ANYBODY),
    file("people:portrait", ANYBODY, lambda full: (full.portrait,)),
    page("people:list", ADMINISTRATORS),
    page("people:list", ADMINISTRATORS, query="?q=zebra", called="people-list-none"),
    page("people:add", ADMINISTRATORS),
    page("people:organisation", ADMINISTRATORS),
    verb("people:ask_second_factor", ADMINISTRATORS),
    page("people:sheets", ADMINISTRATORS),
    verb("people:print_sheet", ADMINISTRATORS),
    verb("people:withdraw_sheet", ADMINISTRATORS, lambda full: (1,)),
    verb("people:unlink_directory", ADMINISTRATORS, _sam),
    verb("people:take_second_factor_away", ADMINISTRATORS, _sam),
    page("people:person", ADMINISTRATORS, lambda full: (full.week.cast.ama.slug,)),
    page("people:person", ADMINISTRATORS, lambda full: (full.week.cast.stranger.slug,),
         called="people-person-gone"),
    page("people:change", ADMINISTRATORS, _sam),
    verb("people:give_role", ADMINISTRATORS, _sam),
    verb("people:take_role", ADMINISTRATORS, lambda full: (full.week.cast.ama.slug, full.role_pk)),
    verb("people:portrait_of", ADMINISTRATORS, _sam),
    verb("people:take_portrait_away", ADMINISTRATORS, _sam),
    page("people:part_with", ADMINISTRATORS, _sam),
    page("people:erase", ADMINISTRATORS, _sam),
    verb("people:welcome_back", ADMINISTRATORS, lambda full: (full.week.cast.stranger.slug,)),
]  # fmt: skip
DATES = [
    page("people:away", STAFF),
    verb("people:be_there", ("moderator",), lambda full: (full.absence,)),
    verb("people:say_trained", STAFF),
    page("people:away_of", ADMINISTRATORS, lambda full: (full.week.cast.joe.slug,)),
    verb("people:be_there_of", ADMINISTRATORS,
         lambda full: (full.week.cast.joe.slug, full.absence)),
    page("people:pre_election", ADMINISTRATORS),
    page("people:change_pre_election", ADMINISTRATORS, lambda full: (full.period,)),
    verb("people:remove_pre_election", ADMINISTRATORS, lambda full: (full.period,)),
]  # fmt: skip
QUEUE = [
    page("queue:list", MODERATORS),
    page("queue:item", MODERATORS, _item("waiting")),
    page("queue:item", MODERATORS, _item("danger"), called="queue-item-danger"),
    page("queue:item", MODERATORS, _item("claims"), called="queue-item-claims"),
    page("queue:item", MODERATORS, _item("decided"), called="queue-item-decided"),
    page(
        "queue:item",
        MODERATORS,
        lambda full: ("report", full.report.pk),
        called="queue-item-report",
    ),
    verb("queue:undo", MODERATORS, _item("decided")),
    verb("queue:care", MODERATORS, _item("danger")),
    page("queue:asked_to_take_down", MODERATORS),
    page("queue:asked_to_take_down", MODERATORS, query="?words=lamp", called="queue-asked-found"),
    page("queue:asked_about", MODERATORS, _number("posted")),
    page("queue:guardian", GUARDIAN),
    page("queue:guardian_item", GUARDIAN, _confidence("passed_on")),
    page("queue:guardian_item", GUARDIAN, _confidence("answered"), called="queue-guardian-told"),
    page("queue:guardian_item", GUARDIAN, _confidence("danger"), called="queue-guardian-danger"),
    page("queue:guardian_item", GUARDIAN, _confidence("ended"), called="queue-guardian-ended"),
    page(
        "queue:guardian_item",
        GUARDIAN,
        _confidence("taken_back"),
        called="queue-guardian-taken-back",
    ),
    verb("queue:guardian_write", GUARDIAN, _confidence("passed_on")),
    verb("queue:guardian_will_write", GUARDIAN, _confidence("passed_on")),
    verb("queue:guardian_hand_on", GUARDIAN, _confidence("passed_on")),
    verb("queue:guardian_care", GUARDIAN, _confidence("passed_on")),
    verb("queue:guardian_count", GUARDIAN, _confidence("passed_on")),
    page("queue:guardian_return", GUARDIAN, _confidence("passed_on")),
    page("queue:guardian_quarter", GUARDIAN, lambda full: ("2026-Q4",)),
    file("queue:guardian_quarter_csv", GUARDIAN, lambda full: ("2026-Q4",)),
]
EVERY = [*WEEK, *EDITION, *ANSWER, *PAPER, *PEOPLE, *DATES, *QUEUE]
PAGES = [one for one in EVERY if not one.is_verb and not one.is_file]
# Two names of one page, which the library of sign-in asks for.
SAME = {"account_login": "people:sign_in", "account_signup": "people:sign_in"}


def names(resolver: URLResolver | None = None, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address that Heed answers."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            within = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from names(pattern, within)
        elif isinstance(pattern, URLPattern):
            yield ":".join((*spaces, str(pattern.name)))


def person_for(cast: Cast, role: str) -> object:
    """Who of the cast stands for a role; a first name stands for itself."""
    roles = cast.by_role()
    return roles[role] if role in roles else getattr(cast, role)
