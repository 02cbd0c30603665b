"""The addresses of everything that an author and those who help them touch."""

from django.urls import path

from heed.edition.views import handing_over, writing, writing_drafts, writing_out, writing_pictures

urlpatterns = [
    path("write/", writing_drafts.desk_of_messages, name="desk_of_messages"),
    path("write/begin/", writing_drafts.begin, name="begin"),
    path("write/<int:pk>/", writing.write, name="write"),
    path("write/<int:pk>/autosave/", writing.autosave, name="autosave"),
    path("write/<int:pk>/publish/", writing.publish, name="publish"),
    path("write/<int:pk>/take-back/", writing_out.take_back, name="take_back"),
    path("write/<int:pk>/correct/", writing_out.correct, name="correct"),
    path("write/<int:pk>/preview/", writing_drafts.preview, name="preview"),
    path("write/<int:pk>/as-readers-see-it/", writing_drafts.as_readers_see_it, name="as_readers"),
    path("write/<int:pk>/versions/", writing_drafts.versions, name="versions"),
    path("write/<int:pk>/versions/<int:number>/", writing_drafts.use_version, name="use_version"),
    path("write/<int:pk>/two/<int:number>/", writing_drafts.two_versions, name="two_versions"),
    path("write/<int:pk>/second-eyes/", writing_out.ask_check, name="ask_check"),
    path("write/<int:pk>/check/", writing_out.check, name="check"),
    path("write/<int:pk>/hand-over/", handing_over.hand_over, name="hand_over"),
    path("pictures/<str:name>", writing_pictures.picture, name="picture"),
]
