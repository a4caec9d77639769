"""One quiet line above the composer: which colleagues look at the same talk or ticket, or type there."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.plain_text import isolated
from tech_console.presenters.viewing import Looker
from tech_console.views.ui import Ui

MOST_NAMED = 2


class LookerLine(QWidget):
    """Hidden while nobody else is there."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._lookers = ui.console.lookers
        self._id = ""
        picture = QLabel()
        picture.setPixmap(icon("eye").pixmap(QSize(14, 14), self.devicePixelRatioF()))
        self._words = ElidedLabel("", kind="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(6)
        row.addWidget(picture)
        row.addWidget(self._words, 1)
        self.setVisible(False)
        self._lookers.changed.connect(self._changed)

    def show_place(self, id_: str) -> None:
        """Watch another conversation or ticket."""
        self._id = id_
        self._show()

    def _changed(self, id_: str) -> None:
        if id_ == self._id:
            self._show()

    def _show(self) -> None:
        here = self._lookers.at(self._id)
        types = [looker for looker in here if looker.is_typing]
        if types:
            words = self.tr("{names} is writing here").format(names=_names(types))
        else:
            words = self.tr("{names} is looking at this too").format(names=_names(here))
        self._words.setText(words if here else "")
        self.setVisible(bool(here))


def _names(lookers: list[Looker]) -> str:
    names = [isolated(looker.name) for looker in lookers[:MOST_NAMED]]
    more = len(lookers) - len(names)
    return ", ".join(names) + (f" +{more}" if more else "")
