"""Where a technician writes: a reply the requester reads, or an internal note. Two modes nobody can mistake.

Each mode has its own unfinished text. `/` brings canned answers, which are put in at the cursor and never sent by it.
"""

import enum
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from shared.protocol.routing import AnswerRecord
from shared.widgets.composer import Composer
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.theme import repolish
from shared.widgets.tokens import GRID
from tech_console.state.answers import Filled
from tech_console.views.answer_popup import AnswerPopup
from tech_console.views.parts import ICON, icon_button
from tech_console.views.ui import Ui

SWITCH_KEY = "Ctrl+M"
Fill = Callable[[AnswerRecord], Filled]


class Mode(enum.Enum):
    """Who reads it."""

    REPLY = "reply"
    NOTE = "note"


class DeskComposer(QFrame):
    """Signals: `reply_wanted(text)` and `note_wanted(text)`, after which the input is empty; `draft_changed(Mode,
    text)`; `typing(Mode)`; `answers_wanted()` to manage the canned answers; `mode_changed()`.
    """  # noqa: D205 - the signals are one list

    reply_wanted = Signal(str)
    note_wanted = Signal(str)
    draft_changed = Signal(object, str)
    typing = Signal(object)
    answers_wanted = Signal()
    mode_changed = Signal()

    def __init__(self, ui: Ui, fill: Fill) -> None:
        super().__init__()
        self._fill = fill
        self._texts = dict.fromkeys(Mode, "")
        self._is_filling = False
        self._modes: tuple[Mode, ...] = tuple(Mode)
        self.mode = Mode.REPLY
        self.composer = Composer()
        self.composer.setProperty("kind", "desk")
        self.setProperty("kind", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = self._mode_bar()
        column.addWidget(self._bar)
        column.addWidget(self.composer)
        self.popup = AnswerPopup(ui, self.editor)
        self._connect()
        self.set_mode(Mode.REPLY)

    @property
    def editor(self) -> QPlainTextEdit:
        """The field in which one writes."""
        return cast("QPlainTextEdit", self.composer.focusProxy())

    def _mode_bar(self) -> QWidget:
        box = QFrame()
        box.setProperty("kind", "modes")
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 6, 12, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self._buttons = {
            Mode.REPLY: self._mode_button(self.tr("Reply"), "message-square"),
            Mode.NOTE: self._mode_button(self.tr("Internal note"), "lock"),
        }
        for made in self._buttons.values():
            row.addWidget(made)
        self._hint = Label("", kind="small")
        row.addSpacing(GRID)
        row.addWidget(self._hint, 1)
        self._canned = icon_button("file-text", self.tr("Canned answers (/)"), self._ask_for_answers)
        row.addWidget(self._canned)
        return box

    def _mode_button(self, text: str, icon_name: str) -> QPushButton:
        made = QPushButton(icon(icon_name, "text"), text)
        made.setProperty("kind", "mode")
        made.setIconSize(ICON)
        made.setCheckable(True)
        made.setToolTip(f"{text} ({SWITCH_KEY})")
        self._group.addButton(made)
        return made

    def _connect(self) -> None:
        for mode, made in self._buttons.items():
            made.clicked.connect(lambda _=False, mode=mode: self._chosen(mode))
        self.composer.send_requested.connect(self._send)
        self.composer.draft_changed.connect(self._drafted)
        self.composer.typing.connect(self._typed)
        self.popup.chosen.connect(self._insert)
        self.popup.managing_wanted.connect(self.answers_wanted)
        switch = QShortcut(QKeySequence(SWITCH_KEY), self)
        switch.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        switch.activated.connect(self.switch_mode)
        self.setFocusProxy(self.composer)

    # Modes

    def set_modes(self, *modes: Mode) -> None:
        """Allow only these; without any nothing can be written. A reply that is allowed again comes first again."""
        was_reply = Mode.REPLY in self._modes
        self._modes = modes
        for mode, made in self._buttons.items():
            made.setVisible(mode in modes)
        self.setVisible(bool(modes))
        is_left_over = self.mode is Mode.NOTE and Mode.REPLY in modes and not was_reply and not self.composer.text()
        if modes and (self.mode not in modes or is_left_over):
            self.set_mode(modes[0])

    def set_mode(self, mode: Mode) -> None:
        """Write for somebody else; what is unfinished stays with its mode."""
        self._texts[self.mode] = self.composer.text()
        self.mode = mode
        self._buttons[mode].setChecked(True)
        is_note = mode is Mode.NOTE
        self._hint.setText(self.tr("Not visible to the requester") if is_note else "")
        for part in (self._bar, self.composer):
            part.setProperty("note", is_note)
            for inside in (part, *part.findChildren(QWidget)):
                repolish(inside)
        self._put(self._texts[mode])
        words = self.tr("Write a note for your colleagues…") if is_note else self.tr("Write a message…")
        self.composer.set_placeholder(words)
        self.mode_changed.emit()

    def switch_mode(self) -> None:
        """Go to the other mode, if it is allowed."""
        other = Mode.REPLY if self.mode is Mode.NOTE else Mode.NOTE
        if other in self._modes:
            self._chosen(other)

    def write(self, mode: Mode) -> None:
        """Choose a mode and put the keyboard there."""
        if mode in self._modes:
            self._chosen(mode)

    def _chosen(self, mode: Mode) -> None:
        self.set_mode(mode)
        self.composer.setFocus()

    # Texts

    def set_drafts(self, reply: str, note: str) -> None:
        """Show what was left unfinished here; a note that waits is shown first where there is no reply."""
        self._texts = {Mode.REPLY: reply, Mode.NOTE: note}
        self.mode = Mode.NOTE if note and not reply and Mode.NOTE in self._modes else Mode.REPLY
        self._put(self._texts[self.mode])
        self.popup.close_list()
        self.set_mode(self.mode if self.mode in self._modes or not self._modes else self._modes[0])

    def give_back(self, mode: Mode, text: str) -> None:
        """Put words back that could not be sent, before what was written since."""
        if mode is self.mode:
            since = self.composer.text()
            self.composer.set_text(f"{text}\n{since}" if since.strip() and since != text else text)
        else:
            self._texts[mode] = text
            self.draft_changed.emit(mode, text)

    def _put(self, text: str) -> None:
        self._is_filling = True
        self.composer.set_text(text)
        self._is_filling = False

    def _send(self, text: str) -> None:
        if self.mode is Mode.NOTE:
            self.note_wanted.emit(text)
        else:
            self.reply_wanted.emit(text)

    def _drafted(self, text: str) -> None:
        if not self._is_filling:
            self._texts[self.mode] = text
            self.draft_changed.emit(self.mode, text)

    def _typed(self) -> None:
        if not self._is_filling:
            self.typing.emit(self.mode)

    # Canned answers

    def _ask_for_answers(self) -> None:
        self.composer.setFocus()
        self.popup.ask()

    def _insert(self, answer: AnswerRecord) -> None:
        filled = self._fill(answer)
        self.popup.insert(filled.text)
        if filled.missing:
            names = ", ".join(f"{{{name}}}" for name in filled.missing)
            self._hint.setText(self.tr("Not known here: {names}. Fill it in before you send.").format(names=names))
        elif self.mode is Mode.REPLY:
            self._hint.setText("")
