"""Buttons that keep only their picture while their row is too narrow for their words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QWidget


class Narrow(QObject):
    """Looks after one row; without words a button has them as tool tip, and as accessible name in any case."""

    def __init__(self, row: QWidget, buttons: Sequence[QPushButton]) -> None:
        super().__init__(row)
        self._row = row
        self._words = {made: made.text() for made in buttons}
        self._saved = 0
        """What the row is narrower by without the words, 0 while they are shown."""
        for made, words in self._words.items():
            made.setAccessibleName(words)
        row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._row and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return False

    def _fit(self) -> None:
        least = self._row.minimumSizeHint().width()
        if self._row.width() < least and not self._saved:
            self._show(with_words=False)
            self._saved = max(1, least - self._row.minimumSizeHint().width())
        elif self._saved and self._row.width() >= least + self._saved:
            self._saved = 0
            self._show(with_words=True)

    def _show(self, *, with_words: bool) -> None:
        for made, words in self._words.items():
            made.setText(words if with_words else "")
            made.setToolTip("" if with_words else words)
        layout = self._row.layout()
        if layout is not None:
            layout.activate()
