"""Brings older rows into a ChatList: those just above what is in view, and on request all up to a certain one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QListView

from shared.qt.slices import Job, Slices
from shared.widgets.chat_model import ChatModel


class OlderRows(QObject):
    """Rows come in small portions, with the event loop's turn between them, so that nothing waits for a long talk."""

    def __init__(self, view: QListView, model: ChatModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._slices = Slices(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch)
        view.verticalScrollBar().sliderReleased.connect(self.look)

    def look(self) -> None:
        """See whether the reader comes near the upper end; called whenever what is in view changed."""
        if self._is_near_top() and not self._slices.is_busy:
            self._soon.start()

    def reach(self, key: str | None, then: Callable[[], None]) -> None:
        """Bring rows until the one with this key is here (None: until all are), then do something with it."""
        self._slices.run(self._bring(key, then))

    def stop(self) -> None:
        """Whoever waited for an old row does something else now."""
        self._slices.stop()

    def _is_near_top(self) -> bool:
        view, bar = self._view, self._view.verticalScrollBar()
        # While the handle is held, rows put above would move it from under the mouse: they come when it is let go.
        may = view.isVisible() and not bar.isSliderDown() and not self._model.is_whole
        return may and bar.value() < view.viewport().height()

    def _fetch(self) -> None:
        if self._is_near_top():
            self._model.fetch()

    def _bring(self, key: str | None, then: Callable[[], None]) -> Job:
        while not self._model.is_whole and (key is None or self._model.row_of(key) < 0):
            self._model.fetch()
            yield False
        if key is None or self._model.row_of(key) >= 0:
            then()
