"""What the tests of the common widgets share: the look, and records of a conversation."""

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from shared.widgets.theme import Theme, ThemeMode


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, ThemeMode.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def now() -> dt.datetime:
    return dt.datetime(2026, 11, 21, 9, 41, tzinfo=dt.UTC)
