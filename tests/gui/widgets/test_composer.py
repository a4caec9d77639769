import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from shared.limits import MAX_TEXT_BYTES
from shared.widgets.composer import Composer
from shared.widgets.labels import Label
from shared.widgets.theme import Theme


@pytest.fixture
def composer(qtbot: QtBot, theme: Theme) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


def _edit(composer: Composer) -> QPlainTextEdit:
    found = composer.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


def _button(composer: Composer, name: str) -> QToolButton:
    return next(button for button in composer.findChildren(QToolButton) if button.accessibleName() == name)


def _counter(composer: Composer) -> QWidget:
    return next(label for label in composer.findChildren(Label))


def test_enter_sends_and_empties_the_input(composer: Composer, qtbot: QtBot) -> None:
    composer.set_text("Perché no?")
    with qtbot.waitSignal(composer.send_requested) as sent:
        QTest.keyClick(_edit(composer), Qt.Key.Key_Return)
    assert sent.args == ["Perché no?"]
    assert composer.text() == ""


def test_shift_enter_breaks_the_line(composer: Composer) -> None:
    composer.set_text("one")
    QTest.keyClick(_edit(composer), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert composer.text() == "one\n"


def test_blank_text_is_not_sent(composer: Composer) -> None:
    sent: list[str] = []
    composer.send_requested.connect(sent.append)
    composer.set_text(" \n ")
    QTest.keyClick(_edit(composer), Qt.Key.Key_Enter)
    assert sent == []
    assert not _button(composer, "Send").isEnabled()


def test_a_text_of_exactly_the_limit_is_sent_and_one_byte_more_is_not(composer: Composer) -> None:
    composer.set_text("è" * (MAX_TEXT_BYTES // 2))
    assert _button(composer, "Send").isEnabled()
    composer.set_text("è" * (MAX_TEXT_BYTES // 2) + "x")
    assert not _button(composer, "Send").isEnabled()


def test_the_counter_appears_near_the_limit_and_counts_characters(composer: Composer) -> None:
    composer.set_text("x" * 100)
    assert not _counter(composer).isVisible()
    composer.set_text("è" * (MAX_TEXT_BYTES // 2 - 10))
    assert _counter(composer).isVisible()
    assert "10" in _counter(composer).property("text")
    composer.set_text("x" * (MAX_TEXT_BYTES + 3))
    assert "3" in _counter(composer).property("text")


def test_the_input_grows_to_six_lines_and_then_scrolls(composer: Composer) -> None:
    heights = []
    for lines in (1, 2, 6, 7):
        composer.set_text("\n".join("x" * lines))
        heights.append(_edit(composer).height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_the_plus_button_is_hidden_until_it_is_wanted_and_offers_what_it_was_given(composer: Composer) -> None:
    plus, choose = _button(composer, "Add a file"), QAction("Choose files…", composer)
    assert not plus.isVisible()
    composer.add_plus_action(choose)
    composer.set_plus_visible(True)

    assert plus.isVisible()
    assert plus.menu().actions() == [choose]


def test_typing_is_told_once_in_a_while_and_not_for_an_empty_input(composer: Composer) -> None:
    told: list[None] = []
    composer.typing.connect(lambda: told.append(None))
    QTest.keyClicks(_edit(composer), "hello")
    composer.set_text("")
    assert len(told) == 1


def test_the_draft_is_told_and_can_be_given_back(composer: Composer) -> None:
    drafts: list[str] = []
    composer.draft_changed.connect(drafts.append)
    composer.set_text("half a thou")
    assert drafts == ["half a thou"]


def test_nothing_is_sent_while_sending_is_not_allowed(composer: Composer) -> None:
    composer.set_text("later")
    composer.set_sending_allowed(False)
    QTest.keyClick(_edit(composer), Qt.Key.Key_Return)
    assert composer.text() == "later"


def test_pasted_rich_text_becomes_plain(composer: Composer) -> None:
    _edit(composer).insertPlainText("<b>x</b>")
    assert composer.text() == "<b>x</b>"


def test_tab_leaves_the_input(composer: Composer) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    _edit(composer).setFocus()
    _edit(composer).event(event)
    assert "\t" not in composer.text()
