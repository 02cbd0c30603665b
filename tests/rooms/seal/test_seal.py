"""What is kept sealed can be read by nobody without the key, and by us after it was changed."""

import base64

import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from heed import seal
from heed.seal import CannotUnseal

KEY, NEXT_KEY = "one-key-" * 8, "another-key-" * 8
ADDRESS = "sam@saltmarsh.example"


@pytest.fixture(autouse=True)
def one_key(settings):
    settings.SECRET_KEY = KEY
    settings.SECRET_KEY_FALLBACKS = []


@given(st.text(max_size=500))
def test_what_was_sealed_is_read_again(text):
    assert seal.unseal(seal.seal(text, purpose="a"), purpose="a") == text


def test_the_same_text_is_never_sealed_twice_alike():
    assert len({seal.seal(ADDRESS, purpose="a") for _ in range(100)}) == 100


def test_the_length_of_an_address_does_not_show():
    lengths = {len(seal.seal("a" * n + "@b.example", purpose="a")) for n in range(1, 50)}
    assert len(lengths) == 1


def test_text_sealed_for_one_purpose_is_not_read_for_another():
    with pytest.raises(CannotUnseal, match="altered"):
        seal.unseal(seal.seal(ADDRESS, purpose="a"), purpose="b")


def test_every_altered_byte_is_noticed():
    sealed = seal.seal(ADDRESS, purpose="a")
    kept = base64.urlsafe_b64decode(sealed[2:] + "=" * (-len(sealed[2:]) % 4))
    for i in range(len(kept)):
        changed = kept[:i] + bytes([kept[i] ^ 1]) + kept[i + 1 :]
        text = "1." + base64.urlsafe_b64encode(changed).decode().rstrip("=")
        with pytest.raises(CannotUnseal):
            seal.unseal(text, purpose="a")


@pytest.mark.parametrize(
    "sealed", ["", "1.", "1.AAAA", "2.AAAA", "sam@saltmarsh.example", "1.é", "1.\0"]
)
def test_what_was_never_sealed_is_refused_with_a_sentence(sealed):
    with pytest.raises(CannotUnseal, match=r"^This .*\.$"):
        seal.unseal(sealed, purpose="a")


def test_a_changed_key_still_reads_what_the_old_one_sealed(settings):
    old, old_digest = seal.seal(ADDRESS, purpose="a"), seal.digest(ADDRESS, purpose="a")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEXT_KEY, [KEY]
    assert seal.unseal(old, purpose="a") == ADDRESS
    assert seal.digest(ADDRESS, purpose="a") != old_digest
    assert seal.digests(ADDRESS, purpose="a")[1] == old_digest
    fresh = seal.seal(ADDRESS, purpose="a")
    settings.SECRET_KEY_FALLBACKS = []
    assert seal.unseal(fresh, purpose="a") == ADDRESS
    with pytest.raises(CannotUnseal):
        seal.unseal(old, purpose="a")


def test_a_digest_is_equal_for_equal_values_of_one_purpose_alone(settings):
    digest = seal.digest(ADDRESS, purpose="a")
    assert len(digest) == 32
    assert int(digest, 16) >= 0
    assert digest == seal.digest(ADDRESS, purpose="a")
    assert digest != seal.digest(ADDRESS, purpose="b")
    assert digest != seal.digest(ADDRESS + " ", purpose="a")
    settings.SECRET_KEY = NEXT_KEY
    assert digest != seal.digest(ADDRESS, purpose="a")


class Kept(models.Model):
    """A table of this test alone."""

    address = seal.SealedTextField(purpose="test.kept", blank=True)

    class Meta:
        app_label = "seal_tests"
        managed = False

    def __str__(self) -> str:
        return f"kept {self.pk}"


@pytest.fixture
def table(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE seal_tests_kept "
            + (
                "(id integer PRIMARY KEY, address text)"
                if connection.vendor == "sqlite"
                else "(id bigserial PRIMARY KEY, address text)"
            )
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE seal_tests_kept")


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM seal_tests_kept ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_row_holds_no_plain_text(table):
    Kept.objects.create(id=1, address=ADDRESS)
    Kept.objects.bulk_create([Kept(id=2, address=ADDRESS), Kept(id=3, address="")])
    assert Kept.objects.get(id=1).address == ADDRESS
    assert list(Kept.objects.order_by("id").values_list("address", flat=True)) == [
        ADDRESS, ADDRESS, "",
    ]  # fmt: skip
    first, second, empty = stored()
    assert empty == ""
    assert first != second
    assert "saltmarsh" not in first + second


def test_every_way_of_writing_seals(table):
    Kept.objects.create(id=1, address="")
    Kept.objects.filter(id=1).update(address=ADDRESS)
    assert "saltmarsh" not in stored()[0]
    kept = Kept.objects.get(id=1)
    kept.address = "ama@saltmarsh.example"
    kept.save()
    assert "saltmarsh" not in stored()[0]
    kept.address = "bev@saltmarsh.example"
    Kept.objects.bulk_update([kept], ["address"])
    assert "saltmarsh" not in stored()[0]
    assert Kept.objects.get(id=1).address == "bev@saltmarsh.example"


@pytest.mark.parametrize(
    "how", ["address", "address__in", "address__icontains", "address__startswith"]
)
def test_asking_by_value_is_refused_clearly(table, how):
    with pytest.raises(FieldError, match="kept sealed"):
        Kept.objects.filter(**{how: [ADDRESS] if how.endswith("in") else ADDRESS}).exists()


def test_the_purpose_is_part_of_the_migration():
    _name, path, _args, kwargs = Kept._meta.get_field("address").deconstruct()
    assert path == "heed.seal.SealedTextField"
    assert kwargs["purpose"] == "test.kept"
