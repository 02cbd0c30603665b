"""How Heed uses the sign-in library: its mail, its redirects and its sessions are ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from heed import clock
from heed.people import letters, sessions


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

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        sessions.settle(request, user, is_shared=getattr(request, "is_shared_computer", False))

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_request_login_code"))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nothing is counted by network address; a whole trust sits behind one."""
        raise NotImplementedError("Heed does not look at network addresses.")
