"""What the sign-in library asks, after an address or a directory, before anybody is in."""

from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from heed.people import second_factor


class SecondFactorStage(LoginStage):
    """Whoever has a second factor is asked for it, whichever way they came."""

    key = "second_factor"
    urlname = "people:enter_second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if getattr(self.request, "is_twofold", False) or not second_factor.has_one(self.login.user):
            return None, True
        self.state["is_shared"] = getattr(self.request, "is_shared_computer", False)
        return HttpResponseRedirect(reverse(self.urlname)), True

    def passed(self) -> HttpResponse:
        """Go on, with all that was said on the pages before."""
        self.request.is_twofold = True
        self.request.is_shared_computer = self.state.get("is_shared", False)
        response: HttpResponse = self.exit()
        return response


def waiting(request: HttpRequest) -> SecondFactorStage | None:
    """The stage at which this browser stands, if it is this one."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    return stage if isinstance(stage, SecondFactorStage) else None
