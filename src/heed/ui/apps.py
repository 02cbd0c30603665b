"""The look: base page, parts, form fields, formatting."""

from django.apps import AppConfig


class Ui(AppConfig):
    name = "heed.ui"
    label = "ui"
