"""One device: how it is found, who sits there, what can be done. *Manage → More tools → Helpdesk agent → Activate*."""

from functools import partial

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shared.ids import CustomerId, DeviceId
from shared.protocol.directory import DeviceRecord, DeviceState, OsSessionRecord
from shared.widgets.avatar import Avatar
from shared.widgets.banner import Banner
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID
from tech_console.models.device_columns import DeviceClock, address_words, helpdesk_words, os_words, status_words
from tech_console.models.directory import full_name
from tech_console.models.units import share_words, size_words
from tech_console.models.words import day_and_clock, device_state_words, presence_words, ticket_state_words
from tech_console.state.queries import presence, tickets_of_device
from tech_console.state.snapshot import Change, Kind
from tech_console.views.device_header import TagRow
from tech_console.views.device_manage import Manage
from tech_console.views.device_marks import StatusMark
from tech_console.views.parts import bar, button, clear, fact, hairline, icon_button, scrolled
from tech_console.views.ui import Ui

LEAST_WIDTH = 320
MOST_WIDTH = 520
MOST_TICKETS = 5


class DevicePanel(QFrame):
    """Signals: `closed()`; `open_wanted` (the whole page), `chat_wanted`, `message_wanted`, `new_ticket_wanted`, `revoke_wanted` (device_id);
    `ticket_wanted(ticket_id)`.
    """  # noqa: D205 - the signals are one list

    closed = Signal()
    open_wanted = Signal(str)
    chat_wanted = Signal(str)
    message_wanted = Signal(str)
    new_ticket_wanted = Signal(str)
    revoke_wanted = Signal(str)
    ticket_wanted = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._id = DeviceId("")
        self._clock = DeviceClock()
        self.setProperty("kind", "panel")
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        self._banner = Banner()
        self._banner.action_clicked.connect(lambda: ui.console.devices.approve(self._id))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._column.setSpacing(GRID + 4)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(GRID + 4)
        self._column.addWidget(self._banner)
        self._column.addLayout(self._buttons())
        self._column.addLayout(self._facts)
        self._column.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(scrolled(inside), 1)
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._show)

    def _head(self) -> QWidget:
        head, row = bar()
        self._name = ElidedLabel("", kind="heading")
        row.addWidget(self._name, 1)
        self.open = icon_button(
            "external-link", self.tr("Open the page of this device (Enter)"), lambda: self.open_wanted.emit(self._id)
        )
        row.addWidget(self.open)
        row.addWidget(icon_button("x", self.tr("Close"), self.closed.emit))
        return head

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        self.chat = button(
            self.tr("Start chat"), lambda: self.chat_wanted.emit(self._id), "primary", "message-square-plus"
        )
        self.message = button(self.tr("Leave a message"), lambda: self.message_wanted.emit(self._id), "primary", "mail")
        self._manage = Manage(self._ui, self)
        self._manage.message_wanted.connect(self.message_wanted)
        self._manage.new_ticket_wanted.connect(self.new_ticket_wanted)
        self._manage.revoke_wanted.connect(self.revoke_wanted)
        self.manage = self._manage.button
        row.addWidget(self.chat, 1)
        row.addWidget(self.message, 1)
        row.addWidget(self.manage)
        return row

    def show_device(self, device_id: str) -> None:
        """Show another device."""
        self._id = DeviceId(device_id)
        self._show()

    def _changed(self, change: Change) -> None:
        is_ours = change.kind is Kind.DEVICE and change.id == self._id
        if is_ours or (change.kind is Kind.TICKET and getattr(change.after, "device_id", None) == self._id):
            self._show()

    def _show(self) -> None:
        device = self._ui.console.devices.find(self._id)
        if device is None:
            return
        world = self._ui.console.world.snapshot
        self._clock.tick(self._ui.console.settings.record.overdue_after_h)
        self._name.setText(device.name)
        approved = device.state is DeviceState.APPROVED
        is_here = presence(device).word != "offline"
        self._say_state(device)
        self.chat.setVisible(is_here or not approved)
        self.chat.setEnabled(approved and world.may("chat") and is_here)
        self.message.setVisible(approved and not is_here)
        self.message.setEnabled(world.may("chat") and bool(device.os_sessions))
        self._manage.show_device(device)
        clear(self._facts)
        self._add_status(device)
        self._add_facts(device)
        self._add_sessions(device)
        self._add_people(device)
        self._add_tickets()

    def _say_state(self, device: DeviceRecord) -> None:
        if device.state is DeviceState.PENDING:
            may = self._ui.console.world.snapshot.may("manage_devices")
            self._banner.say(
                "warn", self.tr("This device waits for approval."), self.tr("Approve") if may else "", "shield-alert"
            )
        elif device.state is DeviceState.REVOKED:
            self._banner.say("error", self.tr("This device was revoked. It must be enrolled again."))
        else:
            self._banner.clear()

    def _add_status(self, device: DeviceRecord) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        mark = StatusMark()
        status = self._clock.status(device)
        mark.set_status(status)
        row.addWidget(mark)
        row.addWidget(Label(status_words(device, status), kind="strong"))
        row.addStretch()
        self._facts.addLayout(row)
        if device.tags:
            tags = TagRow()
            tags.set_tags(device.tags)
            self._facts.addWidget(tags)

    def _add_facts(self, device: DeviceRecord) -> None:
        customer = self._ui.console.customers.find(CustomerId(device.customer_id))
        facts = device.facts
        free = share_words(facts.disk_free_percent)
        for caption, value in (
            (self._ui.say(self.tr("{Customer}")), customer.name if customer is not None else ""),
            (self.tr("Last seen"), "" if device.online else day_and_clock(device.last_seen_at)),
            (self.tr("Helpdesk agent"), helpdesk_words(device)),
            (self.tr("System"), os_words(device)),
            (self.tr("Address"), address_words(device)),
            (self.tr("Make and model"), f"{facts.make} {facts.model}".strip()),
            (self.tr("Memory"), size_words(facts.memory_bytes)),
            (self.tr("Fullest disk"), self.tr("{percent} free").format(percent=free) if free else ""),
            (self.tr("Restart"), self.tr("Pending") if facts.is_reboot_pending else ""),
            (self.tr("Enrolment"), f"{device_state_words(device.state)} · {day_and_clock(device.enrolled_at)}"),
        ):
            if value:
                self._facts.addWidget(fact(caption, value))

    def _add_sessions(self, device: DeviceRecord) -> None:
        self._facts.addWidget(hairline())
        self._facts.addWidget(Label(self.tr("People signed in"), kind="strong"))
        for session in device.os_sessions:
            self._facts.addWidget(self._session(device, session))

    def _session(self, device: DeviceRecord, session: OsSessionRecord) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        avatar = Avatar(28)
        avatar.set_person(session.os_user, session.device_key_id)
        avatar.set_presence(session.online)
        row.addWidget(avatar)
        row.addWidget(ElidedLabel(session.os_user), 1)
        alone = msgspec.structs.replace(device, os_sessions=[session], online=session.online)
        row.addWidget(Label(presence_words(alone), kind="small"))
        return box

    def _add_people(self, device: DeviceRecord) -> None:
        contacts = self._ui.console.world.snapshot.contacts
        known = [contacts[id_] for id_ in device.contact_ids if id_ in contacts]
        if known:
            self._facts.addWidget(hairline())
            caption = self._ui.say(self.tr("Assigned {contacts}"))
            self._facts.addWidget(fact(caption, "\n".join(full_name(contact) for contact in known)))

    def _add_tickets(self) -> None:
        found = tickets_of_device(self._ui.console.world.snapshot, self._id)
        if not found:
            return
        self._facts.addWidget(hairline())
        self._facts.addWidget(Label(self.tr("Tickets"), kind="strong"))
        for ticket in found[:MOST_TICKETS]:
            words = f"#{ticket.number} {ticket.title} · {ticket_state_words(ticket.state)}"
            row = QHBoxLayout()
            row.addWidget(ElidedLabel(words), 1)
            show = partial(self.ticket_wanted.emit, ticket.ticket_id)
            row.addWidget(icon_button("arrow-right", self.tr("Show ticket"), show))
            self._facts.addLayout(row)
