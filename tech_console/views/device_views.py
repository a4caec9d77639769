"""The *Views* menu of the device list: searches that come with the program, and those a technician has named."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shared.widgets.plain_text import button_text
from tech_console.state.device_list_values import SavedView
from tech_console.views.parts import menu_button
from tech_console.views.ui import Ui


class DeviceViews(QWidget):
    """Signals: `chosen(SavedView)`; `save_wanted()`, `remove_wanted(name)`."""

    chosen = Signal(object)
    save_wanted = Signal()
    remove_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.button, self._menu = menu_button(self.tr("Views"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        ui.console.device_lists.views_changed.connect(self.fill)
        self.fill()

    def delivered(self) -> list[SavedView]:
        """Return the views that come with the program."""
        return [
            SavedView(name=self.tr("All devices")),
            SavedView(name=self.tr("Online"), search="online:yes"),
            SavedView(name=self.tr("Overdue"), search="overdue:yes", sort="last_seen"),
            SavedView(name=self.tr("Waiting for approval"), search="is:pending"),
            SavedView(name=self.tr("Waiting for a restart"), search="reboot:yes"),
            SavedView(name=self.tr("Little disk space"), search="disk:<10", sort="disk_free"),
        ]

    def fill(self) -> None:
        """Show the views as they are now."""
        self._menu.clear()
        for view in self.delivered():
            self._add(view)
        saved = self._ui.console.device_lists.values.views
        if saved:
            self._menu.addSection(self.tr("Mine"))
            for view in saved:
                self._add(view)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Save this view…")).triggered.connect(self.save_wanted)
        if saved:
            away = self._menu.addMenu(self.tr("Remove a view"))
            for view in saved:
                away.addAction(button_text(view.name)).triggered.connect(partial(self._remove, view.name))

    def _add(self, view: SavedView) -> None:
        self._menu.addAction(button_text(view.name)).triggered.connect(partial(self._choose, view))

    def _choose(self, view: SavedView, _checked: bool = False) -> None:
        self.chosen.emit(view)

    def _remove(self, name: str, _checked: bool = False) -> None:
        self.remove_wanted.emit(name)
