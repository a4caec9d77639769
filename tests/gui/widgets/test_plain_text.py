import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.plain_text import button_text, isolated, shown, shown_line, tooltip_text


def test_what_turns_the_writing_direction_round_is_made_visible() -> None:
    assert shown("invoice\u202egpj.exe") == "invoice⟨U+202E⟩gpj.exe"


def test_control_characters_are_made_visible_and_line_breaks_stay() -> None:
    assert shown("a\x00b\x1bc\nd\r\ne\u2028f") == "a␀b␛c\nd\ne\nf"


def test_a_line_has_no_line_break() -> None:
    assert shown_line("Giulia\nRossi\u2029!") == "Giulia Rossi !"


def test_a_name_cannot_end_its_own_isolation() -> None:
    assert isolated("a\u2069b") == "\u2068a⟨U+2069⟩b\u2069"


def test_a_tool_tip_shows_markup_as_text() -> None:
    assert "&lt;img src=x&gt;" in tooltip_text("<img src=x>")


def test_a_button_shows_an_ampersand() -> None:
    assert button_text("Smith & Co") == "Smith && Co"


def test_ordinary_text_of_all_scripts_is_unchanged() -> None:
    text = "È già sera — שלום مرحبا 你好 👩‍🔧"
    assert shown(text) == text


@pytest.mark.parametrize("made", [Label, ElidedLabel])
def test_labels_show_markup_as_text(qtbot: QtBot, made: type[Label]) -> None:
    label = made("<b>Giulia</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>Giulia</b>"


def test_a_long_name_does_not_widen_a_window_and_can_be_read_whole(qtbot: QtBot) -> None:
    label = ElidedLabel("A" * 500)
    qtbot.addWidget(label)
    label.setFixedWidth(100)
    label.grab()
    assert label.minimumSizeHint().width() < 100
    assert label.accessibleName() == "A" * 500
    assert "A" * 500 in label.toolTip()
