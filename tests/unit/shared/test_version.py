"""Unit tests of shared/version.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.version import is_newer, own_version

ORDER = ["0.9", "1.0.dev3", "1.0a1", "1.0a2", "1.0b1", "1.0rc1", "1.0", "1.0.1", "1.2", "1.10", "2"]


def test_versions_have_an_order() -> None:
    for place, one in enumerate(ORDER):
        assert [is_newer(other, than=one) for other in ORDER] == [False] * (place + 1) + [True] * (
            len(ORDER) - place - 1
        )


@pytest.mark.parametrize(
    ("one", "other"), [("1", "1.0.0"), ("v1.2", "1.2"), ("1.2+deb12", "1.2"), ("1.0-rc1", "1.0rc1")]
)
def test_the_same_written_otherwise_is_not_newer(one: str, other: str) -> None:
    assert not is_newer(one, than=other)
    assert not is_newer(other, than=one)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_one_at_most_is_newer(one: str, other: str) -> None:
    assert not (is_newer(one, than=other) and is_newer(other, than=one))


def test_our_own_version_is_one_where_it_is_installed() -> None:
    assert own_version() == "" or is_newer(own_version(), than="0")
