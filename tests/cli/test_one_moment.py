"""An export tells of one moment, whatever is written while it is being made."""

import threading

import pytest
from django.db import connection

from heed.cli.carrying.writing import one_moment
from heed.people import actions
from heed.people.models import Person


@pytest.mark.django_db(transaction=True)
def test_what_is_written_meanwhile_is_not_in_it_and_nobody_waits() -> None:
    actions.welcome(name="Before", email="before@saltmarsh.example")

    def welcome_another() -> None:
        actions.welcome(name="Meanwhile", email="meanwhile@saltmarsh.example")
        connection.close()

    with one_moment():
        assert Person.objects.count() == 1
        writer = threading.Thread(target=welcome_another)
        writer.start()
        writer.join(timeout=30)
        assert not writer.is_alive()
        assert [person.name for person in Person.objects.order_by("pk").iterator()] == ["Before"]
    assert Person.objects.count() == 2
