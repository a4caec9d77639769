"""The head of a conversation: the technician, the organisation, the ticket, and how sure the other side is of you."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.talk import Talk
from shared.widgets.avatar import Avatar
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import shown_line
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID


class TalkHeader(QFrame):
    """Signals: `back_clicked()`; `close_clicked()` to end the conversation."""

    back_clicked = Signal()
    close_clicked = Signal()

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
        self._close = self._menu.addAction("")
        self._close.triggered.connect(self.close_clicked)
        self._more.setMenu(self._menu)
        self._talk: Talk | None = None
        self._lay_out()
        self._retranslate()

    def _lay_out(self) -> None:
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(self.name)
        lines.addWidget(self.state)
        self._row = row = QHBoxLayout(self)
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
        organisation, over = shown_line(record.organisation), self.tr("Closed conversation")
        self.state.setText(organisation if record.open else f"{organisation} · {over}" if organisation else over)
        self._ticket.setText(f"#{record.ticket_number}")
        self._pill.setVisible(record.ticket_number is not None)
        self._pill.setToolTip(self.tr("The ticket of this conversation"))
        shield = record.shield
        self._shield.set_identity(Identity(shield.level, shield.by, shield.at))
        self._more.setVisible(record.open)
        # A button brings its own room along; without it the shield stands in line with the texts below.
        self._row.setContentsMargins(8, 10, 12 if record.open else 2 * GRID, 10)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        for button, words in ((self._back, self.tr("All conversations")), (self._more, self.tr("More"))):
            button.setAccessibleName(words)
            button.setToolTip(words)
        self._close.setText(self.tr("Close conversation"))
        if self._talk is not None:
            self.show_talk(self._talk)


def _tool(name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "muted"))
    button.setIconSize(QSize(20, 20))
    return button
