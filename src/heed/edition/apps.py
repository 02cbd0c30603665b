from django.apps import AppConfig


class EditionConfig(AppConfig):
    name = "heed.edition"
    label = "edition"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from heed.edition import kept
        from heed.edition.queries import owning as messages
        from heed.people import owning, rights

        owning.ask(messages.owned)
        rights.keep(kept.KEEPING)
