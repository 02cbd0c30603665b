from django.urls import path

from heed.answer.feed import promises_feed
from heed.answer.views import (
    author,
    hearing,
    pictures,
    promises,
    promising,
    reading,
    sheets,
    taking_on,
)

app_name = "answer"
urlpatterns = [
    path("messages/<slug:slug>/answers/", reading.reading, name="reading"),
    path("messages/<slug:slug>/answers/autosave/", reading.autosave, name="autosave"),
    path("messages/<slug:slug>/answers/as-readers-see-it/", reading.as_readers, name="as_readers"),
    path("messages/<slug:slug>/answers/take-on/", taking_on.take_on, name="take_on"),
    path("messages/<slug:slug>/what-i-heard/", hearing.heard, name="heard"),
    path("messages/<slug:slug>/promise/", promising.promise, name="make_promise"),
    path("messages/<slug:slug>/no-and-why/", promising.no, name="say_no"),
    path("messages/<slug:slug>/hand-on/", promising.hand_on, name="hand_on"),
    path("messages/<slug:slug>/still-thinking/", promising.still_thinking, name="still_thinking"),
    path("write/series/<slug:series>/", author.standing, name="standing"),
    path("questions/<int:number>/", hearing.tap, name="tap"),
    path("time-on-shift/", hearing.on_shift, name="on_shift"),
    path("promises/<slug:series>/", promises.promises, name="promises"),
    path("promises/<slug:series>/feed.atom", promises_feed, name="promises_feed"),
    path("promises/<slug:series>/<int:number>/", promises.promise, name="promise"),
    path("promises/<slug:series>/<int:number>/owner/", promises.give, name="give"),
    path(
        "promises/<slug:series>/<int:number>/picture/<str:name>", pictures.picture, name="picture"
    ),
    path(
        "promises/<slug:series>/<int:number>/picture/<str:digest>/erase/",
        pictures.erase,
        name="erase_picture",
    ),
    path("promises/<slug:series>/<int:number>/wall/", sheets.wall, name="wall"),
    path("promises/<slug:series>/<int:number>/card/", sheets.listening_card, name="listening_card"),
]
