"""Dialogs about one ticket: time worked, whom it is about, merging it into another one after a look at that."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QSpinBox, QWidget

from shared.ids import TicketId
from shared.protocol.directory import DeviceState
from shared.protocol.tickets import EntryKind, TicketRecord
from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated, shown_line
from shared.widgets.search_field import SearchField
from tech_console.models.directory import full_name
from tech_console.models.words import clock_or_day, ticket_state_words
from tech_console.views.asking import AskingDialog
from tech_console.views.choice_box import ChoiceBox
from tech_console.views.parts import add_field, form
from tech_console.views.ui import Ui

ROW = 34
MOST_MINUTES = 24 * 60


class TimeDialog(AskingDialog):
    """Minutes worked, with a note for colleagues if there is something to say."""

    def __init__(self, ui: Ui, ticket: TicketRecord, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self._id = ticket.ticket_id
        self.set_title(self.tr("Add time worked"))
        self._minutes = QSpinBox(minimum=1, maximum=MOST_MINUTES, value=15, singleStep=5)
        self._minutes.setSuffix(self.tr(" min"))
        self._text = QPlainTextEdit()
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(84)
        fields = form()
        add_field(fields, self.tr("Time"), self._minutes)
        add_field(fields, self.tr("Internal note (optional)"), self._text)
        self.body.addLayout(fields)
        self.add_verb(self.tr("Add time"))
        self._minutes.setFocus()
        self._minutes.selectAll()

    def submit(self) -> None:
        threads = self.ui.console.threads
        text = self._text.toPlainText()
        self.follow(threads.add(EntryKind.NOTE, text, minutes=self._minutes.value(), ticket_id=self._id))


class PeopleDialog(AskingDialog):
    """Whom a ticket is about: another requester, another device of the same customer, or nobody."""

    def __init__(self, ui: Ui, ticket: TicketRecord, parent: QWidget) -> None:
        super().__init__(ui, "", parent)
        self._ticket = ticket
        self.set_title(self.tr("Requester and device"))
        self.add_text(self.tr("Another device also takes the ticket out of the list of the agent it came from."))
        customers, nobody = ui.console.customers, self.tr("None")
        contacts = [(c.contact_id, full_name(c)) for c in customers.contacts_of(ticket.customer_id)]
        devices = [
            (d.device_id, d.name)
            for d in customers.devices_of(ticket.customer_id)
            if d.state is not DeviceState.REVOKED or d.device_id == ticket.device_id
        ]
        self._contact, self._device = ChoiceBox(), ChoiceBox()
        self._contact.set_choices([(None, nobody), *contacts], ticket.contact_id, ticket.contact_name)
        self._device.set_choices([(None, nobody), *devices], ticket.device_id, ticket.device_name)
        fields = form()
        add_field(fields, self.tr("Requester"), self._contact)
        add_field(fields, self.tr("Device"), self._device)
        self.body.addLayout(fields)
        self.add_verb(self.tr("Save"))
        self._contact.setFocus()

    def submit(self) -> None:
        chosen = {"contact_id": self._contact.value(), "device_id": self._device.value()}
        changes = {name: value for name, value in chosen.items() if value != getattr(self._ticket, name)}
        if not changes:
            self.accept()
            return
        self.follow(self.ui.console.tickets.edit(self._ticket.ticket_id, self._ticket.version, **changes))


class MergeDialog(AskingDialog):
    """Find the other ticket by number or words; below, what will happen to which."""

    def __init__(self, ui: Ui, ticket: TicketRecord, parent: QWidget) -> None:
        super().__init__(ui, "", parent, width=520)
        self._ticket = ticket
        self.set_title(self.tr("Merge #{number} into another ticket").format(number=ticket.number))
        self.add_text(
            self.tr(
                "This ticket is closed; the other one then shows its conversations, notes and files too."
                " It cannot be undone."
            )
        )
        self._search = SearchField()
        self._search.setPlaceholderText(self.tr("Number, title, requester or device"))
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Tickets"))
        self._list.setProperty("kind", "boxed")
        self._list.setMinimumHeight(2 * ROW + 8)
        self._list.setMaximumHeight(5 * ROW + 8)
        self._preview = Label("", kind="muted", wraps=True)
        self._preview.setMinimumHeight(54)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self._search, self._list, self._preview):
            self.body.addWidget(part)
        self.add_verb(self.tr("Merge"), "danger")
        self._search.search_changed.connect(self._find)
        self._search.down_pressed.connect(self._list.setFocus)
        self._list.currentItemChanged.connect(lambda *_: self._show())
        self._find("")
        self._search.setFocus()

    def _find(self, text: str) -> None:
        self._list.clear()
        for ticket in self.ui.console.tickets.look_up(text, self._ticket.customer_id):
            if ticket.ticket_id == self._ticket.ticket_id or ticket.merged_into is not None:
                continue
            words = f"#{ticket.number}  {shown_line(ticket.title)} · {ticket_state_words(ticket.state)}"
            item = QListWidgetItem(words, self._list)
            item.setData(Qt.ItemDataRole.UserRole, ticket.ticket_id)
            item.setSizeHint(QSize(0, ROW))
        if text and self._list.count():
            self._list.setCurrentRow(0)
        self._show()

    def _chosen(self) -> TicketRecord | None:
        item: QListWidgetItem | None = self._list.currentItem()
        if item is None:
            return None
        return self.ui.console.tickets.find(TicketId(item.data(Qt.ItemDataRole.UserRole)))

    def _show(self) -> None:
        other = self._chosen()
        self.show_error("")
        if other is None:
            words = self.tr("Choose the ticket that goes on.") if self._list.count() else self.tr("No ticket fits.")
        else:
            words = self.tr("#{number} goes on: {title}\n{requester}, changed {when}").format(
                number=other.number,
                title=isolated(other.title),
                requester=isolated(other.contact_name or other.device_name or other.customer_name),
                when=clock_or_day(other.updated_at),
            )
        self._preview.setText(words)

    def submit(self) -> None:
        other = self._chosen()
        if other is None:
            self.show_error(self.tr("Please choose a ticket."))
            return
        self.follow(self.ui.console.tickets.merge(self._ticket.ticket_id, other.ticket_id))
