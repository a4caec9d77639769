"""One conversation: header, what was said, what is going on, where to write."""

import heapq

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.notices import Notice, talk_notice
from endpoint_agent.presenters.talk import Talk
from endpoint_agent.presenters.words import event_words
from endpoint_agent.views.talk_header import TalkHeader
from shared.ids import ConversationId
from shared.protocol.chat import ChatMessage
from shared.widgets.banner import Banner
from shared.widgets.chat_item import ChatItem, order_of
from shared.widgets.chat_view import ChatView
from shared.widgets.composer import Composer
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.talk_files import TalkFiles
from shared.widgets.theme import set_kind
from shared.widgets.transcript import transcript_of
from shared.widgets.transcript_saver import TranscriptSaver


class TalkPage(QWidget):
    """Shows one conversation at a time. Signals: `back_clicked()`; `new_chat_clicked()`;
    `capture_clicked(conversation_id)` to send a picture of the screen.
    """  # noqa: D205 - the signals are one list

    back_clicked = Signal()
    new_chat_clicked = Signal()
    capture_clicked = Signal(str)

    def __init__(self, presenters: AgentPresenters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._p = presenters
        self.talk: Talk | None = None
        self._error: Notice | None = None
        self.header = TalkHeader()
        self.view = ChatView()
        self.banner = Banner()
        self.composer = Composer()
        self.files = TalkFiles(self, self.view, self.composer, presenters.files)
        self._shot = QAction(icon("camera", "text"), "", self)
        self.composer.add_plus_action(self._shot)
        self.saver = TranscriptSaver(self)
        self._over = QFrame()
        self._over.setProperty("kind", "foot")
        self._over_words = Label("", kind="muted", wraps=True)
        self._again = QPushButton()
        set_kind(self._again, "primary")
        self._lay_out()
        self._connect()
        self._retranslate()

    def _lay_out(self) -> None:
        foot = QHBoxLayout(self._over)
        foot.setContentsMargins(16, 12, 12, 12)
        foot.addWidget(self._over_words, 1)
        foot.addWidget(self._again)
        above = QVBoxLayout()
        above.setContentsMargins(12, 0, 12, 8)
        above.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.view, 1)
        column.addLayout(above)
        column.addWidget(self._over)
        column.addWidget(self.composer)

    def _connect(self) -> None:
        chat = self._p.chat
        self.header.back_clicked.connect(self.back_clicked)
        self.header.close_clicked.connect(self._close)
        self.header.save_clicked.connect(self._save)
        self.header.capture_clicked.connect(self._capture)
        self._shot.triggered.connect(self._capture)
        self.saver.failed.connect(self._not_saved)
        self._again.clicked.connect(self.new_chat_clicked)
        self.banner.action_clicked.connect(self._p.status.reconnect)
        self.view.retry_requested.connect(chat.retry)
        self.view.read_upto.connect(self._read)
        self.composer.send_requested.connect(self._send)
        self.composer.typing.connect(self._write)
        self.composer.draft_changed.connect(self._draft)
        self.files.problem.connect(self._file_refused)
        chat.rows_reset.connect(self._reset)
        chat.row_changed.connect(self._upsert)
        chat.row_removed.connect(self._remove)
        chat.typing_changed.connect(self._typing)
        chat.refused.connect(self._refused)

    def show_talk(self, talk: Talk) -> None:
        """Show another conversation, its history and its draft."""
        self.talk, self._error = None, None
        self.composer.set_text(talk.draft)
        self.talk = talk
        self.files.show(talk.conversation_id, may_send=talk.is_open)
        self._p.chat.load(talk.conversation_id)
        self._reset(talk.conversation_id)
        self._typing(talk.conversation_id)
        self.refresh()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Put the keyboard where one writes, or on what can be done when the talk is over."""
        is_open = self.talk is None or self.talk.is_open
        (self.composer if is_open else self._again).setFocus()

    def refresh(self) -> None:
        """Show header, banner and foot as they stand."""
        if self.talk is None:
            return
        self.header.show_talk(self.talk)
        is_open = self.talk.is_open
        self.composer.setVisible(is_open)
        self._over.setVisible(not is_open)
        self.files.show(self.talk.conversation_id, may_send=is_open)
        self._again.setEnabled(self._p.status.can_ask)
        notice = self._error or talk_notice(self._p, self.talk)
        if notice is None:
            self.banner.clear()
        else:
            self.banner.say(notice.kind, notice.text, self.tr("Connect now") if notice.can_reconnect else "")

    def _is_mine(self, conversation_id: str) -> bool:
        return self.talk is not None and self.talk.conversation_id == conversation_id

    def _reset(self, conversation_id: str) -> None:
        if self.talk is not None and self._is_mine(conversation_id):
            talk = self.talk
            waiting = sorted(self.files.dressed(talk.waiting_items()), key=order_of, reverse=True)
            # A long talk is as quickly open as a short one: its rows are made when somebody scrolls to them.
            rows = (self._shown(talk, row) for row in talk.rows.newest_first())
            self.view.set_stream(heapq.merge(waiting, rows, key=order_of, reverse=True), talk.first_unread())

    def _shown(self, talk: Talk, row: ChatMessage) -> ChatItem:
        if self.isVisible():
            self._p.chat.note_shown(talk.conversation_id, row)
        return self.files.dress(talk.item(row))

    def _note_shown(self, talk: Talk) -> None:
        if self.isVisible():
            rows = (talk.row_of(item.key) for item in self.view.model.items())
            for row in filter(None, rows):
                self._p.chat.note_shown(talk.conversation_id, row)

    def _upsert(self, conversation_id: str, item: ChatItem) -> None:
        if self.talk is not None and self._is_mine(conversation_id):
            self.view.upsert(self.files.dress(item))
            row = self.talk.row_of(item.key)
            if row is not None and self.isVisible():
                self._p.chat.note_shown(self.talk.conversation_id, row)

    def _remove(self, conversation_id: str, key: str) -> None:
        if self._is_mine(conversation_id):
            self.view.remove(key)

    def _close(self) -> None:
        if self.talk is not None:
            self._p.chat.close(self.talk.conversation_id)

    def _save(self) -> None:
        if self.talk is not None and self.talk.record is not None:
            self.saver.ask(
                transcript_of(self.talk.record, self.talk.rows, lambda event, params: event_words(event, dict(params)))
            )

    def _not_saved(self, words: str) -> None:
        self._error = Notice(kind="error", text=words)
        self.refresh()

    def _capture(self) -> None:
        if self.talk is not None:
            self.capture_clicked.emit(self.talk.conversation_id)

    def _write(self) -> None:
        if self.talk is not None:
            self._p.chat.typing(self.talk.conversation_id)

    def _draft(self, text: str) -> None:
        if self.talk is not None:
            self._p.chat.keep_draft(self.talk.conversation_id, text)

    def _typing(self, conversation_id: str) -> None:
        if self.talk is not None and self._is_mine(conversation_id):
            technician = self.talk.record.technician_id if self.talk.record is not None else None
            self.view.set_typing(self._p.chat.typing_name(self.talk.conversation_id), technician or "")

    def _read(self, key: str) -> None:
        if self.talk is not None:
            self._p.chat.mark_read_to(self.talk.conversation_id, key)

    def _send(self, text: str) -> None:
        if self.talk is not None:
            self._error = None
            if not self._p.chat.send_or_say(self.talk.conversation_id, text):
                self.composer.set_text(text)

    def _file_refused(self, words: str) -> None:
        self._error = Notice(kind="error", text=words)
        self.refresh()

    def _refused(self, conversation_id: str, code: str, params: dict[str, str | int]) -> None:
        if self._is_mine(conversation_id):
            self._error = Notice.of_error(code, params)
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.talk is not None:
            self._note_shown(self.talk)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._over_words.setText(self.tr("This conversation is closed."))
        self._again.setText(self.tr("New chat"))
        self._shot.setText(self.tr("Screenshot…"))
        if self.talk is not None:
            self._reset(ConversationId(self.talk.conversation_id))
        self.refresh()
