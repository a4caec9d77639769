import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from shared.link.events import LinkState
from tests.gui.console.conftest import Screen


def field(screen: Screen, name: str) -> QLineEdit:
    return next(f for f in screen.window.findChildren(QLineEdit) if f.accessibleName() == name and f.isVisible())


def button(screen: Screen, text: str) -> QPushButton:
    return next(b for b in screen.window.findChildren(QPushButton) if b.text() == text and b.isVisible())


def words(screen: Screen) -> str:
    return "\n".join(label.text() for label in screen.window.findChildren(QLabel) if label.isVisible())


def test_enter_goes_from_field_to_field_and_signs_in(screen: Screen) -> None:
    screen.played.state(LinkState.STOPPED, "sign_in_required")
    for name, typed in (
        ("E-mail", "marco@provider.example"),
        ("Password", "a long enough password"),
        ("Code from your authenticator", "492039"),
    ):
        screen.bot.keyClicks(field(screen, name), typed)
        screen.bot.keyClick(field(screen, name), Qt.Key.Key_Return)
    assert screen.link.did("sign_in") == [("marco@provider.example", "a long enough password", "492039")]


def test_nothing_can_be_submitted_half_filled(screen: Screen) -> None:
    screen.played.state(LinkState.STOPPED, "sign_in_required")
    screen.bot.keyClicks(field(screen, "E-mail"), "marco@provider.example")
    assert not button(screen, "Sign in").isEnabled()


def test_a_refused_code_is_cleared_and_asked_for_again(screen: Screen) -> None:
    screen.played.state(LinkState.STOPPED, "sign_in_required")
    for name in ("E-mail", "Password", "Code from your authenticator"):
        screen.bot.keyClicks(field(screen, name), "123456")
    screen.bot.mouseClick(button(screen, "Sign in"), Qt.MouseButton.LeftButton)
    screen.played.state(LinkState.STOPPED, "auth_failed")
    assert field(screen, "Code from your authenticator").text() == ""
    assert field(screen, "Password").text() == "123456"
    assert "is not right" in words(screen)


def test_too_many_tries_show_how_long_to_wait(screen: Screen) -> None:
    screen.played.state(LinkState.STOPPED, "rate_limited", retry_in_s=75.0)
    assert not button(screen, "Wait 1:15").isEnabled()


def test_the_fingerprint_is_shown_to_be_compared(screen: Screen) -> None:
    screen.played.state(LinkState.STOPPED, "certificate", host="relay.example", fingerprint="ab" * 32, why="untrusted")
    assert "AB:AB:AB:AB:AB:AB:AB:AB" in words(screen)
    screen.bot.mouseClick(button(screen, "The fingerprint is the same: trust it"), Qt.MouseButton.LeftButton)
    assert screen.link.config.fingerprint == "ab" * 32


@pytest.mark.parametrize("typed", ["", "cd" * 32])
def test_a_changed_certificate_cannot_be_clicked_away(screen: Screen, typed: str) -> None:
    screen.played.state(LinkState.STOPPED, "certificate", host="relay.example", fingerprint="ab" * 32, why="pin")
    screen.bot.keyClicks(field(screen, "Fingerprint from your administrator"), typed)
    screen.bot.mouseClick(button(screen, "The fingerprint is the same: trust it"), Qt.MouseButton.LeftButton)
    assert len(screen.played.links) == 1
    assert "Do not go on" in words(screen)


def test_what_was_typed_is_gone_after_sign_in(screen: Screen) -> None:
    screen.played.state(LinkState.STOPPED, "sign_in_required")
    password = field(screen, "Password")
    screen.bot.keyClicks(password, "secret")
    screen.played.state(LinkState.STOPPED, "upgrade")
    assert password.text() == ""
