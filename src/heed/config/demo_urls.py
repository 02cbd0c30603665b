"""The doors of the house, and those of the demo."""

from django.urls import include, path

from heed.config.urls import handler400, handler403, handler404, handler500
from heed.config.urls import urlpatterns as real

__all__ = ["handler400", "handler403", "handler404", "handler500"]

urlpatterns = [path("", include("heed.demo.urls")), *real]
