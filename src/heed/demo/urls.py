from django.urls import path

from heed.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/become/<slug:slug>/", views.become, name="become"),
    path("demo/move/", views.move, name="move"),
    path("demo/mailbox/", views.mailbox, name="mailbox"),
    path("demo/mailbox/<int:pk>/", views.letter, name="letter"),
    path("demo/mailbox/<int:pk>/as-html/", views.letter_as_html, name="letter_as_html"),
]
