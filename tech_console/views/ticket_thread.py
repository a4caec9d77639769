"""The thread of a ticket: all its talks, replies, notes, files and changes by time; and where to write the next one."""

import itertools

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shared.errors import SportelloError
from shared.ids import ConversationId, MessageId, TicketId
from shared.protocol.chat import ConversationRecord
from shared.protocol.tickets import EntryKind, TicketRecord, TicketState
from shared.qt.error_words import words_for
from shared.widgets.banner import Banner
from shared.widgets.chat_item import ChatItem, order_of
from shared.widgets.chat_view import ChatView
from shared.widgets.talk_files import TalkFiles
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.state.queries import open_conversation_of_ticket
from tech_console.state.talk import Row
from tech_console.state.timeline import Moment, message_moment, moments_beside, ticket_moments
from tech_console.views.desk_composer import DeskComposer, Mode
from tech_console.views.looker_line import LookerLine
from tech_console.views.parts import in_margins
from tech_console.views.thread_items import moment_item
from tech_console.views.ui import Ui


class TicketThread(QWidget):
    """A reply goes into the ticket's open talk where there is one, else it is written on the ticket."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._record: TicketRecord | None = None
        self._beside: dict[str, ChatItem] = {}
        """What was made of the ticket's own lines; only those that look different now are shown again."""
        self._banner = Banner()
        self._banner_box = in_margins(self._banner)
        self.view = ChatView()
        self._lookers = LookerLine(ui)
        self.writing = DeskComposer(ui, lambda answer: ui.console.answers.fill_for_ticket(answer, self._id))
        self.files = TalkFiles(self, self.view, self.writing.composer, ui.console.files)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner_box)
        column.addWidget(self.view, 1)
        column.addWidget(self._lookers)
        column.addWidget(self.writing)
        self._connect()

    @property
    def _id(self) -> TicketId:
        return TicketId("") if self._record is None else self._record.ticket_id

    def _connect(self) -> None:
        console = self._ui.console
        console.threads.changed.connect(self._thread_changed)
        console.threads.failed.connect(self._could_not_be_read)
        console.chats.row_changed.connect(self._row_changed)
        console.chats.row_removed.connect(lambda _, key: self.view.remove(key))
        console.chats.rows_reset.connect(self._rows_reset)
        self._banner.action_clicked.connect(lambda: console.threads.show_ticket(self._id))
        self.view.retry_requested.connect(lambda key: console.chats.retry(MessageId(key)))
        self.writing.reply_wanted.connect(self._reply)
        self.writing.note_wanted.connect(lambda text: self._add(EntryKind.NOTE, Mode.NOTE, text))
        self.writing.typing.connect(self._types)
        self.writing.mode_changed.connect(self._allow_files)
        self.files.problem.connect(lambda words: self._say("error", words))
        self.files.confirm_wanted.connect(console.files.second_factor_wanted)
        self.writing.draft_changed.connect(self._drafted)

    def show_record(self, record: TicketRecord) -> None:
        """Show another ticket, or the one shown as it is now."""
        is_other = self._record is None or self._record.ticket_id != record.ticket_id
        talks_before = set() if is_other else set(self._talks())
        self._record = record
        self._allow(record)
        self._allow_files()
        if is_other:
            self._banner_box.setVisible(False)
            self._load_talks()
            self._fill()
            drafts = self._ui.console.drafts
            self.writing.set_drafts(self._reply_draft(), drafts.text(self._name(Mode.NOTE)))
            self._lookers.show_place(record.ticket_id)
        elif set(self._talks()) != talks_before:
            self._load_talks()
            self._fill()

    def _allow(self, record: TicketRecord) -> None:
        console = self._ui.console
        may = console.world.snapshot.may("edit_tickets")
        talk = open_conversation_of_ticket(console.world.snapshot, record.ticket_id)
        is_mine = talk is not None and talk.technician_id == console.world.snapshot.me
        may_reply = is_mine or (may and talk is None and record.state is not TicketState.CLOSED)
        modes = [Mode.REPLY] if may_reply and record.merged_into is None else []
        self.writing.set_modes(*modes, *([Mode.NOTE] if may else []))
        if self.writing.mode is Mode.REPLY and talk is None:
            self.writing.composer.set_placeholder(self.tr("Reply by e-mail and in “My tickets”…"))

    def _allow_files(self) -> None:
        """Files go to the requester: into the open talk, or on the ticket; never from where a note is written."""
        may_send = self.writing.isVisibleTo(self) and self.writing.mode is Mode.REPLY
        talk = self._ui.console.tickets.open_talk(self._id)
        if talk is not None:
            self.files.show(talk.conversation_id, may_send=may_send)
        else:
            self.files.show_ticket(self._id, may_send=may_send)

    # Rows

    def _talks(self) -> list[ConversationId]:
        record = self._record
        if record is None:
            return []
        known = list(self._ui.console.threads.of(record.ticket_id).conversations)
        return list(dict.fromkeys([*known, *([record.conversation_id] if record.conversation_id else [])]))

    def _talk_record(self, conversation_id: ConversationId | None) -> ConversationRecord | None:
        if conversation_id is None:
            return None
        known = self._ui.console.chats.record(conversation_id)
        return known or self._ui.console.threads.of(self._id).conversations.get(conversation_id)

    def _load_talks(self) -> None:
        for conversation_id in self._talks():
            self._ui.console.chats.load_once(conversation_id)

    def _fill(self) -> None:
        record = self._record
        if record is None:
            return
        talks, thread = map(self._ui.console.chats.talk, self._talks()), self._ui.console.threads.of(record.ticket_id)
        moments = ticket_moments(record, talks, thread.entries(), thread.files(), thread.history)
        on_their_way = sorted(self.files.dressed([]), key=order_of, reverse=True)
        self._beside = {}
        # What stands far up is made when somebody scrolls to it: by then the ticket may be another version of itself.
        items = (self._item(self._record or record, moment) for moment in moments)
        self.view.set_stream(itertools.chain(on_their_way, items))

    def _item(self, record: TicketRecord, moment: Moment) -> ChatItem:
        me = self._ui.console.world.snapshot.me
        item = self.files.dress(moment_item(moment, record, self._talk_record(moment.conversation_id), me))
        if moment.kind != "message":
            self._beside[item.key] = item
        return item

    def _thread_changed(self, id_: str) -> None:
        record = self._record
        if record is None or id_ != record.ticket_id:
            return
        self._banner_box.setVisible(False)
        self._load_talks()
        was_at_end = self.view.list.is_at_bottom()
        thread, before = self._ui.console.threads.of(record.ticket_id), dict(self._beside)
        for moment in moments_beside(record, thread.entries(), thread.files(), thread.history):
            if (item := self._item(record, moment)) != before.get(item.key):
                self.view.upsert(item)
        if was_at_end:
            self.view.jump_to_last()

    def _rows_reset(self, conversation_id: str) -> None:
        if conversation_id in self._talks():
            self._fill()

    def _row_changed(self, conversation_id: str, row: Row) -> None:
        record = self._record
        if record is not None and conversation_id in self._talks():
            talk = self._ui.console.chats.talk(ConversationId(conversation_id))
            self.view.upsert(self._item(record, message_moment(talk, row)))

    def _could_not_be_read(self, id_: str, problem: Problem) -> None:
        if id_ == self._id:
            self._say("warn", problem_words(problem), self.tr("Try again"))

    # What people do

    def _reply(self, text: str) -> None:
        talk = self._ui.console.tickets.open_talk(self._id)
        if talk is None:
            self._add(EntryKind.REPLY, Mode.REPLY, text)
            return
        try:
            self._ui.console.chats.send(talk.conversation_id, text)
        except SportelloError as error:
            self.writing.give_back(Mode.REPLY, text)
            self._say("error", words_for(error))

    def _add(self, kind: EntryKind, mode: Mode, text: str) -> None:
        name, drafts = self._name(mode), self._ui.console.drafts
        drafts.save(name, text)  # until the relay has it
        question = self._ui.console.threads.add(kind, text, ticket_id=self._id)
        question.is_shown = True
        question.done.connect(lambda _: drafts.save(name, "") if drafts.text(name) == text else None)
        question.refused.connect(lambda problem: self._refused(name, mode, text, problem))

    def _refused(self, name: str, mode: Mode, text: str, problem: Problem) -> None:
        if name == self._name(mode):
            self.writing.give_back(mode, text)
            self._say("error", problem_words(problem))

    def _say(self, kind: str, words: str, action: str = "") -> None:
        self._banner.say("warn" if kind == "warn" else "error", words, action)
        self._banner_box.setVisible(True)

    def _types(self, mode: Mode) -> None:
        self._ui.console.lookers.note_typing()
        talk = self._ui.console.tickets.open_talk(self._id)
        if mode is Mode.REPLY and talk is not None:
            self._ui.console.chats.note_typing(talk.conversation_id)

    def _name(self, mode: Mode) -> str:
        return f"{mode.value}:{self._id}"

    def _reply_draft(self) -> str:
        talk = self._ui.console.tickets.open_talk(self._id)
        if talk is not None:
            return self._ui.console.chats.talk(talk.conversation_id).draft
        return self._ui.console.drafts.text(self._name(Mode.REPLY))

    def _drafted(self, mode: Mode, text: str) -> None:
        if not self._id:
            return
        talk = self._ui.console.tickets.open_talk(self._id)
        if mode is Mode.REPLY and talk is not None:
            self._ui.console.chats.save_draft(talk.conversation_id, text)
        else:
            self._ui.console.drafts.save(self._name(mode), text)
