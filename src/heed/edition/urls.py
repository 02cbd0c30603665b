from django.urls import path

from heed.edition.urls_paper import urlpatterns as paper
from heed.edition.urls_writing import urlpatterns as writing
from heed.edition.views import commenting, confiding, reading, rights

app_name = "edition"
urlpatterns = [
    path("messages/<slug:slug>/", reading.page, name="page"),
    path("messages/<slug:slug>/comment/", commenting.comment, name="comment"),
    path("your-comment/<str:key>/", commenting.writers_page, name="writers_page"),
    path("your-comment/<str:key>/answer/", commenting.answer_question, name="answer_question"),
    path("your-comment/<str:key>/change/", commenting.send_again, name="send_again"),
    path("your-comment/<str:key>/withdraw/", commenting.withdraw, name="withdraw"),
    path("to-the-guardian/", confiding.confide, name="confide"),
    path("private-page/<str:key>/", confiding.private_page, name="private_page"),
    path("private-page/<str:key>/write/", confiding.write, name="write_to_guardian"),
    path("private-page/<str:key>/take-back/", confiding.take_back, name="take_back_confidence"),
    path("your-comment/<str:key>/what-is-kept/", rights.what_is_kept, name="what_is_kept"),
    path("your-comment/<str:key>/remove/", rights.remove, name="remove"),
    path("comments/<int:pk>/report/", commenting.report, name="report"),
    path("comments/<int:pk>/reply/", commenting.reply, name="reply"),
    *paper,
    *writing,
]
