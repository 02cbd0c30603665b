from django.apps import AppConfig


class WeekConfig(AppConfig):
    name = "heed.week"
    label = "week"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heed.people import rights
        from heed.week import kept

        rights.keep(kept.KEEPING)
