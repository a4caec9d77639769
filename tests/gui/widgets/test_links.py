import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from shared.widgets.link_dialog import LinkDialog
from shared.widgets.links import find_links, hides_its_host, real_host


def _urls(text: str) -> list[str]:
    return [link.url for link in find_links(text)]


def test_links_are_found_with_their_place() -> None:
    (link,) = find_links("see https://example.org/a?b=1#c now")
    assert (link.start, link.length, link.url) == (4, 27, "https://example.org/a?b=1#c")


@pytest.mark.parametrize(
    "text", ["see https://example.org.", "(https://example.org)", "https://example.org, and", "«https://example.org»"]
)
def test_punctuation_of_the_sentence_is_no_part_of_a_link(text: str) -> None:
    assert _urls(text) == ["https://example.org"]


def test_brackets_that_belong_to_an_address_stay() -> None:
    assert _urls("https://example.org/Print_(job)") == ["https://example.org/Print_(job)"]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "ftp://x.example", "https://", "http:///a", "www.example.org"]
)
def test_nothing_but_web_addresses_with_a_host_is_a_link(text: str) -> None:
    assert _urls(text) == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://EXAMPLE.org/a", "example.org"),
        ("https://p\u0430ypal.example/", "xn--pypal-4ve.example"),
        ("https://bank.example@evil.example/", "evil.example"),
        ("http://[2001:db8::1]:8080/", "[2001:db8::1]:8080"),
        ("http://host.example:99999/", ""),
        ("http://[bad/", ""),
        ("http://" + "a" * 300 + ".example/", ""),
    ],
)
def test_the_host_is_the_one_the_network_uses(url: str, host: str) -> None:
    assert real_host(url) == host


def test_an_address_that_pretends_another_host_is_recognised() -> None:
    assert hides_its_host("https://bank.example@evil.example/")
    assert not hides_its_host("https://bank.example/@evil")


def test_the_dialog_shows_the_real_host_and_warns(qtbot: QtBot) -> None:
    dialog = LinkDialog("https://bank.example@p\u0430ypal.example/")
    qtbot.addWidget(dialog)
    assert dialog.host.text() == "xn--pypal-4ve.example"
    assert dialog.error_text()


def test_enter_in_the_dialog_does_not_open_the_link(qtbot: QtBot) -> None:
    dialog = LinkDialog("https://example.org/")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def test_a_link_can_be_copied_instead(qtbot: QtBot) -> None:
    dialog = LinkDialog("https://example.org/a")
    qtbot.addWidget(dialog)
    copy = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy link")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "https://example.org/a"
