"""The search above the device list: the field, what the qualifiers are, and what could not be understood."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.state.device_query import Trouble
from tech_console.views.parts import icon_button
from tech_console.views.ui import Ui


class DeviceSearch(QWidget):
    """Signals: `search_changed(text)`, `down_pressed()`."""

    search_changed = Signal(str)
    down_pressed = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Search, for example user:rossi online:yes"))
        self.field.setAccessibleName(self.tr("Search"))
        self.field.search_changed.connect(self.search_changed)
        self.field.down_pressed.connect(self.down_pressed)
        self.help = icon_button("circle-question-mark", self.tr("How to search (F1)"), self._show_help)
        shortcut = QShortcut(QKeySequence("F1"), self.field)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self._show_help)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        row.addWidget(self.help)
        self.setFocusProxy(self.field)

    def _show_help(self) -> None:
        popup = SearchHelp(self._ui, self)
        below = self.field.mapToGlobal(QPoint(0, self.field.height() + 4))
        popup.adjustSize()
        popup.move(below)
        popup.show()
        popup.setFocus()

    def trouble_words(self, troubles: Sequence[Trouble]) -> str:
        """Return what could not be understood, in plain words."""
        return " ".join(self._words(trouble) for trouble in troubles)

    def _words(self, trouble: Trouble) -> str:
        name = f"{isolated(trouble.qualifier)}:"
        match trouble.code:
            case "yes_no":
                return self.tr("{qualifier} takes yes or no.").format(qualifier=name)
            case "number":
                return self.tr("{qualifier} takes a number, for example {example}.").format(
                    qualifier=name, example="disk:<10"
                )
            case "short":
                return self.tr("{qualifier} needs at least two letters.").format(qualifier=name)
            case "state":
                return self.tr(
                    "{qualifier} takes online, idle, locked, offline, overdue, pending, approved, revoked or active."
                ).format(qualifier=name)
        return self.tr("{qualifier} is not known here and is searched as a word. F1 shows what is known.").format(
            qualifier=name
        )


class SearchHelp(QFrame):
    """What can be typed into the search; closes at a click beside it or with Esc."""

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("How to search"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(Label(self.tr("How to search"), kind="heading"))
        column.addWidget(
            Label(
                self.tr("Every word must be there. Quotes keep words together, a minus before a part leaves it out."),
                kind="muted",
                wraps=True,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(4)
        for number, (example, words) in enumerate(self._examples(ui)):
            grid.addWidget(Label(example, kind="strong"), number, 0)
            grid.addWidget(Label(words, kind="muted"), number, 1)
        column.addLayout(grid)
        self.setFixedWidth(520)

    def _examples(self, ui: Ui) -> list[tuple[str, str]]:
        return [
            ("user:rossi", self.tr("who is, or was last, signed in")),
            ('customer:"acme s.r.l."', ui.say(self.tr("part of the name of {the_customer}"))),
            ("ip:10.0.4", self.tr("any of its addresses")),
            ("os:windows", self.tr("operating system and version")),
            ("software:firefox", self.tr("installed software; the relay looks for it")),
            ("tag:vip   -tag:test", self.tr("with a tag, without a tag")),
            ("online:yes   overdue:yes", self.tr("connected now, or not seen for too long")),
            ("is:locked   is:pending", self.tr("also online, idle, offline, approved, revoked, active, copied")),
            ("reboot:yes", self.tr("waits for a restart")),
            ("disk:<10", self.tr("percent free on the fullest disk")),
            ("model:7010   serial:7xk", self.tr("also make: mac: name: agent: helpdesk:")),
        ]
