"""Signing in: an address, the code that was sent to it, and out again."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from heed.people.forms.signing_in import AddressForm, CodeForm

AGAIN = "account_request_login_code"


class AskForCode(RequestLoginCodeView):
    """Asks for an address and sends a code to it."""

    form_class = AddressForm
    template_name = "people/sign_in.jinja"
    must_ask_again = False

    def form_valid(self, form: AddressForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        self.request.session.set_expiry(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        named = settings.HEED_DIRECTORY
        return {
            **super().get_context_data(**kwargs),
            "must_ask_again": self.must_ask_again,
            "next": self.get_next_url() or "",
            "directory_name": named.name if named else "",
        }

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        """Whoever comes back here from the code has most likely mistyped the address."""


class EnterCode(ConfirmLoginCodeView):
    """Takes the code. After three wrong ones, or a quarter of an hour, a new one has to be sent."""

    form_class = CodeForm
    template_name = "people/enter_code.jinja"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        if getattr(response, "url", None) == reverse(AGAIN):
            return HttpResponseRedirect(self.passthrough_next_url(reverse(AGAIN)))
        return response

    def form_valid(self, form: CodeForm) -> HttpResponse:
        self.request.is_shared_computer = form.cleaned_data["is_shared_computer"]
        response: HttpResponse = super().form_valid(form)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "next": self.get_next_url() or ""}


ask_for_code = AskForCode.as_view()
ask_again = AskForCode.as_view(must_ask_again=True)
enter_code = EnterCode.as_view()


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; others of the same person go on."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
