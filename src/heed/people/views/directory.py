"""To the directory and back."""

import secrets

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from heed.people import sessions
from heed.people.directory import Conversation, Provider


# A link and no form: a browser holds a form to the places it may lead to, and a directory hands
# people on to others that Heed does not know. Nothing comes of following it but a question there.
@never_cache
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the directory, with a state, a nonce and a PKCE challenge of this browser's own."""
    if settings.HEED_DIRECTORY is None:
        raise Http404
    wanted = request.GET.get("next")
    wanted = wanted if sessions.is_own_path(wanted) else None
    if request.user.is_authenticated:
        return redirect(wanted or settings.LOGIN_REDIRECT_URL)
    provider = Provider(request)
    nonce = secrets.token_urlsafe(24)
    request.session.set_expiry(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
    try:
        return provider.redirect(
            request,
            process="login",
            next_url=wanted,
            auth_params={"nonce": nonce},
            # Kept with the state, in this browser's session, until it comes back.
            nonce=nonce,
            is_shared="shared" in request.GET,
        )
    except (OAuth2Error, RequestException) as why:
        return render_authentication_error(request, provider, exception=why)


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """What the directory sends somebody back with."""
    if settings.HEED_DIRECTORY is None:
        raise Http404
    spoken = Conversation(request)
    try:
        return OAuth2CallbackView.adapter_view(spoken)(request)
    except (OAuth2Error, RequestException) as why:
        return render_authentication_error(request, spoken.get_provider(), exception=why)
