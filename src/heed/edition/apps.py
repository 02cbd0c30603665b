from django.apps import AppConfig


class EditionConfig(AppConfig):
    name = "heed.edition"
    label = "edition"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heed.edition import kept
        from heed.people import rights

        rights.keep(kept.KEEPING)
