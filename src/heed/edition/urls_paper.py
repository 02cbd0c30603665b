"""The addresses of what is said on paper."""

from django.urls import path, re_path

from heed.edition.views import paper

urlpatterns = [
    path("messages/<slug:slug>/sheet/", paper.stand_up_sheet, name="stand_up_sheet"),
    path("messages/<slug:slug>/from-paper/", paper.for_author, name="paper_for_author"),
    path("paper/", paper.enter, name="enter_cards"),
    path("paper/yours/", paper.my_cards, name="my_cards"),
    path("paper/yours/<int:number>/", paper.change_card, name="change_card"),
    path("paper/yours/<int:number>/take-back/", paper.take_card_back, name="take_card_back"),
    re_path(
        r"^paper/cards/(?P<place>[0-9a-f]{16})/report/$", paper.report_card, name="report_card"
    ),
    path("paper/for/<slug:slug>/", paper.enter, name="enter_cards_for"),
]
