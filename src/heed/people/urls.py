"""The addresses of people. The sign-in library finds its three pages by the names it knows."""

from django.urls import include, path

from heed.people.views import signing_in

pages = [
    path("sign-in/", signing_in.ask_for_code, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
]

urlpatterns = [
    path("", include((pages, "people"))),
    path("sign-in/", signing_in.ask_for_code, name="account_login"),
    # It mentions this one in a mail that Heed words itself; nobody signs up.
    path("sign-in/", signing_in.ask_for_code, name="account_signup"),
    path("sign-in/again/", signing_in.ask_again, name="account_request_login_code"),
    path("sign-in/code/", signing_in.enter_code, name="account_confirm_login_code"),
]
