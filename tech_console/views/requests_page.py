"""All requests of users: those that wait, those nobody took in the last days (L6), and how the others ended."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from shared.ids import ChatRequestId
from shared.limits import ACCEPT_WINDOW_S
from shared.protocol.requests import ChatRequestRecord, Direction
from shared.widgets.avatar import Avatar
from shared.widgets.countdown import Countdown
from shared.widgets.empty_state import EmptyState
from shared.widgets.labels import Label
from shared.widgets.search_field import SearchField
from shared.widgets.shield import Identity, Shield
from shared.widgets.tokens import GRID
from tech_console.models.requests import RequestModel
from tech_console.models.words import day_and_clock, person_of, request_state_words
from tech_console.presenters.incoming import was_missed
from tech_console.state.queries import is_live
from tech_console.state.snapshot import Change, Kind
from tech_console.views.cards import CardList
from tech_console.views.parts import bar, button, card, clear, fact, hairline, panel, scrolled
from tech_console.views.ui import Ui

LIST_WIDTH = 300


class RequestsPage(QWidget):
    """Signals: `talk_wanted(conversation_id)`; `device_wanted`, `chat_wanted`, `message_wanted` (device_id)."""

    talk_wanted = Signal(str)
    device_wanted = Signal(str)
    chat_wanted = Signal(str)
    message_wanted = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self.model = RequestModel()
        self.search = SearchField()
        self.search.setToolTip(self.tr("Words, or customer: device: is:missed is:waiting"))
        self.list = CardList(self.model, "request_id", with_shield=True)
        self.list.setAccessibleName(self.tr("Requests"))
        self._lists = QStackedWidget()
        self._empty = EmptyState("bell")
        self._none = EmptyState("bell-ring")
        self._right = QStackedWidget()
        self._body = QVBoxLayout()
        self._ring: Countdown | None = None
        self._lay_out()
        self.search.search_changed.connect(lambda _: self._filter())
        self.search.down_pressed.connect(self.list.setFocus)
        self.list.picked.connect(lambda _: self._show())
        ui.console.world.changed.connect(self._changed)
        ui.console.world.reloaded.connect(self._refill)
        ui.console.availability.changed.connect(self._say_empty)
        self._refill()

    def _lay_out(self) -> None:
        frame, column = panel()
        frame.setFixedWidth(LIST_WIDTH)
        head, row = bar()
        row.addWidget(self.search)
        column.addWidget(head)
        column.addWidget(self._choices())
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._empty)
        column.addWidget(self._lists, 1)
        inside = QWidget()
        inside.setLayout(self._body)
        self._body.setContentsMargins(4 * GRID, 4 * GRID, 4 * GRID, 4 * GRID)
        self._none.set_words(self.tr("No request selected"), self.tr("New ones also appear at the top right."))
        self._right.addWidget(self._none)
        self._right.addWidget(scrolled(inside))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(frame)
        row.addWidget(hairline(vertical=True))
        row.addWidget(self._right, 1)

    def _choices(self) -> QWidget:
        frame, row = bar()
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        self._all, self._missed = QPushButton(), QPushButton()
        for made in (self._all, self._missed):
            made.setProperty("kind", "mode")
            made.setCheckable(True)
            made.clicked.connect(self._filter)
            self._group.addButton(made)
            row.addWidget(made)
        row.addStretch()
        self._all.setChecked(True)
        return frame

    def take_focus(self) -> None:
        """Put the keyboard on the list, or into the search where it is empty."""
        (self.list if self.model.rowCount() else self.search).setFocus()

    def current(self) -> ChatRequestRecord | None:
        """Return the request in front."""
        return self.model.find(self.list.current_id())

    def show_request(self, request_id: str) -> None:
        """Bring one to the front."""
        self.list.select(request_id)
        self._show()

    def _filter(self) -> None:
        current = self.list.current_id()
        self.model.search(f"{'is:missed ' if self._missed.isChecked() else ''}{self.search.text()}")
        self.list.select(current)
        self._say_empty()
        self._show()

    def _changed(self, change: Change) -> None:
        if change.kind is not Kind.REQUEST or change.after is None:
            return
        if change.after.direction is Direction.FROM_USER:
            current = self.list.current_id()
            self.model.upsert(change.after)
            self.list.select(current)
            self._say_empty()
            if change.id == current:
                self._show()

    def _refill(self) -> None:
        requests = self._ui.console.world.snapshot.requests.values()
        self.model.set_records([r for r in requests if r.direction is Direction.FROM_USER])
        self._say_empty()
        self._show()

    def _say_empty(self) -> None:
        available = self._ui.console.availability.is_available
        hint = (
            self.tr("You are available: a new request rings here and at the top right.")
            if available
            else self.tr("You are not available. Change it in your profile at the top right to receive requests.")
        )
        if self._missed.isChecked() or self.search.text():
            self._empty.set_words(self.tr("No such request"), self.tr("Nothing here in the last seven days."))
        else:
            self._empty.set_words(self.tr("Nobody is waiting"), hint)
        # Texts inside an f-string are not found by the tool that collects them for translation.
        every, missed = self.tr("All requests"), self.tr("Missed requests")
        self._all.setText(f"{every}  {self.model.total()}")
        self._missed.setText(f"{missed}  {len(self._ui.console.missed.requests())}")
        self._lists.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _show(self) -> None:
        record = self.model.find(self.list.current_id())
        self._right.setCurrentIndex(0 if record is None else 1)
        self._drop_ring()
        clear(self._body)
        if record is not None:
            self._body.addWidget(self._card(record))
            self._body.addStretch()

    def _drop_ring(self) -> None:
        if self._ring is not None:
            self._ring.stop()
            self._ring = None

    def _card(self, record: ChatRequestRecord) -> QWidget:
        frame, column = card()
        frame.setMaximumWidth(640)
        column.addLayout(self._person(record))
        column.addWidget(hairline())
        if record.reason:
            column.addWidget(fact(self.tr("Reason"), record.reason))
        column.addWidget(fact(self._ui.say(self.tr("{Customer}")), record.customer_name))
        column.addWidget(fact(self.tr("Device"), record.device_name))
        if record.service_name:
            column.addWidget(fact(self.tr("Service"), record.service_name))
        column.addWidget(fact(self.tr("Signed in as"), record.os_user))
        column.addWidget(fact(self.tr("Asked at"), day_and_clock(record.created_at)))
        column.addLayout(self._buttons(record))
        return frame

    def _person(self, record: ChatRequestRecord) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        avatar = Avatar(48)
        avatar.set_person(person_of(record), record.contact_id or record.device_id)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label(person_of(record), kind="title", wraps=True))
        shield = Shield()
        shield.set_identity(Identity(record.shield.level, record.shield.by, record.shield.at))
        words.addWidget(shield)
        row.addWidget(avatar)
        row.addLayout(words, 1)
        if is_live(record):
            self._ring = Countdown(56)
            self._ring.start(self._ui.console.world.remaining_ms(record.request_id), ACCEPT_WINDOW_S * 1000)
            row.addWidget(self._ring)
        else:
            row.addWidget(Label(request_state_words(record), kind="muted"))
        return row

    def _buttons(self, record: ChatRequestRecord) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(self.tr("Show device"), lambda: self.device_wanted.emit(record.device_id), "ghost"))
        if is_live(record) and self._ui.console.world.snapshot.may("chat"):
            incoming, request_id = self._ui.console.incoming, ChatRequestId(record.request_id)
            row.addWidget(button(self.tr("Decline"), lambda: incoming.decline(request_id)))
            row.addWidget(button(self.tr("Accept"), lambda: incoming.accept(request_id), "primary"))
        elif record.conversation_id in self._ui.console.world.snapshot.conversations:
            talk = str(record.conversation_id)
            row.addWidget(button(self.tr("Show conversation"), lambda: self.talk_wanted.emit(talk), "primary"))
        elif was_missed(record) and self._ui.console.world.snapshot.may("chat"):
            device_id = record.device_id
            row.addWidget(button(self.tr("Leave a message"), lambda: self.message_wanted.emit(device_id)))
            row.addWidget(button(self.tr("Start chat"), lambda: self.chat_wanted.emit(device_id), "primary"))
        return row
