"""One key each, in a real browser: what they do, and that they can be switched off."""

import pytest
from playwright.sync_api import expect

from heed import clock

pytestmark = pytest.mark.journey


@pytest.fixture
def story(transactional_db, settings):
    from tests.factories import desk

    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SECURE_SSL_REDIRECT = False
    yield desk.begin()
    clock.set_source(None)


@pytest.fixture
def comments(story):
    first = story.comment("The first.")
    story.pass_time(minutes=1)
    second = story.comment("The second.", email="b@x.example", name="Kit Marlow")
    return first, second


@pytest.fixture
def joe(story, comments, site, settings, chromium):
    from tests.journeys.visitor import Visitor

    settings.CSRF_TRUSTED_ORIGINS = [site]
    visitor = Visitor(chromium, site, "desk").signs_in_as(story.cast.joe)
    visitor.opens(f"/queue/comment/{comments[0].pk}/")
    yield visitor
    visitor.context.close()
    assert not visitor.trouble, visitor.trouble


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("p", "post", "Post it in five minutes"),
        ("r", "reply", "Post it with my reply"),
        ("a", "ask", "Ask Gareth"),
        ("g", "pass_on", "Pass it to Nadia"),
        ("d", "do_not_post", "Do not post, and tell Gareth why"),
    ],
)
def test_a_key_chooses_and_the_button_says_what_will_happen(joe, key, value, says):
    button = joe.page.locator("#decide")
    expect(button).to_have_text("Decide")
    joe.types_key(key)
    expect(joe.page.locator(f"input[value={value}]")).to_be_checked()
    expect(button).to_have_text(says)
    joe.looks()


def test_posting_is_a_key_and_enter_and_undoing_is_a_key(joe, comments):
    joe.types_key("p").goes_on_with("Enter")
    joe.sees("Posted in five minutes.", "Kit Marlow wrote")
    joe.goes_on_with("u")
    comments[0].refresh_from_db()
    assert comments[0].state == "waiting"


def test_j_and_k_go_to_the_next_and_back(joe):
    joe.goes_on_with("j").sees("Kit Marlow wrote")
    joe.goes_on_with("k").sees("Gareth Sollom wrote")


def test_no_key_does_anything_while_somebody_types(joe):
    joe.types_key("a")
    joe.page.keyboard.type("pardjkgu")
    expect(joe.page.locator("[name=question]")).to_have_value("pardjkgu")
    expect(joe.page.locator("input[value=ask]")).to_be_checked()


def test_keys_with_a_modifier_stay_the_browsers(joe):
    joe.types_key("Alt+d")
    expect(joe.page.locator("input[value=do_not_post]")).not_to_be_checked()


def test_the_keys_can_be_switched_off_and_stay_off_on_this_device(joe):
    joe.page.get_by_text("Keys", exact=True).click()
    joe.page.get_by_label("Use these keys on this device").uncheck()
    joe.page.reload()
    joe.types_key("p")
    expect(joe.page.locator("input[value=post]")).not_to_be_checked()
    joe.page.get_by_text("Keys", exact=True).click()
    joe.page.get_by_label("Use these keys on this device").check()
    joe.page.locator("h1").click()
    joe.types_key("p")
    expect(joe.page.locator("input[value=post]")).to_be_checked()


def test_the_usual_words_stand_in_the_box_and_give_way_to_the_moderators_own(joe):
    words = joe.page.locator("[name=words]")
    joe.types_key("d").chooses("It identifies a patient or a person")
    assert words.input_value().startswith("Somebody could be recognised")
    joe.chooses("It is spam")
    assert words.input_value().startswith("This looks like an advertisement")
    words.fill("My own words.")
    joe.chooses("It abuses a person")
    assert words.input_value() == "My own words."
