"""The command palette (Ctrl+K): every action with its shortcut, and a quick way to tickets, devices and customers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListView,
    QVBoxLayout,
    QWidget,
)

from shared.qt.record_list_model import RecordRole
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField
from shared.widgets.tokens import GRID
from tech_console.state.fuzzy import fit
from tech_console.state.jumps import Jump, jumps
from tech_console.views.actions import Action
from tech_console.views.palette_lines import ROW, WIDTH, Line, LineDelegate, LineModel
from tech_console.views.ui import Ui

SHOWN = 10
RECENT = 6
PICTURES = {"ticket": "ticket", "device": "monitor", "customer": "building-2", "conversation": "messages-square"}


class Palette(QDialog):
    """Shown over the window; gone after a choice or Esc."""

    def __init__(
        self,
        ui: Ui,
        actions: Sequence[Action],
        go_to: Callable[[Jump], object],
        search: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._actions = [action for action in actions if action.key not in {"palette", "shortcuts2"}]
        self._go_to, self._search = go_to, search
        self.setWindowTitle(self.tr("Commands"))
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("kind", "popup")
        self.setFixedWidth(WIDTH)
        self.field = SearchField()
        self.field.setPlaceholderText(self.tr("Command, #ticket, device or name"))
        self.model = LineModel()
        self._list = QListView()
        self._list.setModel(self.model)
        self._list.setItemDelegate(LineDelegate(self._list))
        self._list.setProperty("kind", "cards")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setFixedHeight(SHOWN * ROW + 4)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setAccessibleName(self.tr("Commands"))
        self._list.clicked.connect(self._run)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.field)
        column.addWidget(self._list)
        self.field.search_changed.connect(self._find)
        self.field.returnPressed.connect(lambda: self._run(self._list.currentIndex()))
        self._find("")
        self.field.setFocus()

    def show_over(self, window: QWidget) -> None:
        """Show it in the upper middle of a window."""
        self.adjustSize()
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, 72)))
        self.open()
        self.field.setFocus()

    def _find(self, text: str) -> None:
        lines = self._actions_for(text)
        if text:
            targets = [self._jump_line(jump) for jump in jumps(self._ui.console.world.snapshot, text)]
            number_first = text.lstrip("# ").isdecimal()
            lines = [*targets, *lines] if number_first else [*lines[:SHOWN], *targets]
            words = self.tr("Search everything for “{text}”").format(text=shown_line(text))
            lines.append(Line(words=words, picture="search", run=lambda: self._search(text)))
        self.model.show_lines(lines)
        self._list.setCurrentIndex(self.model.index(0))

    def _actions_for(self, text: str) -> list[Line]:
        recent = self._ui.console.preferences.values.recent_actions
        places = {key: number for number, key in enumerate(recent)}
        ranked = []
        for number, action in enumerate(self._actions):
            fits = fit(text, f"{action.words} {action.group}") if text else 0
            if fits is not None:
                ranked.append((-fits, places.get(action.key, len(places)), number, action))
        return [self._action_line(action) for *_, action in sorted(ranked, key=lambda one: one[:3])]

    def _action_line(self, action: Action) -> Line:
        return Line(words=action.words, side=action.shortcut or action.group, run=action.run, key=action.key)

    def _jump_line(self, jump: Jump) -> Line:
        return Line(words=jump.title, side=jump.where, picture=PICTURES[jump.kind], run=lambda: self._go_to(jump))

    def _run(self, index: QModelIndex) -> None:
        line: Line | None = index.data(RecordRole)
        if line is None:
            return
        self.accept()
        if line.key:
            preferences = self._ui.console.preferences
            others = [key for key in preferences.values.recent_actions if key != line.key]
            preferences.change(recent_actions=(line.key, *others)[:RECENT])
        line.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.model.rowCount() - 1
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and last >= 0:
            self._list.setCurrentIndex(self.model.index((self._list.currentIndex().row() + step) % (last + 1)))
        else:
            super().keyPressEvent(event)
