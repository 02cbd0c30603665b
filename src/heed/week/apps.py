from django.apps import AppConfig


class WeekConfig(AppConfig):
    name = "heed.week"
    label = "week"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the weekly mail is made of, what stands on one's own page, and what is kept."""
        from heed.people import own_parts, rights
        from heed.week import kept
        from heed.week.mail import came_in, letter, parts, what_became
        from heed.week.views import own

        parts.register("message", letter.the_message)
        parts.register("what became of it", what_became.what_became)
        parts.register("what came in", came_in.what_came_in)
        own_parts.add(own.weekly_mail)
        rights.keep(kept.KEEPING)
