from django.urls import path

from heed.week.feed import latest_messages
from heed.week.views import duty, ledger, looking, poster, reading, truth

app_name = "week"
urlpatterns = [
    path("", reading.front, name="front"),
    path("messages/", reading.archive, name="archive"),
    path("messages.atom", latest_messages, name="feed"),
    path("messages/<slug:slug>/poster/", poster.poster, name="poster"),
    path("search/", looking.search, name="search"),
    path("what-came-in/", ledger.ledger, name="ledger"),
    path("what-came-in/figures.csv", ledger.figures, name="figures"),
    path("house-rules/", truth.house_rules, name="house_rules"),
    path("your-information/", truth.privacy, name="privacy"),
    path("what-we-can-promise/", truth.promise, name="promise"),
    path("running/what-was-erased/", duty.removed, name="removed"),
    path("running/dpia/", duty.assessment, name="assessment"),
    path("cookies/", truth.cookies, name="cookies"),
    path("accessibility/", truth.accessibility, name="accessibility"),
]
