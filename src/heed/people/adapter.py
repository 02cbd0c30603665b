"""How Heed uses the sign-in library: its mail, its redirects and its sessions are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heed import clock
from heed.people import directory, letters, queries, sessions


class AccountAdapter(DefaultAccountAdapter):
    """Codes by mail through the outbox; nobody signs up; `next` leads to our own pages alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code in the newest mail. Look at it once more."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        if template_prefix == "account/email/login_code":
            letters.send_code(to=email, code=context["code"], at=clock.now())
        elif template_prefix == "account/email/unknown_account":
            letters.send_unknown(to=email, at=clock.now())
        else:
            raise ValueError(f"Heed has no mail for {template_prefix}.")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Pages say what happened; nothing is left in the session to be said later."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        return sessions.is_own_path(url)

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "heed.people.stages.SecondFactorStage"]

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        sessions.settle(
            request,
            user,
            is_shared=getattr(request, "is_shared_computer", False),
            is_twofold=getattr(request, "is_twofold", False),
        )

    def pre_login(
        self, request: HttpRequest, user: AbstractBaseUser, *, email: str | None, **kwargs: Any
    ) -> HttpResponse | None:
        """A code that went to an address which is not theirs any more lets nobody in."""
        if email and email != user.get_username():
            return self.respond_user_inactive(request, user)
        response: HttpResponse | None = super().pre_login(request, user, email=email, **kwargs)
        return response

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse:
        """On to the page that was asked for; by way of a second factor, where one is missing."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        is_twofold = getattr(request, "is_twofold", False)
        if not queries.who_is(user, is_twofold=is_twofold).waiting:
            return response
        wanted = urlencode({"next": response["Location"]})
        return HttpResponseRedirect(f"{reverse('people:second_factor')}?{wanted}")

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_request_login_code"))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nothing is counted by network address; a whole trust sits behind one."""
        raise NotImplementedError("Heed does not look at network addresses.")


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """What becomes of an answer of the directory: somebody whom Heed knows comes in, or a sentence.

    The library would go on to keep an account with all that was said; it never gets there.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_requests_session(self) -> Any:
        """Of a directory that sends us elsewhere with our secret, nothing is believed."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        try:
            claims = directory.claims_of(sociallogin)
            person = directory.person_of(claims)
        except directory.CannotComeIn as why:
            raise ImmediateHttpResponse(not_let_in(request, str(why), status=403)) from why
        request.is_shared_computer = sociallogin.state.get("is_shared", False)
        request.is_twofold = directory.has_second_factor(claims)
        wanted = sociallogin.state.get("next")
        response = perform_login(
            request,
            person,
            email_verification="none",
            redirect_url=wanted if sessions.is_own_path(wanted) else None,
        )
        raise ImmediateHttpResponse(response)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: directory.Provider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            said, status = gettext("You turned back at the directory. Nothing has changed."), 200
        elif exception is not None or "state" in (extra_context or {}):
            directory.logger.warning("The directory failed: %s.", type(exception).__name__)
            said = gettext(
                "The directory does not answer as it should just now. Try again in a minute, or "
                "ask for a code by mail."
            )
            status = 502
        else:
            said = gettext(
                "This was not begun in this browser, or more than ten minutes ago, so nobody was "
                "signed in. Begin again."
            )
            status = 403
        raise ImmediateHttpResponse(not_let_in(request, said, status=status))


def not_let_in(request: HttpRequest, said: str, *, status: int) -> HttpResponse:
    """One sentence, and the ways that are left."""
    return render(request, "people/not_let_in.jinja", {"said": said}, status=status)
