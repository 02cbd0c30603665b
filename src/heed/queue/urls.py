from django.urls import path

from heed.queue.views import asked, guardian, quarter, queue

app_name = "queue"
urlpatterns = [
    path("queue/", queue.desk, name="list"),
    path("queue/asked-to-take-down/", asked.find, name="asked_to_take_down"),
    path("queue/asked-to-take-down/<int:number>/", asked.write_down, name="asked_about"),
    path("queue/<slug:kind>/<slug:key>/", queue.item, name="item"),
    path("queue/<slug:kind>/<slug:key>/undo/", queue.undo, name="undo"),
    path("queue/<slug:kind>/<slug:key>/care/", queue.care_for, name="care"),
    path("guardian/", guardian.with_her, name="guardian"),
    path("guardian/<int:number>/", guardian.item, name="guardian_item"),
    path("guardian/<int:number>/write/", guardian.write, name="guardian_write"),
    path("guardian/<int:number>/handed-on/", guardian.hand_on, name="guardian_hand_on"),
    path("guardian/<int:number>/care/", guardian.care_for, name="guardian_care"),
    path("guardian/<int:number>/will-write/", guardian.acknowledge, name="guardian_will_write"),
    path("guardian/<int:number>/count/", guardian.count, name="guardian_count"),
    path("guardian/quarter/<slug:name>.csv", quarter.download, name="guardian_quarter_csv"),
    path("guardian/quarter/<slug:name>/", quarter.show, name="guardian_quarter"),
    path("guardian/<int:number>/return/", guardian.return_it, name="guardian_return"),
]
