"""The addresses of the pages of dates."""

from django.urls import path

from heed.people.views import dates as views

pages = [
    path("your-page/away/", views.away, name="away"),
    path("your-page/away/<int:number>/take-away/", views.be_there, name="be_there"),
    path("your-page/trained/", views.say_trained, name="say_trained"),
    path("person/<slug:slug>/away/", views.away_of, name="away_of"),
    path("person/<slug:slug>/away/<int:number>/take-away/", views.be_there_of, name="be_there_of"),
    path("pre-election/", views.pre_election, name="pre_election"),
    path("pre-election/<int:number>/", views.change_pre_election, name="change_pre_election"),
    path(
        "pre-election/<int:number>/take-away/",
        views.remove_pre_election,
        name="remove_pre_election",
    ),
]
