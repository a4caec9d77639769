"""The whole desktop form of the agent, offscreen, on a fake link."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from endpoint_agent.app import I18N
from endpoint_agent.autostart import NoAutostart
from endpoint_agent.capture.store import CaptureStore
from endpoint_agent.machine import Machine
from endpoint_agent.os_session.probe import ALWAYS_ACTIVE
from endpoint_agent.presenters.about import AboutPresenter
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.views.desktop import Desktop
from shared.qt.translator import Choice, Language
from shared.stamp import Brand
from shared.widgets.theme import Theme, ThemeMode
from tests.support.fake_link import FakeLink

NO_BRAND = Brand()
MACHINE = Machine(machine_id="m", host_name="pc-7", os_user="giulia", platform="Linux")


class Screen:
    """The program as a person has it before them."""

    def __init__(self, app: QApplication, choice: Choice, brand: Brand) -> None:
        self.app = app
        self.link = FakeLink()
        self.language = Language(app, [I18N], choice)
        self.theme = Theme(app, ThemeMode.LIGHT)
        self.p = AgentPresenters(self.link, ALWAYS_ACTIVE, NoAutostart(), brand=brand, language=choice)
        self.link.listen(self.p.handle)
        self.about = about = AboutPresenter(self.p, MACHINE, self.language, relay="wss://relay.example:8443")
        self.desktop = Desktop(self.p, about, CaptureStore(Path.home() / "captures"))
        self.p.settings.changed.connect(lambda: self.language.set_choice(self.p.settings.language))  # type: ignore[arg-type]  # the menu offers only the three choices
        self.language.language_changed.connect(self.desktop.language_changed)

    def close(self) -> None:
        self.desktop.stop()
        self.p.stop()
        for translator in self.language._installed:
            self.app.removeTranslator(translator)
        self.language.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def open_screen(app: QApplication, choice: Choice = "en", brand: Brand = NO_BRAND) -> Iterator[Screen]:
    screen = Screen(app, choice, brand)
    try:
        yield screen
    finally:
        screen.close()


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:
    with open_screen(qapp) as opened:
        yield opened
