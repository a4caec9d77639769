"""The head of a conversation: the technician, the organisation, the ticket, and how sure the other side is of you."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.strips import since_words
from endpoint_agent.presenters.talk import Talk
from shared.widgets.avatar import Avatar
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.shield import Identity, Shield


class TalkHeader(QFrame):
    """Signals: `back_clicked()`; `close_clicked()` to end the conversation; `save_clicked()` to keep it as a file;
    `capture_clicked()` to show the screen.
    """  # noqa: D205 - the signals are one list

    back_clicked = Signal()
    close_clicked = Signal()
    save_clicked = Signal()
    capture_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._back = _tool("arrow-left")
        self._back.clicked.connect(self.back_clicked)
        self._avatar = Avatar(40)
        self.name = ElidedLabel("", kind="heading")
        self.state = ElidedLabel("", kind="small")
        self._shield = Shield(compact=True)
        self._ticket = Label("")
        self._pill = QFrame()
        self._pill.setProperty("kind", "banner_info")
        self._more = _tool("ellipsis-vertical")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._capture = self._menu.addAction("")
        self._capture.triggered.connect(self.capture_clicked)
        self._close = self._menu.addAction("")
        self._close.triggered.connect(self.close_clicked)
        self._save = self._menu.addAction("")
        self._save.triggered.connect(self.save_clicked)
        self._more.setMenu(self._menu)
        self._talk: Talk | None = None
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.name)
        lines.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 10, 12, 10)
        row.setSpacing(10)
        row.addWidget(self._back)
        row.addWidget(self._avatar)
        row.addLayout(lines, 1)
        inside = QHBoxLayout(self._pill)
        inside.setContentsMargins(8, 3, 8, 3)
        inside.addWidget(self._ticket)
        row.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._shield)
        row.addWidget(self._more)

    def show_talk(self, talk: Talk) -> None:
        """Show whose conversation this is and how it stands."""
        self._talk = talk
        record = talk.record
        if record is None:
            return
        self._avatar.set_person(record.technician_name, record.technician_id or talk.conversation_id)
        self.name.setText(shown_line(record.technician_name))
        over = self.tr("Closed conversation")
        state = [shown_line(record.organisation), since_words(talk) if record.open else over]
        self.state.setText(" · ".join(part for part in state if part))
        self._ticket.setText(f"#{record.ticket_number}")
        self._pill.setVisible(record.ticket_number is not None)
        self._pill.setToolTip(self.tr("The ticket of this conversation"))
        shield = record.shield
        self._shield.set_identity(Identity(shield.level, shield.by, shield.at))
        self._close.setVisible(record.open)
        self._capture.setVisible(record.open)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for button, words in ((self._back, self.tr("All conversations")), (self._more, self.tr("More"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._close.setText(self.tr("Close conversation"))
        self._capture.setText(self.tr("Send screenshot…"))
        self._save.setText(self.tr("Save conversation…"))
        if self._talk is not None:
            self.show_talk(self._talk)


def _tool(name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setIconSize(QSize(20, 20))
    return button
