"""An open mailbox file of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.mailbox.store import Store


@pytest.fixture
def store(home: Path) -> Iterator[Store]:
    store = Store(home / "box.sqlite3")
    store.open()
    yield store
    store.close()
