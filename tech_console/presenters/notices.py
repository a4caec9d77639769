"""When to make a sound and when to show a notification. What they say and sound like is the views' affair.

A request repeats until answered; messages ping once per conversation's burst and never for the talk in front of one.
Whoever does not want to be disturbed hears and sees nothing; requests wait in their list.
"""

import enum

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from shared.ids import ConversationId
from shared.protocol.requests import ChatRequestRecord
from shared.qt.file_words import listed_words
from tech_console.presenters.chat import Chats
from tech_console.presenters.incoming import Incoming, was_missed
from tech_console.presenters.preferences import Preferences
from tech_console.state.preference_values import PreferenceValues
from tech_console.state.talk import Row

REPEAT_MS = 10_000


class NoticeKind(enum.Enum):
    """What a notification is about."""

    REQUEST = "request"
    MISSED = "missed"
    MESSAGE = "message"


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One notification; `about` is the request or the conversation to show when it is clicked."""

    kind: NoticeKind
    about: str
    who: str
    where: str = ""
    text: str = ""


class Notices(QObject):
    """Signals: `sound(name)` with `request` or `message`; `attention()` when the window should make itself noticed;
    `notice(Notice)`; `withdrawn(about)` when one is moot.
    """  # noqa: D205 - the signals are one list

    attention = Signal()
    sound = Signal(str)
    notice = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, incoming: Incoming, chats: Chats, preferences: Preferences) -> None:
        super().__init__()
        self._incoming = incoming
        self._chats = chats
        self._preferences = preferences
        self._in_front: ConversationId | None = None
        self._pinged: set[ConversationId] = set()
        self._was_undisturbed = preferences.values.is_undisturbed
        self._repeat = QTimer(self, interval=REPEAT_MS)
        self._repeat.timeout.connect(self._ring)
        preferences.changed.connect(self._preferred)
        incoming.rang.connect(self._rang)
        incoming.stopped.connect(self._stopped)
        chats.arrived.connect(self._arrived)
        chats.unread_changed.connect(self._unread_changed)

    def set_in_front(self, conversation_id: ConversationId | None) -> None:
        """Say which talk is on screen in the active window; None for none."""
        self._in_front = conversation_id

    def stop(self) -> None:
        """Be quiet, for good."""
        self._repeat.stop()

    def _rang(self, request: ChatRequestRecord) -> None:
        self._ring()
        self._repeat.start()
        who = request.contact_name or request.os_user
        self._tell(NoticeKind.REQUEST, request.request_id, who, request.customer_name, request.reason)

    def _stopped(self, request: ChatRequestRecord) -> None:
        self.withdrawn.emit(request.request_id)
        if not self._incoming.ringing():
            self._repeat.stop()
        if was_missed(request):
            who = request.contact_name or request.os_user
            self._tell(NoticeKind.MISSED, request.request_id, who, request.customer_name, request.reason)

    def _ring(self) -> None:
        if self._preferences.values.is_undisturbed:
            return
        self.attention.emit()
        if self._preferences.values.sound_requests:
            self.sound.emit("request")

    def _preferred(self, values: PreferenceValues) -> None:
        """Whoever may be disturbed again hears at once of what still waits."""
        if self._was_undisturbed and not values.is_undisturbed and self._incoming.ringing():
            self._ring()
        self._was_undisturbed = values.is_undisturbed

    def _arrived(self, conversation_id: ConversationId, row: Row) -> None:
        in_front = conversation_id == self._in_front
        if in_front or conversation_id in self._pinged or self._preferences.values.is_undisturbed:
            return
        self.attention.emit()
        self._pinged.add(conversation_id)
        if self._preferences.values.sound_messages:
            self.sound.emit("message")
        record = self._chats.record(conversation_id)
        where = "" if record is None else record.customer_name
        said = row.text if row.file is None else listed_words(row.file)
        self._tell(NoticeKind.MESSAGE, conversation_id, row.sender_name, where, said)

    def _unread_changed(self, conversation_id: ConversationId) -> None:
        if not self._chats.unread().get(conversation_id):
            self._pinged.discard(conversation_id)

    def _tell(self, kind: NoticeKind, about: str, who: str, where: str, text: str) -> None:
        if self._preferences.values.notifications and not self._preferences.values.is_undisturbed:
            self.notice.emit(Notice(kind=kind, about=about, who=who, where=where, text=text))
