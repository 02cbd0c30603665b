"""What every model of ours says about the people in it."""

import re

import pytest
from django.apps import apps
from django.db import models

from tests.environment import ROOT

OURS = [model for model in apps.get_models() if model.__module__.startswith("heed.")]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
@pytest.mark.parametrize("question", ["keep_for", "on_leaving", "shown_to"])
def test_every_model_says_what_happens_to_what_is_personal(
    model: type[models.Model], question: str
) -> None:
    privacy = vars(model).get("Privacy")
    assert privacy is not None, f"{model._meta.label} has no Privacy of its own"
    answer = str(getattr(privacy, question, "")).strip()
    assert answer
    assert answer.endswith(".")


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_model_has_one_word_in_the_glossary(model: type[models.Model]) -> None:
    words = re.findall(r"\*\*([^*]+)\*\*:", (ROOT / "GLOSSARY.md").read_text("utf-8"))
    assert words.count(model.__name__) == 1


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_model_keeps_a_network_address(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        assert not isinstance(field, models.GenericIPAddressField)
        assert not re.search(r"(^|_)ip(_|$)|user_agent", field.name)
