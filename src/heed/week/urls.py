from django.urls import path

from heed.week.feed import latest_messages
from heed.week.views import (
    duty,
    ledger,
    looking,
    mail,
    mail_of_message,
    outcomes,
    poster,
    reading,
    running,
    truth,
)

app_name = "week"
urlpatterns = [
    path("", reading.front, name="front"),
    path("messages/", reading.archive, name="archive"),
    path("messages.atom", latest_messages, name="feed"),
    path("messages/<slug:slug>/poster/", poster.poster, name="poster"),
    path("search/", looking.search, name="search"),
    path("what-came-in/", ledger.ledger, name="ledger"),
    path("what-came-in/figures.csv", ledger.figures, name="figures"),
    path("what-came-in/what-came-of-it.csv", outcomes.outcomes, name="outcomes"),
    path("house-rules/", truth.house_rules, name="house_rules"),
    path("your-information/", truth.privacy, name="privacy"),
    path("what-we-can-promise/", truth.promise, name="promise"),
    path("running/what-was-erased/", duty.removed, name="removed"),
    path("running/dpia/", duty.assessment, name="assessment"),
    path("cookies/", truth.cookies, name="cookies"),
    path("weekly-mail/", mail.weekly_mail, name="mail"),
    path("weekly-mail/mine/", mail.my_mail, name="mail_mine"),
    path("weekly-mail/confirm/<str:token>/", mail.confirm, name="mail_confirm"),
    path("weekly-mail/stop/<str:token>/", mail.stop, name="mail_stop"),
    path("weekly-mail/hours/<str:token>/", mail.choose_hours, name="mail_hours"),
    path("write/<int:pk>/mail/", mail_of_message.preview, name="mail_preview"),
    path("write/<int:pk>/mail/as-html/", mail_of_message.as_html, name="mail_as_html"),
    path("write/<int:pk>/mail/to-pass-on/", mail_of_message.block, name="mail_block"),
    path("running/", running.running, name="running"),
    path("running/mail/", running.mail, name="running_mail"),
    path("running/mail/<int:pk>/again/", running.send_again, name="mail_again"),
    path("running/mail/<int:pk>/let-be/", running.let_be, name="mail_let_be"),
    path("accessibility/", truth.accessibility, name="accessibility"),
]
