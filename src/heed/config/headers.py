"""Small things that every answer carries, and the one request that is refused unread."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

Answer = Callable[[HttpRequest], HttpResponse]

NOTHING_OF_THE_DEVICE = ", ".join(
    f"{power}=()"
    for power in (
        "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb", "browsing-topics",
    )
)  # fmt: skip


class SayWhatIsAllowed:
    """Tells the browser that Heed wants no camera, no place and nothing else of the device."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", NOTHING_OF_THE_DEVICE)
        return response


class RefuseHugeRequests:
    """Refuses what is larger than any message with its picture, before a byte of it is read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) <= settings.HEED_LARGEST_REQUEST:
            return self.get_response(request)
        megabytes = settings.HEED_LARGEST_REQUEST // (1024 * 1024)
        return HttpResponse(
            _("What you sent is larger than %(size)s MB. Go back and send less at once.")
            % {"size": megabytes},
            status=413,
            content_type="text/plain; charset=utf-8",
        )
