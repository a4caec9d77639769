"""One window per technician who asks, the sound that goes on until all are answered, and what became of them."""

from PySide6.QtCore import QObject, QTimer

from endpoint_agent.presenters.requests import RequestsPresenter
from endpoint_agent.views.request_window import RequestWindow
from shared.ids import ChatRequestId
from shared.protocol.requests import ChatRequestRecord
from shared.qt.error_words import error_words
from shared.qt.sounds import Sounds

RING_EVERY_MS = 4000


class RequestWindows(QObject):
    """Made once; the windows come and go with the requests."""

    def __init__(self, requests: RequestsPresenter, sounds: Sounds) -> None:
        super().__init__()
        self._requests = requests
        self._sounds = sounds
        self.windows: dict[ChatRequestId, RequestWindow] = {}
        self._rings = QTimer(self, interval=RING_EVERY_MS)
        self._rings.timeout.connect(lambda: sounds.play("request"))
        requests.incoming_changed.connect(self._changed)
        requests.incoming_ended.connect(self._ended)
        requests.answer_failed.connect(self._failed)

    def bring_forward(self) -> bool:
        """Show those that were put away; False when there are none."""
        for window in self.windows.values():
            window.show()
            window.raise_()
            window.activateWindow()
        return bool(self.windows)

    def close_all(self) -> None:
        """Take all away, as when the program ends."""
        self._rings.stop()
        for request_id in list(self.windows):
            self._drop(request_id)

    def _changed(self, request_id: str) -> None:
        key = ChatRequestId(request_id)
        record, remaining_ms = self._requests.incoming[key], self._requests.remaining_ms(key)
        window = self.windows.get(key)
        if window is not None:
            window.show_request(record, remaining_ms)
            return
        window = self.windows[key] = RequestWindow(record, remaining_ms)
        window.accepted.connect(lambda known: self._requests.accept(ChatRequestId(known)))
        window.declined.connect(lambda known: self._requests.decline(ChatRequestId(known)))
        window.show()
        window.raise_()
        window.activateWindow()
        self._sounds.play("request")
        self._rings.start()

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
