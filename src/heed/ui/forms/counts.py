"""What the count under a text says. Its English is in the script; other languages are sent along."""

from django.utils.translation import gettext as _

from heed.ui.forms.shown import Params


def count_texts(*, words: bool) -> Params:
    """The options of the count in today's language, as far as the script's own words differ."""
    texts = _of_words() if words else _of_characters()
    said = {name: translated for name, (own, translated) in texts.items() if own != translated}
    return {**said, "textareaDescriptionText": texts["textareaDescriptionText"][1]}


def _of_characters() -> dict[str, tuple[object, object]]:
    return {
        "textareaDescriptionText": (
            "You can enter up to %{count} characters",
            _("You can enter up to %{count} characters"),
        ),
        "charactersUnderLimitText": (
            _forms(
                "You have %{count} character remaining", "You have %{count} characters remaining"
            ),
            _forms(
                _("You have %{count} character remaining"),
                _("You have %{count} characters remaining"),
            ),
        ),
        "charactersAtLimitText": (
            "You have 0 characters remaining",
            _("You have 0 characters remaining"),
        ),
        "charactersOverLimitText": (
            _forms("You have %{count} character too many", "You have %{count} characters too many"),
            _forms(
                _("You have %{count} character too many"),
                _("You have %{count} characters too many"),
            ),
        ),
    }


def _of_words() -> dict[str, tuple[object, object]]:
    return {
        "textareaDescriptionText": (
            "You can enter up to %{count} words",
            _("You can enter up to %{count} words"),
        ),
        "wordsUnderLimitText": (
            _forms("You have %{count} word remaining", "You have %{count} words remaining"),
            _forms(_("You have %{count} word remaining"), _("You have %{count} words remaining")),
        ),
        "wordsAtLimitText": ("You have 0 words remaining", _("You have 0 words remaining")),
        "wordsOverLimitText": (
            _forms("You have %{count} word too many", "You have %{count} words too many"),
            _forms(_("You have %{count} word too many"), _("You have %{count} words too many")),
        ),
    }


def _forms(one: str, other: str) -> dict[str, str]:
    return {"one": one, "other": other}
