from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "heed.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heed.people import kept, rights

        rights.keep(kept.KEEPING)
