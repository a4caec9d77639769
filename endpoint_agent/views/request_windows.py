"""One window per technician who asks, the sound that goes on until all are answered, and what became of them.

While nobody is to be disturbed a request makes neither window nor sound: it stands in the list of the first page, and
comes up when the person asks for it or the quiet time ends.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from endpoint_agent.presenters.quiet import QuietPresenter
from endpoint_agent.presenters.requests import RequestsPresenter
from shared.ids import ChatRequestId
from shared.protocol.requests import ChatRequestRecord
from shared.qt.error_words import error_words
from shared.qt.sounds import Sounds

if TYPE_CHECKING:
    from endpoint_agent.views.request_window import RequestWindow

RING_EVERY_MS = 4000


class RequestWindows(QObject):
    """Made once; the windows come and go with the requests."""

    def __init__(
        self, requests: RequestsPresenter, quiet: QuietPresenter, sounds: Sounds, icon_png: bytes = b""
    ) -> None:
        super().__init__()
        self._requests = requests
        self._quiet = quiet
        self._sounds = sounds
        self._icon_png = icon_png
        self.windows: dict[ChatRequestId, RequestWindow] = {}
        self._rings = QTimer(self, interval=RING_EVERY_MS)
        self._rings.timeout.connect(self._ring)
        requests.incoming_changed.connect(self._changed)
        requests.incoming_ended.connect(self._ended)
        requests.answer_failed.connect(self._failed)
        quiet.changed.connect(self._quiet_changed)

    def bring_forward(self) -> bool:
        """Show all that wait for an answer, also those that were put away or came quietly; False when there are none."""
        for request_id in self._requests.incoming:
            self.show_request(request_id)
        return bool(self._requests.incoming)

    def show_request(self, request_id: ChatRequestId) -> None:
        """Bring one up because the person asked for it."""
        if request_id in self._requests.incoming:
            self._raise(request_id).activateWindow()

    def close_all(self) -> None:
        """Take all away, as when the program ends."""
        self._rings.stop()
        for request_id in list(self.windows):
            self._drop(request_id)

    def _changed(self, request_id: str) -> None:
        key = ChatRequestId(request_id)
        window = self.windows.get(key)
        if window is not None:
            window.show_request(self._requests.incoming[key], self._requests.remaining_ms(key))
        elif not self._quiet.is_on:
            _announce(self._raise(key))
            self._ring()
            self._rings.start()

    def _raise(self, request_id: ChatRequestId) -> "RequestWindow":
        """Put it before all others; the keyboard stays where the person types."""
        window = self._window(request_id)
        window.show()
        window.raise_()
        return window

    def _window(self, request_id: ChatRequestId) -> "RequestWindow":
        from endpoint_agent.views.request_window import RequestWindow  # not before somebody asks

        if request_id not in self.windows:
            record, remaining_ms = self._requests.incoming[request_id], self._requests.remaining_ms(request_id)
            window = self.windows[request_id] = RequestWindow(record, remaining_ms, self._icon_png)
            window.accepted.connect(lambda known: self._requests.accept(ChatRequestId(known)))
            window.declined.connect(lambda known: self._requests.decline(ChatRequestId(known)))
        return self.windows[request_id]

    def _ring(self) -> None:
        """Sound, and the task bar flashes where the window is not before the person."""
        self._sounds.play("request")
        for window in self.windows.values():
            if window.isVisible() and not window.isActiveWindow():
                QApplication.alert(window)

    def _quiet_changed(self) -> None:
        if self._quiet.is_on:
            self._rings.stop()
            return
        for request_id in self._requests.incoming:
            self._changed(request_id)

    def _ended(self, record: ChatRequestRecord) -> None:
        self._drop(record.request_id)
        if not self.windows:
            self._rings.stop()

    def _failed(self, request_id: str, code: str) -> None:
        window = self.windows.get(ChatRequestId(request_id))
        if window is not None:
            window.show_error(error_words(code))

    def _drop(self, request_id: ChatRequestId) -> None:
        window = self.windows.pop(request_id, None)
        if window is not None:
            window.hide()
            window.deleteLater()


def _announce(window: QWidget) -> None:
    """Tell a screen reader at once: the keyboard does not go to the window by itself."""
    said = QAccessibleAnnouncementEvent(window, window.accessibleName())
    said.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(said)
