"""*New ticket*: leaves a message when nobody can talk now. What is written survives closing and failed tries (A-37)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.ticket_draft import first_line
from endpoint_agent.presenters.ticket_words import draft_error_words, priority_words, snapshot_facts
from endpoint_agent.views.attachments import Attachments
from endpoint_agent.views.placing import FRAME_PX, fit_height
from endpoint_agent.views.scroll_body import ScrollBody
from endpoint_agent.views.service_picker import ServicePicker
from shared.limits import MAX_TITLE_CHARS
from shared.protocol.tickets import Priority
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID

PRIORITIES = tuple(Priority)
TEXT_PX = 112
AROUND_PX = 200
"""Title, error line and buttons, which do not scroll."""


class TicketDialog(Dialog):
    """Closes itself once the ticket exists, or waits for a connection. Signals: `capture_wanted()`."""

    capture_wanted = Signal()

    def __init__(self, presenters: AgentPresenters, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=480)
        self._p = presenters
        self._draft = presenters.draft
        self._is_filling = False
        self._file_error = ""
        self._area = ScrollBody(spacing=GRID + 4)
        self.body.addWidget(self._area)
        # Title, error and buttons stay in sight on a screen that is too low for all the fields.
        self.body = self._area.column
        self._intro = self.add_text("")
        self.services = ServicePicker(presenters.services)
        self.body.addWidget(self.services)
        self.title_field = QLineEdit()
        self.title_field.setMaxLength(MAX_TITLE_CHARS)
        self.text_field = QPlainTextEdit()
        self.text_field.setTabChangesFocus(True)
        self.text_field.setFixedHeight(TEXT_PX)
        self._title_label = self.add_field("", self.title_field)
        self._text_label = self.add_field("", self.text_field)
        self.priority = QComboBox()
        self._priority_label = self.add_field("", self.priority)
        self.files = Attachments(presenters.files)
        self.body.addWidget(self.files)
        self._add_snapshot()
        self._cancel: QPushButton = self.add_cancel()
        self.go = self.add_button("", "primary", is_default=True)
        self.setAcceptDrops(True)
        self._connect()
        self.retranslate()

    def _add_snapshot(self) -> None:
        self.along = QToolButton()
        self.along.setCheckable(True)
        self.along.setArrowType(Qt.ArrowType.RightArrow)
        self.along.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.facts = QWidget()
        self.facts.setVisible(False)
        self._grid = QGridLayout(self.facts)
        self._grid.setContentsMargins(20, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        box = QVBoxLayout()
        box.setSpacing(4)
        box.addWidget(self.along, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.facts)
        self.body.addLayout(box)

    def _connect(self) -> None:
        self.title_field.textChanged.connect(self._written)
        self.text_field.textChanged.connect(self._written)
        self.priority.activated.connect(self._written)
        self.services.chosen.connect(self._written)
        self.services.resized.connect(self._fit)
        self.files.changed.connect(self._written)
        self.files.refused.connect(self._file_refused)
        self.files.capture_wanted.connect(self.capture_wanted)
        self.along.toggled.connect(self._show_facts)
        self.go.clicked.connect(self._draft.submit)
        self._draft.changed.connect(self._refresh)
        self._draft.sent.connect(self.accept)
        self._draft.kept.connect(self.accept)
        self._p.status.changed.connect(self._name_button)

    def begin(self) -> None:
        """Show the ticket being written."""
        self._file_error = ""
        self._fill()
        self._refresh()
        (self.text_field if self.title_field.text() else self.title_field).setFocus()

    def _fill(self) -> None:
        draft = self._draft.value
        if draft is None:
            return
        self._is_filling = True
        self.services.set_service(draft.service_id)
        self.title_field.setText(draft.title)
        self.text_field.setPlainText(draft.description)
        self.priority.setCurrentIndex(PRIORITIES.index(draft.priority))
        self.files.set_paths(draft.files)
        self._is_filling = False
        self._fill_facts()

    def _written(self) -> None:
        if not self._is_filling:
            self._draft.write(
                title=self.title_field.text(),
                description=self.text_field.toPlainText(),
                service_id=self.services.service_id(),
                priority=PRIORITIES[self.priority.currentIndex()],
                files=self.files.paths(),
                code="",
            )
            self._refresh()

    def _refresh(self) -> None:
        draft = self._draft.value
        if draft is None:
            return
        if draft.files != self.files.paths():
            self.files.set_paths(draft.files)
        self.go.setEnabled(not (draft.is_empty or draft.too_many_chars or draft.is_busy))
        self.title_field.setPlaceholderText(first_line(draft.description))
        self.show_error(draft_error_words(draft) or self._file_error)
        self._name_button()
        self._fit()

    def _file_refused(self, words: str) -> None:
        self._file_error = words
        self._refresh()

    def _show_facts(self, shown: bool) -> None:
        self.along.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self.facts.setVisible(shown)
        self._fit()

    def _fill_facts(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(snapshot_facts(self._draft.snapshot)):
            self._grid.addWidget(Label(name, kind="small"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Label(value, kind="small", wraps=True), row, 1)

    def _name_button(self) -> None:
        is_ready = self._p.status.can_open_ticket
        self.go.setText(self.tr("Send ticket") if is_ready else self.tr("Send when connected"))

    def _fit(self) -> None:
        """Take the room the fields need, as far as the screen has it."""
        most = self.screen().availableGeometry().height() - FRAME_PX - AROUND_PX
        self._area.fit(max(self.width(), self.minimumWidth()) - 6 * GRID, most)
        fit_height(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.files.add([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def retranslate(self) -> None:
        self.set_title(self.tr("New ticket"))
        self._intro.setText(self.tr("Your IT support reads it and answers as soon as somebody is there."))
        for label, field, words in (
            (self._title_label, self.title_field, self.tr("Title")),
            (self._text_label, self.text_field, self.tr("What happened?")),
            (self._priority_label, self.priority, self.tr("How urgent is it?")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        chosen = max(0, self.priority.currentIndex())
        self.priority.clear()
        self.priority.addItems([priority_words(priority) for priority in PRIORITIES])
        self.priority.setCurrentIndex(chosen if self._draft.value is not None else PRIORITIES.index(Priority.NORMAL))
        self.along.setText(self.tr("What is sent along"))
        self._cancel.setText(self.tr("Cancel"))
        self._fill_facts()
        self._name_button()
        self._refresh()
