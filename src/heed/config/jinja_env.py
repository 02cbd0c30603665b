"""How pages are made: Jinja with the NHS components, translation, and Heed's ways of writing."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from heed.people.queries import about_organisation
from heed.ui import formatting


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page: `url("edition:read", 7)` or `url("edition:read", pk=7)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def environment(**options: Any) -> Environment:
    """The environment that Django's template engine "jinja2" uses."""
    options["loader"] = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja")])
    # The components reach into what may not have been given.
    options["undefined"] = ChainableUndefined
    options["autoescape"] = True
    made = Environment(
        **options, extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(url=url, static=static, organisation=about_organisation)
    made.filters.update(formatting.FILTERS)
    made.globals.update(formatting.GLOBALS)
    return made
