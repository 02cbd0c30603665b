"""Django form fields that render as NHS components. Use these instead of `django.forms`.

    class CommentForm(forms.Form):
        name = forms.CharField(label=_("Your name"), max_length=100, autocomplete="name")
        email = forms.EmailField(label=_("Email address"), hint=_("It is never shown."))
        message = forms.CharField(label=_("Your message"), rows=8, max_length_shown=2000)
        lane = forms.ChoiceField(
            label=_("What now?"), choices=Lane.choices, hints={"post": _("After five minutes")},
            conditional={"not_posted": "reason"},  # a field of this form, a tuple of them, or Markup
            label_size="m", is_page_heading=True, missing=_("Choose what to do"),
        )

    {{ form.error_summary() }}  {{ form.name.as_field_group() }}  {{ form.field_groups() }}

Fields: CharField (`rows=` a textarea, `max_length_shown=` with a count, `max_words_shown=` a count
of words that refuses nothing, `max_bytes=`), EmailField, IntegerField, HiddenField, FileField
(`accept=`), ChoiceField (radios), MultipleChoiceField (checkboxes), SelectField (`empty_label=`),
BooleanField (one checkbox; `required=True` must be ticked), DateField (three boxes named
`by[day]`, `by[month]`, `by[year]`, giving a date; `earliest=`, `latest=`), TimeField.
All take: `label, hint, missing` (the sentence when nothing was given; else made from the label),
`label_size` s m l xl, `is_page_heading`, `classes`, `anchor` (the id; else `id_name`), `required,
initial, disabled`, and `options`: anything else that the NHS macro knows, by its own names.
Text fields: `autocomplete, inputmode, spellcheck, autocapitalize, width, prefix_text, suffix_text`.
Choices: `hints, conditional, dividers` ({value: text before it}), `off` (values not offered now),
`inline, small`; checkboxes also `exclusive` (values that untick the others).
Every CharField refuses control and text-direction characters (and shows the text without them),
makes line ends \\n, trims, and is measured in characters and bytes. Buttons are in
`ui/forms/button.jinja`: `{{ button(_("Send"), variant="secondary", prevent_double_click=true) }}`.
"""

from django.core.exceptions import ValidationError

from heed.ui.forms.choices import BooleanField, ChoiceField, MultipleChoiceField, SelectField
from heed.ui.forms.dates import DateField, TimeField
from heed.ui.forms.fields import CharField, EmailField, FileField, HiddenField, IntegerField
from heed.ui.forms.form import Form

__all__ = [
    "BooleanField",
    "CharField",
    "ChoiceField",
    "DateField",
    "EmailField",
    "FileField",
    "Form",
    "HiddenField",
    "IntegerField",
    "MultipleChoiceField",
    "SelectField",
    "TimeField",
    "ValidationError",
]
