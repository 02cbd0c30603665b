from django.apps import AppConfig


class AnswerConfig(AppConfig):
    name = "heed.answer"
    label = "answer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Stand in the way of a message, fill its places, say what is owned and what is kept."""
        from heed.answer import filling, gate, kept
        from heed.answer.views import own
        from heed.edition import gates, slots
        from heed.people import own_parts, owning, rights

        gates.add(gate.what_is_owed)
        slots.fill(slots.SINCE, filling.since_last_time)
        slots.fill(slots.HEARD, filling.what_i_heard)
        slots.tell_writers(filling.your_words)
        owning.ask(kept.owned)
        own_parts.add(own.owned)
        own_parts.add(own.asked_on_shift)
        rights.keep(kept.KEEPING)
