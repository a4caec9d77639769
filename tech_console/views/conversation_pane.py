"""One conversation: who it is with, what was said and noted, where to write."""

import heapq

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shared.errors import SportelloError
from shared.ids import ConversationId, MessageId
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import EntryKind
from shared.qt.error_words import words_for
from shared.widgets.banner import Banner
from shared.widgets.chat_item import ChatItem, order_of
from shared.widgets.chat_view import ChatView
from shared.widgets.talk_files import TalkFiles
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.state.snapshot import Change, Kind
from tech_console.state.talk import Row
from tech_console.state.timeline import orders_beside
from tech_console.views.desk_composer import DeskComposer, Mode
from tech_console.views.looker_line import LookerLine
from tech_console.views.parts import in_margins
from tech_console.views.talk_head import TalkHead
from tech_console.views.talk_items import message_item, note_item
from tech_console.views.ui import Ui


class ConversationPane(QWidget):
    """Signals: `close_wanted`, `ticket_wanted` to open or show its ticket, `transfer_wanted`, `transcript_wanted` (each
    with the conversation's id); `device_wanted(device_id)`; `panel_toggled()`; `answers_wanted()`.
    """  # noqa: D205 - the signals are one list

    close_wanted = Signal(str)
    ticket_wanted = Signal(str)
    transfer_wanted = Signal(str)
    transcript_wanted = Signal(str)
    device_wanted = Signal(str)
    panel_toggled = Signal()
    answers_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._chats = ui.console.chats
        self._id = ConversationId("")
        self._wanted = 0
        self.head = TalkHead(ui)
        self.view = ChatView()
        self.writing = DeskComposer(ui, lambda answer: ui.console.answers.fill_for_talk(answer, self._id))
        self.composer = self.writing.composer
        self.files = TalkFiles(self, self.view, self.composer, ui.console.files)
        self._lookers = LookerLine(ui)
        self._banner = Banner()
        self._banner_box = in_margins(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in (
            (self.head, 0),
            (self._banner_box, 0),
            (self.view, 1),
            (self._lookers, 0),
            (self.writing, 0),
        ):
            column.addWidget(part, stretch)
        self._connect_head()
        self._connect()

    @property
    def conversation_id(self) -> ConversationId:
        """Which one is shown; empty for none."""
        return self._id

    def _connect_head(self) -> None:
        self.head.close_wanted.connect(lambda: self.close_wanted.emit(self._id))
        self.head.ticket_wanted.connect(lambda: self.ticket_wanted.emit(self._id))
        self.head.transfer_wanted.connect(lambda: self.transfer_wanted.emit(self._id))
        self.head.transcript_wanted.connect(lambda: self.transcript_wanted.emit(self._id))
        self.head.device_wanted.connect(self._to_device)
        self.head.panel_toggled.connect(self.panel_toggled)

    def _connect(self) -> None:
        chats = self._chats
        chats.row_changed.connect(self._row_changed)
        chats.row_removed.connect(self._row_removed)
        chats.rows_reset.connect(self._rows_reset)
        chats.typing.connect(self._typing)
        self._ui.console.threads.changed.connect(self._thread_changed)
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._reloaded)
        self._banner.action_clicked.connect(self._take)
        self.view.retry_requested.connect(lambda key: chats.retry(MessageId(key)))
        self.view.read_upto.connect(self._read)
        self.view.reached.connect(self._arrived)
        self.writing.reply_wanted.connect(self._send)
        self.writing.note_wanted.connect(self._add_note)
        self.writing.typing.connect(self._types)
        self.writing.draft_changed.connect(self._drafted)
        self.writing.answers_wanted.connect(self.answers_wanted)
        self.writing.mode_changed.connect(self._allow_files)
        self.files.problem.connect(self._say_error)
        self.files.confirm_wanted.connect(self._ui.console.files.second_factor_wanted)

    def show_conversation(self, conversation_id: str) -> None:
        """Show another conversation, with its own drafts."""
        if conversation_id == self._id:
            return
        self._id, self._wanted = ConversationId(conversation_id), 0
        self._ui.console.threads.read_once(self._id)
        self.files.show(conversation_id, may_send=False)
        self._show_record()
        self._fill()
        drafts = self._ui.console.drafts
        self.writing.set_drafts(self._chats.talk(self._id).draft, drafts.text(self._note_draft))
        self._lookers.show_place(self._id)
        self.view.set_typing(None)

    def show_row(self, seq: int) -> None:
        """Bring a message into view as soon as it is here, and put the keyboard on it."""
        self._wanted = seq
        self._show_wanted()

    def _show_wanted(self) -> None:
        key = self._chats.talk(self._id).key_of(self._wanted) if self._wanted else ""
        if key:
            self.view.go_to(key)

    def _arrived(self, key: str) -> None:
        # Not before: history that comes meanwhile begins the list anew.
        if self._chats.talk(self._id).seq_of(key) == self._wanted:
            self._wanted = 0

    def take_focus(self) -> None:
        """Put the keyboard into the composer, or on the rows of a talk that is over."""
        (self.composer if self.writing.isVisible() else self.view).setFocus()

    @property
    def _note_draft(self) -> str:
        return f"note:{self._id}"

    def _record(self) -> ConversationRecord | None:
        return self._chats.record(self._id)

    def _reloaded(self) -> None:
        if self._id:
            self._ui.console.threads.read_once(self._id)
            self._show_record()

    def _show_record(self) -> None:
        record = self._record()
        if record is None:
            return
        mine = self._chats.is_mine(self._id)
        self.head.show_record(record, is_mine=mine)
        modes = [Mode.REPLY] if record.open and mine else []
        if self._ui.console.world.snapshot.may("edit_tickets"):
            modes.append(Mode.NOTE)
        self.writing.set_modes(*modes)
        self._allow_files()
        self._say_state(record, mine)

    def _allow_files(self) -> None:
        """Files go to the requester, so never from where one writes for colleagues."""
        record = self._record()
        may_reply = record is not None and record.open and self._chats.is_mine(self._id)
        self.files.show(self._id, may_send=may_reply and self.writing.mode is Mode.REPLY)

    def _say_state(self, record: ConversationRecord, mine: bool) -> None:
        group = record.waiting_group_name if record.open else ""
        action = ""
        if not record.open:
            words = self.tr("This conversation is closed. What was said stays here and in its ticket.")
        elif group and not mine:
            words = self.tr("{name} handed this conversation to {group}.").format(
                name=record.technician_name, group=group
            )
            action = self.tr("Take it") if self._id in self._ui.console.handing.waiting() else ""
        elif group:
            words = self.tr("Waits for {group}. Until somebody takes it you can go on.").format(group=group)
        elif not mine:
            words = self.tr("{name} holds this conversation. You can read it.").format(name=record.technician_name)
        elif record.accepted_at is None:
            words = self.tr("The user has not answered yet. Your message is shown at the next sign-in.")
        else:
            self._banner.clear()
            self._banner_box.setVisible(False)
            return
        self._banner.say("warn" if group else "info", words, action)
        self._banner_box.setVisible(True)

    def _say_error(self, words: str) -> None:
        self._banner.say("error", words)
        self._banner_box.setVisible(True)

    # Rows

    def _fill(self) -> None:
        talk, record = self._chats.talk(self._id), self._record()
        ticket_id = None if record is None else record.ticket_id
        notes = self._ui.console.threads.notes_beside(self._id, ticket_id)
        orders = orders_beside(talk.times(), notes) if notes else {}
        beside = self.files.dressed(message_item(row, record) for row in talk.waiting_rows())
        beside += [note_item(note, orders[note.entry_id]) for note in notes]
        beside.sort(key=order_of, reverse=True)
        # A long talk is as quickly open as a short one: its rows are made when somebody scrolls to them.
        rows = map(self._shown, talk.newest_first())
        self.view.set_stream(heapq.merge(beside, rows, key=order_of, reverse=True), talk.first_unread())

    def _shown(self, row: Row) -> ChatItem:
        self._chats.note_shown(self._id, row)
        return self.files.dress(message_item(row, self._record()))

    def _rows_reset(self, conversation_id: str) -> None:
        if conversation_id == self._id:
            self._fill()
            if self.writing.mode is Mode.REPLY and not self.composer.text():
                self.composer.set_text(self._chats.talk(self._id).draft)
            self._show_wanted()

    def _row_changed(self, conversation_id: str, row: Row) -> None:
        if conversation_id == self._id:
            self.view.upsert(self._shown(row))

    def _row_removed(self, conversation_id: str, key: str) -> None:
        if conversation_id == self._id:
            self.view.remove(key)

    def _thread_changed(self, id_: str) -> None:
        record = self._record()
        if record is None or id_ not in {self._id, record.ticket_id}:
            return
        notes = self._ui.console.threads.notes_beside(self._id, record.ticket_id)
        orders = orders_beside(self._chats.talk(self._id).times(), notes)
        was_at_end = self.view.list.is_at_bottom()
        for note in notes:
            self.view.upsert(note_item(note, orders[note.entry_id]))
        if was_at_end:
            self.view.jump_to_last()

    def _typing(self, conversation_id: str, name: str) -> None:
        if conversation_id == self._id:
            record = self._record()
            self.view.set_typing(name or None, record.contact_id or "" if record is not None else "")

    def _read(self, key: str) -> None:
        talk = self._chats.talk(self._id)
        if (seq := talk.seq_of(key)) > 0:
            self._chats.mark_read(self._id, seq)

    # What people do

    def _send(self, text: str) -> None:
        try:
            self._chats.send(self._id, text)
        except SportelloError as error:
            # Nothing was queued, so the words go back where they came from.
            self.writing.give_back(Mode.REPLY, text)
            self._say_error(words_for(error))
        else:
            self._show_record()

    def _add_note(self, text: str) -> None:
        name, drafts = self._note_draft, self._ui.console.drafts
        drafts.save(name, text)  # until the relay has it
        question = self._ui.console.threads.add(EntryKind.NOTE, text, conversation_id=self._id)
        question.is_shown = True
        question.done.connect(lambda _: drafts.save(name, "") if drafts.text(name) == text else None)
        question.refused.connect(lambda problem: self._note_refused(name, text, problem))

    def _note_refused(self, name: str, text: str, problem: Problem) -> None:
        if name == self._note_draft:
            self.writing.give_back(Mode.NOTE, text)
            self._say_error(problem_words(problem))

    def _types(self, mode: Mode) -> None:
        self._ui.console.lookers.note_typing()
        if mode is Mode.REPLY:
            self._chats.note_typing(self._id)

    def _drafted(self, mode: Mode, text: str) -> None:
        if self._id and mode is Mode.REPLY:
            self._chats.save_draft(self._id, text)
        elif self._id:
            self._ui.console.drafts.save(self._note_draft, text)

    def _take(self) -> None:
        self._ui.console.handing.take(self._id)

    def _to_device(self) -> None:
        if (record := self._record()) is not None:
            self.device_wanted.emit(record.device_id)

    def _changed(self, change: Change) -> None:
        record = self._record()
        if record is None:
            return
        if (change.kind, change.id) in {(Kind.DEVICE, record.device_id), (Kind.CONVERSATION, self._id)}:
            self._show_record()
            if change.kind is Kind.CONVERSATION and getattr(change.before, "ticket_id", None) != record.ticket_id:
                self._fill()
