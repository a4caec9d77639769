"""The views of the ticket list side by side, each with its number."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from tech_console.models.ticket_words import view_words
from tech_console.state.ticket_views import TicketView


class ViewTabs(QWidget):
    """Signals: `chosen(TicketView)` when a person chose another one."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.current = TicketView.OPEN
        self._group = QButtonGroup(self)
        self._buttons: dict[TicketView, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for view in TicketView:
            made = self._buttons[view] = QPushButton(view_words(view))
            made.setProperty("kind", "mode")
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, view=view: self._pressed(view))
            self._group.addButton(made)
            row.addWidget(made)
        self._buttons[self.current].setChecked(True)

    def set_counts(self, counts: Mapping[TicketView, int]) -> None:
        """Show other numbers."""
        for view, made in self._buttons.items():
            number = QLocale().toString(counts[view])
            made.setText(f"{view_words(view)}  {number}")

    def choose(self, view: TicketView) -> None:
        """Mark another one."""
        self.current = view
        self._buttons[view].setChecked(True)

    def _pressed(self, view: TicketView) -> None:
        self.choose(view)
        self.chosen.emit(view)
