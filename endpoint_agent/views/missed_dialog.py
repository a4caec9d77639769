"""*Missed requests*: who wanted to talk while nobody answered, and what can be done about it now."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.missed import MissedRequest
from endpoint_agent.presenters.strips import moment_words
from endpoint_agent.views.placing import fit_height
from endpoint_agent.views.scroll_body import ScrollBody
from shared.widgets.avatar import Avatar
from shared.widgets.dialog import Dialog
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.tokens import GRID

MAX_LIST_PX = 360
EMPTY_PX = 220
translate = QCoreApplication.translate


class MissedDialog(Dialog):
    """Opening it marks all as seen. Signals: `chat_wanted(reason)`; `ticket_wanted(text)` where nobody can talk."""

    chat_wanted = Signal(str)
    ticket_wanted = Signal(str)

    def __init__(self, presenters: AgentPresenters, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=460)
        self._p = presenters
        self._area = ScrollBody()
        self._empty = EmptyState("phone")
        self._empty.setMinimumHeight(EMPTY_PX)
        self.body.addWidget(self._area)
        self.body.addWidget(self._empty, 1)
        self.rows: list[MissedRow] = []
        self.clear = self.add_button("", "ghost")
        self._close: QPushButton = self.add_button("", "primary", is_default=True)
        self.clear.clicked.connect(presenters.missed.forget_all)
        self._close.clicked.connect(self.accept)
        presenters.missed.changed.connect(self.refresh)
        presenters.status.changed.connect(self._name_buttons)
        self.retranslate()

    def begin(self) -> None:
        """Show them, and count them as seen."""
        self.refresh()
        self._p.missed.mark_seen()

    def refresh(self) -> None:
        """Show the requests as they stand."""
        while (item := self._area.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [self._row(missed) for missed in self._p.missed.newest_first()]
        self._area.setVisible(bool(self.rows))
        self._empty.setVisible(not self.rows)
        self.clear.setVisible(bool(self.rows))
        self._name_buttons()
        self._area.fit(max(self.width(), self.minimumWidth()) - 6 * GRID, MAX_LIST_PX)
        fit_height(self)

    def _row(self, missed: MissedRequest) -> "MissedRow":
        row = MissedRow(missed)
        row.back.clicked.connect(lambda: self._call_back(missed))
        self._area.column.addWidget(row)
        return row

    def _call_back(self, missed: MissedRequest) -> None:
        """Ask for a technician, or leave a ticket where nobody is there; either begins with what it is about."""
        text = back_words(missed)
        (self.chat_wanted if self._p.status.can_ask else self.ticket_wanted).emit(text)
        self._p.missed.forget(missed.request_id)
        self.accept()

    def _name_buttons(self) -> None:
        words = self.tr("Call back") if self._p.status.can_ask else self.tr("New ticket")
        for row in self.rows:
            row.back.setText(words)
            row.back.setAccessibleName(f"{words}: {shown_line(row.missed.technician_name)}")

    def retranslate(self) -> None:
        self.set_title(self.tr("Missed requests"))
        self.clear.setText(self.tr("Clear list"))
        self._close.setText(self.tr("Close"))
        self._empty.set_words(
            self.tr("No missed requests"),
            self.tr("When a technician wants to talk and nobody answers, it stands here."),
        )
        self.refresh()


class MissedRow(QFrame):
    """One request: who, when, why, and the button that answers it now."""

    def __init__(self, missed: MissedRequest) -> None:
        super().__init__()
        self.missed = missed
        self.back = QPushButton()
        self.back.setProperty("compact", True)
        self.back.setAutoDefault(False)
        picture = Avatar(36)
        picture.set_person(missed.technician_name, missed.technician_name)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(ElidedLabel(shown_line(missed.technician_name), kind="strong"))
        lines.addWidget(Label(_when(missed), kind="small"))
        if missed.reason.strip():
            lines.addWidget(Label(missed.reason.strip(), kind="muted", wraps=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 4, 10)
        row.setSpacing(12)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)


def _when(missed: MissedRequest) -> str:
    at = moment_words(missed.at)
    return translate("Missed", "{time} · you did not want to be disturbed").format(time=at) if missed.was_quiet else at


def back_words(missed: MissedRequest) -> str:
    """Return what a request or ticket that answers a missed one begins with."""
    words = translate("Missed", "{name} asked for me ({time}).")
    text = words.format(name=shown_line(missed.technician_name), time=moment_words(missed.at))
    return f"{text}\n{missed.reason.strip()}" if missed.reason.strip() else text
