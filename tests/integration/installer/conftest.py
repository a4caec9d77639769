"""Packages carry the programs' icon, which is drawn in this process."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True, scope="session")
def one_application(qapp: QApplication) -> None:
    """There is one application in a process: made for drawing only, it would leave later tests without windows."""
