"""From the person's click to a picture that can be sent: own windows away, choose, edit, keep. Nothing leaves by itself."""

import logging

from PySide6.QtCore import QObject, QRect, QThreadPool, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from endpoint_agent.capture.png import as_png
from endpoint_agent.capture.portal import ask_portal
from endpoint_agent.capture.screens import Shot, needs_portal, shots
from endpoint_agent.capture.store import CaptureStore
from endpoint_agent.views.capture_editor import CaptureEditor
from endpoint_agent.views.region_overlay import RegionOverlay
from shared.widgets.app_icon import app_icon

log = logging.getLogger(__name__)
SETTLE_MS = 350
"""Until menus and windows that were taken away are gone from the screen, on slow desktops too."""

Targets = list[tuple[str, str]]


class CaptureFlow(QObject):
    """Signals: `captured(target, path)`; `failed(words)` where there can be no picture."""

    captured = Signal(str, str)
    failed = Signal(str)
    _portal_answered = Signal(object, bool)
    _encoded = Signal(str, bytes)

    def __init__(self, store: CaptureStore) -> None:
        super().__init__()
        self._store = store
        self._targets: Targets = []
        self._hidden: list[QWidget] = []
        self.overlays: list[RegionOverlay] = []
        self.editor: CaptureEditor | None = None
        self._settles = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settles.timeout.connect(self._take)
        self._portal_answered.connect(self._portal_done)
        self._pool = QThreadPool(self)
        self._encoded.connect(self._keep)

    @property
    def is_under_way(self) -> bool:
        """Whether a picture is being taken or edited."""
        return bool(self._hidden or self.overlays or self._settles.isActive()) or (
            self.editor is not None and self.editor.isVisible()
        )

    def start(self, targets: Targets) -> None:
        """Take the own windows away, then show the screens to choose from. Once at a time."""
        if self.is_under_way:
            self._come_forward()
            return
        self._targets = targets
        self._hidden = [widget for widget in QApplication.topLevelWidgets() if _is_in_the_way(widget)]
        for widget in self._hidden:
            widget.hide()
        self._settles.start()

    def close_all(self) -> None:
        """Take all away, as when the program ends."""
        self._settles.stop()
        self._pool.waitForDone()
        self._drop_overlays()
        self._hidden = []
        if self.editor is not None:
            self.editor.close()
            self.editor.deleteLater()
            self.editor = None

    def _come_forward(self) -> None:
        for window in (*self.overlays, self.editor):
            if window is not None and window.isVisible():
                window.raise_()
                window.activateWindow()

    def _take(self) -> None:
        if needs_portal():
            ask_portal(self._portal_answered.emit)
            return
        found = shots()
        if not found:
            self._give_up(self.tr("This desktop does not let programs see the screen."))
            return
        for shot in found:
            self._cover(shot)
        self.overlays[0].activateWindow()
        self.overlays[0].setFocus()

    def _cover(self, shot: Shot) -> None:
        overlay = RegionOverlay(shot)
        overlay.chosen.connect(lambda rect: self._chosen(shot, rect))
        overlay.cancelled.connect(self._cancel)
        self.overlays.append(overlay)
        overlay.cover()

    def _chosen(self, shot: Shot, rect: QRect) -> None:
        self._drop_overlays()
        self._edit(shot.picture.copy(rect))

    def _portal_done(self, content: bytes | None, cancelled: bool) -> None:
        picture = QImage.fromData(content) if content else QImage()
        if not picture.isNull():
            self._edit(picture)
        elif cancelled:
            self._cancel()
        else:
            self._give_up(self.tr("This desktop does not let programs take a picture of the screen."))

    def _edit(self, picture: QImage) -> None:
        self._restore()
        if self.editor is None:
            self.editor = CaptureEditor()
            self.editor.setWindowIcon(app_icon())
            self.editor.sent.connect(self._encode)
        self.editor.begin(picture, self._targets)
        self.editor.show()
        self.editor.raise_()
        self.editor.activateWindow()

    def _encode(self, target: str, picture: QImage) -> None:
        """A large screen takes a second: that is not the screen's thread to spend."""
        self._pool.start(lambda: self._encoded.emit(target, as_png(picture)))

    def _keep(self, target: str, content: bytes) -> None:
        try:
            path = self._store.keep(content)
        except OSError as error:
            log.warning("a picture could not be kept: %s", error)
            self.failed.emit(self.tr("The picture could not be saved. Check that the disk is not full."))
            return
        self.captured.emit(target, str(path))

    def _give_up(self, words: str) -> None:
        self._cancel()
        self.failed.emit(words)

    def _cancel(self) -> None:
        self._drop_overlays()
        self._restore()

    def _drop_overlays(self) -> None:
        for overlay in self.overlays:
            overlay.hide()
            overlay.deleteLater()
        self.overlays = []

    def _restore(self) -> None:
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            widget.show()


def _is_in_the_way(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.isMinimized()
