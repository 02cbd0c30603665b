"""Whether Heed is well, for the machine that asks: /healthz."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

Answer = Callable[[HttpRequest], HttpResponse]


class AnswerHealth:
    """Answers /healthz before anything else looks at the request: no session and no cookie."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        return JsonResponse({"status": "ok"})
