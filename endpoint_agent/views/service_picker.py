"""Chooses the service a request belongs to: what is chosen stands there, a click opens search, names and descriptions (H-08)."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from endpoint_agent.presenters.services import ServicesPresenter
from shared.ids import ServiceId
from shared.protocol.routing import ServiceRecord
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField
from shared.widgets.theme import tokens_of, ui_font
from shared.widgets.tokens import FONT_PX, SMALL_PX

Index = QModelIndex | QPersistentModelIndex
ServiceRole = Qt.ItemDataRole.UserRole
ROW_PX, MOST_ROWS = 44, 4
SEARCH_FROM = 6
"""Fewer services are read faster than searched."""


class ServicePicker(QWidget):
    """Hidden while there is nothing to choose; a compact one shows no label and no description. Signals: `chosen(service_id)` by the person; `resized()`."""

    chosen = Signal(str)
    resized = Signal()

    def __init__(self, services: ServicesPresenter, *, is_compact: bool = False) -> None:
        super().__init__()
        self._services = services
        self._is_compact = is_compact
        self._service_id: ServiceId | None = None
        self._label = Label("", kind="strong")
        self.button = _Choice()
        self.button.toggled.connect(self._toggle)
        self._label.setBuddy(self.button)
        self._about = Label("", kind="small", wraps=True)
        self.search = SearchField()
        self.list = _ServiceList()
        self.search.search_changed.connect(lambda _: self._fill())
        self.search.down_pressed.connect(self.list.setFocus)
        self.search.returnPressed.connect(self._choose_current)
        self.list.picked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._label, self.button, self._about, self.search, self.list):
            column.addWidget(widget)
        self._label.setVisible(not is_compact)
        services.changed.connect(self.refresh)
        self.is_open = False
        self.close_list()
        self._retranslate()

    def service_id(self) -> ServiceId | None:
        """Return what is chosen; None for the default."""
        return self._service_id

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one to choose from."""
        return len(self._services.all()) > 1

    def set_service(self, service_id: ServiceId | None) -> None:
        """Show what is chosen already."""
        self._service_id = service_id
        self.refresh()

    def refresh(self) -> None:
        """Show the services as they stand."""
        service = self._services.get(self._service_id)
        self.setVisible(self.has_choice)
        name = shown_line(service.name) if service is not None else self.tr("Choose a service")
        self.button.setItemText(0, name)
        self.button.setAccessibleName(self.tr("Service: {name}").format(name=name))
        about = shown_line(service.description) if service is not None else ""
        self._about.setText(about)
        self._about.setVisible(bool(about) and not self.is_open and not self._is_compact)
        self._fill()
        self.resized.emit()

    def open_list(self) -> None:
        """Show what can be chosen."""
        self.is_open = True
        self.search.clear()
        self.search.setVisible(len(self._services.all()) >= SEARCH_FROM)
        self.list.setVisible(True)
        self.refresh()
        (self.search if self.search.isVisibleTo(self) else self.list).setFocus()

    def close_list(self) -> None:
        """Put the list away."""
        self.is_open = False
        self.search.setVisible(False)
        self.list.setVisible(False)
        self.refresh()

    def _toggle(self) -> None:
        if self.is_open:
            self.close_list()
        else:
            self.open_list()

    def _fill(self) -> None:
        found = self._services.found(self.search.text())
        self.list.show_services(found, self._services.get(self._service_id))

    def _choose_current(self) -> None:
        service = self.list.currentIndex().data(ServiceRole)
        if isinstance(service, ServiceRecord):
            self._choose(service)

    def _choose(self, service: ServiceRecord) -> None:
        self._service_id = service.service_id
        self.close_list()
        self.button.setFocus()
        self.chosen.emit(service.service_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.close_list()
            self.button.setFocus()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Service"))
        self.list.setAccessibleName(self.tr("Services"))
        self.refresh()


class _Choice(QComboBox):
    """Looks and answers like any field with a list; the list is the picker's own, which can be searched."""

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.addItem("")

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        self.toggled.emit()


class _ServiceList(QListView):
    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Services()
        self.setModel(self._rows)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.clicked.connect(self._pick)

    def show_services(self, services: list[ServiceRecord], chosen: ServiceRecord | None) -> None:
        self._rows.show_services(services)
        place = services.index(chosen) if chosen in services else 0
        self.setCurrentIndex(self._rows.index(place))
        self.setFixedHeight(max(1, min(MOST_ROWS, len(services))) * ROW_PX + 4)

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
