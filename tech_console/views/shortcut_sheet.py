"""The sheet of keyboard shortcuts (F1, or ? where nothing is written), and the switch for single keys."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.views.actions import Action, composer_keys
from tech_console.views.pill import Pill
from tech_console.views.ui import Ui


class ShortcutSheet(Dialog):
    """Two columns of groups; only actions that have keys are on it."""

    def __init__(self, ui: Ui, actions: Sequence[Action], parent: QWidget) -> None:
        super().__init__("", parent, width=720)
        self._ui = ui
        self.set_title(self.tr("Keyboard shortcuts"))
        groups = [
            (group, [(action.shortcut, action.words) for action in members])
            for group, members in groupby((a for a in actions if a.shortcut), key=lambda action: action.group)
        ]
        groups.append((self.tr("While writing"), composer_keys()))
        across = QHBoxLayout()
        across.setSpacing(4 * GRID)
        half = (sum(len(rows) for _, rows in groups) + 1) // 2
        left, right, count = QVBoxLayout(), QVBoxLayout(), 0
        for group, rows in groups:
            (left if count < half else right).addLayout(self._group(group, rows))
            count += len(rows)
        for column in (left, right):
            column.setSpacing(2 * GRID)
            column.addStretch()
            across.addLayout(column, 1)
        self.body.addLayout(across)
        self.single = QCheckBox(self.tr("Single keys act where nothing is written"))
        self.single.setChecked(ui.console.preferences.values.single_keys)
        self.single.toggled.connect(lambda on: ui.console.preferences.change(single_keys=on))
        self.body.addWidget(self.single)
        close = self.add_button(self.tr("Close"), "primary", is_default=True)
        close.clicked.connect(self.accept)
        close.setFocus()

    def _group(self, title: str, rows: Sequence[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.addWidget(Label(title, kind="strong"), 0, 0, 1, 2)
        for number, (keys, words) in enumerate(rows, start=1):
            grid.addWidget(Label(words, wraps=True), number, 0)
            pill = Pill()
            pill.show_words(shown_keys(keys), "")
            grid.addWidget(pill, number, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return grid


def shown_keys(keys: str) -> str:
    """Return a shortcut in the words of this desktop's language; a single letter as it is typed."""
    if len(keys) == 1:
        return keys
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
