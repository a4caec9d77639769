"""*New ticket*: leaves a message when nobody can talk now. What is written survives closing and failed tries (A-37)."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget

from endpoint_agent.presenters.tickets import TicketsPresenter, first_line
from endpoint_agent.presenters.words import ticket_error_words
from shared.limits import MAX_TITLE_CHARS
from shared.widgets.dialog import Dialog


class TicketDialog(Dialog):
    """Closes itself once the ticket exists."""

    def __init__(self, tickets: TicketsPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=460)
        self._tickets = tickets
        self._intro = self.add_text("")
        self.title_field = QLineEdit()
        self.title_field.setMaxLength(MAX_TITLE_CHARS)
        self.text_field = QPlainTextEdit()
        self.text_field.setTabChangesFocus(True)
        self.text_field.setMinimumHeight(140)
        self._title_label = self.add_field("", self.title_field)
        self._text_label = self.add_field("", self.text_field)
        self._cancel: QPushButton = self.add_cancel()
        self.go = self.add_button("", "primary", is_default=True)
        self.title_field.textChanged.connect(self._written)
        self.text_field.textChanged.connect(self._written)
        self.go.clicked.connect(tickets.submit)
        tickets.draft_changed.connect(self._refresh)
        tickets.opened.connect(self.accept)
        self.retranslate()

    def begin(self) -> None:
        """Show the ticket being written."""
        draft = self._tickets.draft
        if draft is not None:
            self.title_field.setText(draft.title)
            self.text_field.setPlainText(draft.description)
        self._refresh()
        (self.text_field if self.title_field.text() else self.title_field).setFocus()

    def _written(self) -> None:
        self._tickets.write(self.title_field.text(), self.text_field.toPlainText())
        self._refresh()

    def _refresh(self) -> None:
        draft = self._tickets.draft
        if draft is None:
            return
        self.go.setEnabled(bool(draft.title.strip() or draft.description.strip()) and not draft.is_busy)
        self.title_field.setPlaceholderText(first_line(draft.description))
        self.show_error(ticket_error_words(draft))

    def retranslate(self) -> None:
        self.set_title(self.tr("New ticket"))
        self._intro.setText(self.tr("Your IT support reads it and answers as soon as somebody is there."))
        self._title_label.setText(self.tr("Title"))
        self._text_label.setText(self.tr("What happened?"))
        self.title_field.setAccessibleName(self.tr("Title"))
        self.text_field.setAccessibleName(self.tr("What happened?"))
        self._cancel.setText(self.tr("Cancel"))
        self.go.setText(self.tr("Send ticket"))
        self._refresh()
