"""The head of a device page: what it is, how it stands, who sits there, its tags, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shared.protocol.directory import DeviceRecord, DeviceState, OsSessionRecord
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated
from shared.widgets.theme import set_kind, tokens_of
from shared.widgets.tokens import GRID
from tech_console.models.device_columns import DeviceClock, address_words, os_words, status_words
from tech_console.models.units import ago_words
from tech_console.models.words import Counted, day_and_clock
from tech_console.state.device_status import DeviceStatus, agent_version
from tech_console.state.queries import live_sessions
from tech_console.views.device_dialogs import TagsDialog
from tech_console.views.device_manage import Manage, open_dialog
from tech_console.views.device_marks import StatusMark, draw_chip
from tech_console.views.parts import button, icon_button
from tech_console.views.ui import Ui

CHIP = 22


class DeviceHeader(QFrame):
    """Signals: `closed()`, `refresh_wanted()`; `chat_wanted`, `message_wanted`, `new_ticket_wanted`, `revoke_wanted`
    (device_id).
    """  # noqa: D205 - the signals are one list

    closed = Signal()
    refresh_wanted = Signal()
    chat_wanted = Signal(str)
    message_wanted = Signal(str)
    new_ticket_wanted = Signal(str)
    revoke_wanted = Signal(str)

    def __init__(self, ui: Ui, clock: DeviceClock) -> None:
        super().__init__()
        self._ui, self._clock = ui, clock
        self._device: DeviceRecord | None = None
        self.setProperty("kind", "panel")
        self.back = icon_button("arrow-left", self.tr("Back to the list (Esc)"), self.closed.emit)
        self._mark = StatusMark()
        self._name = ElidedLabel("", kind="title")
        self._status = Label("", kind="strong")
        self._facts = ElidedLabel("", kind="muted")
        self._people = ElidedLabel("")
        self._tags = TagRow()
        self._edit_tags = button(self.tr("Tags…"), self._open_tags, "ghost", "tag")
        self.chat = button(self.tr("Start chat"), lambda: self._say(self.chat_wanted), "primary", "message-square-plus")
        self.message = button(self.tr("Leave a message"), lambda: self._say(self.message_wanted), icon_name="mail")
        self.ticket = button(self.tr("New ticket"), lambda: self._say(self.new_ticket_wanted), icon_name="ticket-plus")
        self.manage = Manage(ui, self)
        self.manage.message_wanted.connect(self.message_wanted)
        self.manage.new_ticket_wanted.connect(self.new_ticket_wanted)
        self.manage.revoke_wanted.connect(self.revoke_wanted)
        self.refresh = icon_button("refresh-cw", self.tr("Have the device look now (F5)"), self.refresh_wanted.emit)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.back)
        top.addWidget(self._name, 1)
        for part in (self.chat, self.message, self.ticket, self.manage.button, self.refresh):
            top.addWidget(part)
        second = QHBoxLayout()
        second.setSpacing(GRID)
        second.addSpacing(40)
        second.addWidget(self._mark)
        second.addWidget(self._status)
        second.addWidget(self._facts, 1)
        third = QHBoxLayout()
        third.setSpacing(GRID)
        third.addSpacing(40)
        third.addWidget(self._people, 1)
        third.addWidget(self._tags)
        third.addWidget(self._edit_tags)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 10, 2 * GRID, GRID)
        column.setSpacing(4)
        for line in (top, second, third):
            column.addLayout(line)

    def _say(self, signal: SignalInstance) -> None:
        if self._device is not None:
            signal.emit(self._device.device_id)

    def show_device(self, device: DeviceRecord) -> None:
        """Show a device as it stands now."""
        self._device = device
        world = self._ui.console.world.snapshot
        status = self._clock.status(device)
        is_here = device.state is DeviceState.APPROVED and status not in {DeviceStatus.OFFLINE, DeviceStatus.OVERDUE}
        self._name.setText(device.name)
        self._mark.set_status(status)
        self._status.setText(status_words(device, status))
        self._facts.setText(self._fact_words(device))
        self._people.setText(self._people_words(device))
        self._tags.set_tags(device.tags)
        self._edit_tags.setVisible(world.may("chat"))
        self.chat.setVisible(is_here)
        self.chat.setEnabled(world.may("chat"))
        self.message.setVisible(not is_here and device.state is DeviceState.APPROVED)
        set_kind(self.message, "primary")
        self.message.setEnabled(world.may("chat") and bool(device.os_sessions))
        self.ticket.setEnabled(world.may("edit_tickets") or world.may("chat"))
        self.manage.show_device(device)
        self.refresh.setEnabled(device.online)

    def _fact_words(self, device: DeviceRecord) -> str:
        customer = self._ui.console.world.snapshot.customers.get(device.customer_id)
        seen = ""
        if not device.online and device.last_seen_at is not None:
            seen = self.tr("last seen {ago}").format(ago=ago_words(device.last_seen_at, self._clock.now))
        version = agent_version(device)
        parts = (
            seen,
            "" if customer is None else isolated(customer.name),
            os_words(device),
            address_words(device),
            self.tr("agent {version}").format(version=version) if version else "",
        )
        self._facts.setStatusTip(day_and_clock(device.last_seen_at))
        return " · ".join(part for part in parts if part)

    def _people_words(self, device: DeviceRecord) -> str:
        live = live_sessions(device)
        if live:
            return ", ".join(self._session_words(session) for session in live)
        if device.facts.last_user:
            return self.tr("Nobody is signed in; the last one was {user}").format(user=isolated(device.facts.last_user))
        return self.tr("Nobody is signed in")

    def _session_words(self, session: OsSessionRecord) -> str:
        parts = [isolated(session.os_user)]
        if session.state.value == "idle":
            parts.append(Counted().idle(max(1, session.idle_s // 60)))
        else:
            words = {"active": self.tr("active"), "locked": self.tr("locked")}
            parts.append(words.get(session.state.value, session.state.value))
        if session.is_undisturbed:
            parts.append(self.tr("does not want to be disturbed"))
        return " · ".join(parts)

    def _open_tags(self) -> None:
        if self._device is not None:
            open_dialog(TagsDialog(self._ui, [self._device], self.window()))


class TagRow(QWidget):
    """Tags as chips on one line; what does not fit is counted at the end."""

    MOST = 4

    def __init__(self) -> None:
        super().__init__()
        self._tags: tuple[str, ...] = ()
        self.setFixedHeight(CHIP + 2)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_tags(self, tags: Sequence[str]) -> None:
        """Show other tags."""
        self._tags = tuple(tags)
        self.setAccessibleName(", ".join(tags))
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shown = self._tags[: self.MOST]
        width = sum(min(120, metrics.horizontalAdvance(tag) + 18) + 4 for tag in shown)
        return QSize(width + (28 if len(self._tags) > self.MOST else 0), CHIP + 2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter, left = QPainter(self), 0.0
        t = tokens_of(self)
        for tag in self._tags[: self.MOST]:
            left += draw_chip(painter, QRectF(left, 1, min(120.0, self.width() - left), CHIP), tag, t) + 4
        if (more := len(self._tags) - self.MOST) > 0:
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawText(QRectF(left, 1, 28, CHIP), f"+{more}")
        painter.end()
