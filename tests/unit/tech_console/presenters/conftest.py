from collections.abc import Iterator

import pytest

from tests.support.consoles import Played


@pytest.fixture(autouse=True)
def consoles_end(no_leaks: None) -> Iterator[None]:
    """End every console a test has made."""
    yield
    Played.end_all()
