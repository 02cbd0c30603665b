"""The doors of the house: which room answers which address."""

from django.urls import include, path

ROOMS = ["people", "edition", "answer", "queue", "week"]

urlpatterns = [path("", include(f"heed.{room}.urls")) for room in ROOMS]

handler400 = "heed.ui.views.bad_request"
handler403 = "heed.ui.views.permission_denied"
handler404 = "heed.ui.views.page_not_found"
handler500 = "heed.ui.views.server_error"
