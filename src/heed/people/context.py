"""What every page is told about the person who looks at it."""

from typing import Any

from django.http import HttpRequest


def who(request: HttpRequest) -> dict[str, Any]:
    """The person who is signed in, or None: without a session cookie nothing is asked."""
    return {"who": getattr(request, "who", None) or None}
