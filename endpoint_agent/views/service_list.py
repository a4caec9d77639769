"""Services in a list of two lines each, name and description; a click or Enter picks one."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from shared.protocol.routing import ServiceRecord
from shared.widgets.plain_text import shown_line
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX

Index = QModelIndex | QPersistentModelIndex
ServiceRole = Qt.ItemDataRole.UserRole
ROW_PX, MOST_ROWS = 44, 4


class ServiceList(QListView):
    """Signals: `picked(ServiceRecord)`."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Services()
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.clicked.connect(self._pick)

    def show_services(self, services: list[ServiceRecord], chosen: ServiceRecord | None) -> None:
        """Show these; the chosen one has the keyboard."""
        self._rows.show_services(services)
        place = services.index(chosen) if chosen in services else 0
        self.setCurrentIndex(self._rows.index(place))
        self.setFixedHeight(max(1, min(MOST_ROWS, len(services))) * ROW_PX + 4)

    def current(self) -> ServiceRecord | None:
        """Return the one the keyboard is on."""
        service = self.currentIndex().data(ServiceRole)
        return service if isinstance(service, ServiceRecord) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._pick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        service = index.data(ServiceRole)
        if isinstance(service, ServiceRecord):
            self.picked.emit(service)


class _Services(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._services: list[ServiceRecord] = []

    def show_services(self, services: list[ServiceRecord]) -> None:
        self.beginResetModel()
        self._services = services
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._services)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        service = self._services[index.row()]
        if role == ServiceRole:
            return service
        if role == Qt.ItemDataRole.DisplayRole:
            return shown_line(service.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown_line(service.name)}. {shown_line(service.description)}"
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(120, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        service: ServiceRecord = index.data(ServiceRole)
        t, rect = tokens_of(self._view), QRect(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(t.selected if is_current else t.hover))
        name = rect.adjusted(12, 5, -12, -ROW_PX // 2)
        if not service.description:
            name = rect.adjusted(12, 0, -12, 0)
        else:
            self._line(painter, rect.adjusted(12, ROW_PX // 2, -12, -5), service.description, SMALL_PX + 1, t.muted)
        self._line(painter, name, service.name, FONT_PX, t.text, QFont.Weight.DemiBold)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        pixels: int,
        colour: str,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> None:
        painter.setFont(ui_font(pixels, weight))
        painter.setPen(QColor(colour))
        elided = painter.fontMetrics().elidedText(shown_line(text), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
