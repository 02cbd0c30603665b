"""The author's pages, without scripts: everything works, and nothing is lost."""


import pytest

from tests.rooms.edition.writers import Writers, writers

__all__ = ["writers"]
pytestmark = pytest.mark.django_db


def test_thin(writers: Writers) -> None:
    ama = writers.as_("ama")
    pk = writers.draft.pk
    for path in [
        "/write/", f"/write/{pk}/", f"/write/{pk}/preview/", f"/write/{pk}/as-readers-see-it/",
        f"/write/{pk}/versions/", f"/write/{pk}/versions/1/", f"/write/{pk}/second-eyes/",
        f"/write/{pk}/two/1/", f"/write/{pk}/versions/?older=1&newer=1",
    ]:
        answer = ama.get(path)
        assert answer.status_code == 200, path
