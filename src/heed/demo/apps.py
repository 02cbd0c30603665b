from django.apps import AppConfig

from heed import clock


class DemoConfig(AppConfig):
    name = "heed.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heed.demo import time

        clock.set_source(time.now)
