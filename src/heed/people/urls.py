"""The addresses of people. The sign-in library finds its three pages by the names it knows."""

from django.urls import include, path, re_path

from heed.people.urls_dates import pages as dates
from heed.people.views import (
    administering,
    cards,
    directory,
    own,
    rights,
    second_factor,
    signing_in,
)

pages = [
    path("sign-in/", signing_in.ask_for_code, name="sign_in"),
    path("sign-in/directory/", directory.sign_in, name="directory"),
    path("sign-in/directory/back/", directory.come_back, name="directory_back"),
    path("sign-in/second-factor/", second_factor.enter, name="enter_second_factor"),
    path("card/", cards.use, name="card"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("sign-out/everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("your-page/", own.me, name="me"),
    path("your-page/second-factor/", second_factor.look_after, name="second_factor"),
    path("your-page/no-second-factor/", second_factor.go_without, name="no_second_factor"),
    path("your-page/no-portrait/", own.take_my_portrait_away, name="take_my_portrait_away"),
    path("your-page/what-is-kept/", rights.what_is_kept, name="what_is_kept"),
    path("your-page/remove/", rights.erase_me, name="erase_me"),
    path("removed/", rights.erased, name="erased"),
    re_path(r"^portraits/(?P<digest>[0-9a-f]{32})\.webp$", own.portrait, name="portrait"),
    path("people/", administering.everybody, name="list"),
    path("people/add/", administering.add, name="add"),
    path("people/cards/", cards.sheets, name="sheets"),
    path("people/cards/print/", cards.print_sheet, name="print_sheet"),
    path("people/cards/<int:pk>/withdraw/", cards.withdraw, name="withdraw_sheet"),
    path("organisation/second-factor/", administering.ask_second_factor, name="ask_second_factor"),
    path("organisation/", administering.organisation, name="organisation"),
    path("person/<slug:slug>/", administering.person, name="person"),
    path("person/<slug:slug>/change/", administering.change, name="change"),
    path("person/<slug:slug>/give-role/", administering.give_role, name="give_role"),
    path("person/<slug:slug>/take-role/<int:pk>/", administering.take_role, name="take_role"),
    path("person/<slug:slug>/portrait/", administering.portrait, name="portrait_of"),
    path(
        "person/<slug:slug>/no-portrait/",
        administering.take_portrait_away,
        name="take_portrait_away",
    ),
    path("person/<slug:slug>/unlink/", administering.unlink, name="unlink_directory"),
    path(
        "person/<slug:slug>/no-second-factor/",
        administering.take_second_factor_away,
        name="take_second_factor_away",
    ),
    path("person/<slug:slug>/remove/", rights.erase_somebody, name="erase"),
    path("person/<slug:slug>/ends/", administering.part_with, name="part_with"),
    path("person/<slug:slug>/is-back/", administering.welcome_back, name="welcome_back"),
    *dates,
]

urlpatterns = [
    path("", include((pages, "people"))),
    path("sign-in/", signing_in.ask_for_code, name="account_login"),
    # It mentions this one in a mail that Heed words itself; nobody signs up.
    path("sign-in/", signing_in.ask_for_code, name="account_signup"),
    path("sign-in/again/", signing_in.ask_again, name="account_request_login_code"),
    path("sign-in/code/", signing_in.enter_code, name="account_confirm_login_code"),
]
