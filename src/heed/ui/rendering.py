"""Make a piece of a page outside a view: a field, an error summary."""

from collections.abc import Mapping
from typing import Any

from django.template import engines
from markupsafe import Markup


def render(template_name: str, context: Mapping[str, Any]) -> Markup:
    """What the template makes of the context, through the same engine as the pages."""
    text = engines["jinja2"].get_template(template_name).render(dict(context))
    # The template has escaped what it was given.
    return Markup(text)
