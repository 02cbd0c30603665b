from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "heed.queue"
    label = "queue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heed.people import rights
        from heed.queue import kept

        rights.keep(kept.KEEPING)
