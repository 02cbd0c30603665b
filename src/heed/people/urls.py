"""The addresses of people. The sign-in library finds its three pages by the names it knows."""

from django.urls import include, path, re_path

from heed.people.views import administering, own, signing_in

pages = [
    path("sign-in/", signing_in.ask_for_code, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("sign-out/everywhere/", own.sign_out_everywhere, name="sign_out_everywhere"),
    path("your-page/", own.me, name="me"),
    path("your-page/no-portrait/", own.take_my_portrait_away, name="take_my_portrait_away"),
    re_path(r"^portraits/(?P<digest>[0-9a-f]{32})\.webp$", own.portrait, name="portrait"),
    path("people/", administering.everybody, name="list"),
    path("people/add/", administering.add, name="add"),
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
    path("person/<slug:slug>/ends/", administering.part_with, name="part_with"),
    path("person/<slug:slug>/is-back/", administering.welcome_back, name="welcome_back"),
]

urlpatterns = [
    path("", include((pages, "people"))),
    path("sign-in/", signing_in.ask_for_code, name="account_login"),
    # It mentions this one in a mail that Heed words itself; nobody signs up.
    path("sign-in/", signing_in.ask_for_code, name="account_signup"),
    path("sign-in/again/", signing_in.ask_again, name="account_request_login_code"),
    path("sign-in/code/", signing_in.enter_code, name="account_confirm_login_code"),
]
