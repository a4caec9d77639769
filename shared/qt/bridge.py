"""The single crossing from the network thread to the screens. What goes the other way is a call of LinkThread."""

from PySide6.QtCore import QObject, Qt, Signal

from shared.link.events import LinkEvent


class LinkBridge(QObject):
    """Give `deliver` to LinkThread as its listener and connect `link_event`.

    Signals:
        link_event(LinkEvent): on the thread this object lives on, in the order they were said.
    """

    link_event = Signal(object)
    _crossing = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Queued whatever the thread: a listener that called back at once would surprise the one who just asked.
        self._crossing.connect(self.link_event, Qt.ConnectionType.QueuedConnection)

    def deliver(self, event: LinkEvent) -> None:
        """Hand an event over; called on the network thread. A closed window is not an error."""
        try:
            self._crossing.emit(event)
        except RuntimeError:
            return  # the Qt side of this object is gone
