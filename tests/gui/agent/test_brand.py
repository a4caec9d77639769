"""What the provider's stamp puts in place of our name: title, icon and phone, wherever the person looks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shared.protocol.requests import Direction, RequestChanged
from shared.stamp import Brand
from tests.gui.agent.conftest import Screen, open_screen
from tests.support import agent_events as e

GREEN = QColor("#00AA55")


def icon() -> bytes:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(GREEN)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


@pytest.fixture
def branded(qapp: QApplication) -> Iterator[Screen]:
    brand = Brand(title="Laguna & Figli \u202e<b>", support_phone="+39 041 555 0142", icon_png=icon())
    with open_screen(qapp, "en", brand) as opened:
        yield opened


def is_green(label: QLabel) -> bool:
    picture = label.pixmap().toImage()
    return not picture.isNull() and QColor(picture.pixel(picture.rect().center())) == GREEN


def test_title_icon_and_phone_stand_in_window_tray_and_menu(branded: Screen, qtbot: QtBot) -> None:
    branded.link.say(e.stopped("enrolment"))
    branded.desktop.open()
    window = branded.desktop.window
    assert window is not None
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Laguna & Figli"))
    assert "\u202e" not in window.windowTitle()
    assert is_green(window.home._mark)
    assert window.home.card.hint.text().endswith("\nPhone: +39 041 555 0142")
    qtbot.waitUntil(lambda: branded.desktop.tray.icon.toolTip().startswith("Laguna & Figli"))
    assert "<" not in branded.desktop.tray.icon.toolTip()
    branded.desktop.menu.refresh()
    assert "+39 041 555 0142" in branded.desktop.menu._support.text()
    assert "Laguna && Figli" in branded.desktop.menu._support.text()
    assert ("Phone", "+39 041 555 0142") in branded.about.facts()


def test_the_icon_stands_by_whoever_asks(branded: Screen) -> None:
    request = e.request_of(Direction.FROM_TECHNICIAN)
    branded.link.say(e.ready()[0], e.received(RequestChanged(request=request)))
    window = branded.desktop.requests.windows[request.request_id]
    assert is_green(window._brand)


def test_without_a_brand_nothing_of_it_is_there(screen: Screen) -> None:
    screen.desktop.menu.refresh()
    assert not screen.desktop.menu._support.isVisible()
