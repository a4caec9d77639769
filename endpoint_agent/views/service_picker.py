"""Chooses the service a request belongs to: what is chosen stands there, a click opens search, names and descriptions (H-08)."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from endpoint_agent.presenters.services import ServicesPresenter
from endpoint_agent.views.service_list import ServiceList
from shared.ids import ServiceId
from shared.protocol.routing import ServiceRecord
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.search_field import SearchField

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
        self.list = ServiceList()
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
        service = self.list.current()
        if service is not None:
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
