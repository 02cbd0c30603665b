"""The mail server is asked whether it would take mail, and given none."""

import pytest

from heed.outbox import server
from tests.rooms.outbox.conftest import Postbox

SAM, ROBIN = "sam@saltmarsh.example", "robin@elsewhere.example"


def test_nothing_is_sent(postbox: Postbox) -> None:
    server.try_out(timeout=5, recipients=[SAM, ROBIN])
    assert postbox.talks == 1
    assert postbox.arrived == []


def test_a_server_that_takes_no_mail_for_elsewhere_is_found_out(postbox: Postbox) -> None:
    postbox.refuse[ROBIN] = "554 5.7.1 Relay access denied"
    with pytest.raises(server.NotReached) as refused:
        server.try_out(timeout=5, recipients=[SAM, ROBIN])
    said = str(refused.value)
    assert "takes no mail to elsewhere.example (554 5.7.1 Relay access denied) from here" in said
    assert ROBIN not in said


def test_a_server_that_asks_to_be_tried_again_takes_mail(postbox: Postbox) -> None:
    postbox.refuse[ROBIN] = "450 4.2.0 Greylisted"
    server.try_out(timeout=5, recipients=[ROBIN])
