"""List, conversation, details: where talks are held."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from shared.ids import ConversationId
from shared.protocol.chat import ConversationRecord
from shared.qt.file_words import listed_words
from shared.widgets.empty_state import EmptyState
from shared.widgets.search_field import SearchField
from tech_console.models.conversations import ConversationCard, ConversationModel
from tech_console.state.snapshot import Change, Kind
from tech_console.state.talk import Row
from tech_console.views.cards import CardList
from tech_console.views.context_panel import ContextPanel
from tech_console.views.conversation_pane import ConversationPane
from tech_console.views.parts import bar, hairline, panel
from tech_console.views.ui import Ui

LIST_WIDTH = 300
WIDE = 1020
"""From this width on there is room for list, talk and details."""


class ConversationsPage(QWidget):
    """Signals: `shown(conversation_id)` when another one is in front; those of the pane and the details."""

    shown = Signal(str)

    def __init__(self, ui: Ui, parent: QWidget) -> None:
        super().__init__(parent)
        self._ui = ui
        self._chats = ui.console.chats
        self.model = ConversationModel()
        self.search = SearchField()
        self.search.setToolTip(self.tr("Words, or customer: device: is:open is:closed is:unread is:mine"))
        self.list = CardList(self.model, "conversation_id", with_shield=True)
        self.list.setAccessibleName(self.tr("Conversations"))
        self.pane = ConversationPane(ui)
        self.details = ContextPanel(ui)
        self._is_wide = self._wants_details = True
        self._stack = QStackedWidget()
        self._empty = EmptyState("messages-square")
        self._none = EmptyState("message-square")
        self._lay_out()
        self._connect()
        self._refill()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list_column())
        row.addWidget(hairline(vertical=True))
        talk = QWidget()
        inside = QHBoxLayout(talk)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.pane, 1)
        inside.addWidget(hairline(vertical=True))
        inside.addWidget(self.details)
        self._none.set_words(
            self.tr("No conversation selected"), self.tr("Choose one on the left, or start one from a device.")
        )
        self._stack.addWidget(self._none)
        self._stack.addWidget(talk)
        row.addWidget(self._stack, 1)

    def _list_column(self) -> QWidget:
        frame, column = panel()
        frame.setFixedWidth(LIST_WIDTH)
        head, row = bar()
        row.addWidget(self.search)
        column.addWidget(head)
        self._lists = QStackedWidget()
        self._empty.set_words(
            self.tr("No conversations yet"),
            self.tr("Become available to receive requests, or start a chat from the Devices page."),
        )
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._empty)
        column.addWidget(self._lists, 1)
        return frame

    def _connect(self) -> None:
        self.search.search_changed.connect(self._searched)
        self.search.down_pressed.connect(self.list.setFocus)
        self.list.picked.connect(self._pick)
        self.list.chosen.connect(lambda _: self.pane.take_focus())
        self.pane.panel_toggled.connect(self._toggle_details)
        self._chats.unread_changed.connect(self._card_changed)
        self._ui.console.world.changed.connect(self._changed)
        self._ui.console.world.reloaded.connect(self._refill)

    def take_focus(self) -> None:
        """Put the keyboard into the talk, or on the list."""
        if self.current_id():
            self.pane.take_focus()
        else:
            (self.list if self.model.rowCount() else self.search).setFocus()

    def current_id(self) -> str:
        """Return which conversation is in front, empty for none."""
        return self.pane.conversation_id if self._stack.currentIndex() else ""

    def show_conversation(self, conversation_id: str, *, focus: bool = True) -> None:
        """Bring one to the front."""
        if self.model.row_of(conversation_id) < 0:
            self.search.clear()
        self.list.select(conversation_id)
        self._pick(conversation_id)
        if focus:
            self.pane.take_focus()

    def _pick(self, conversation_id: str) -> None:
        if conversation_id == self.current_id():
            return
        self._stack.setCurrentIndex(1)
        self.pane.show_conversation(conversation_id)
        self.details.show_conversation(conversation_id)
        self._chats.load_once(ConversationId(conversation_id))
        self.shown.emit(conversation_id)

    def _toggle_details(self) -> None:
        self._wants_details = self.details.isHidden()
        self.details.setVisible(self._wants_details)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # On a narrow window the talk needs the room more; whoever wants the details asks for them.
        is_wide = self.width() >= WIDE
        if is_wide != self._is_wide:
            self._is_wide = is_wide
            self.details.setVisible(is_wide and self._wants_details)

    def _searched(self, text: str) -> None:
        self.model.search(text)
        self.list.select(self.current_id())
        self._show_empty()

    def _refill(self) -> None:
        talks = self._ui.console.world.snapshot.conversations.values()
        self.model.set_records([self._card(record) for record in talks])
        self.list.select(self.current_id())
        self._show_empty()

    def _card_changed(self, conversation_id: str) -> None:
        record = self._chats.record(ConversationId(conversation_id))
        if record is not None:
            self.model.upsert(self._card(record))
            self.list.select(self.current_id())
            self._show_empty()

    def _changed(self, change: Change) -> None:
        if change.kind is Kind.CONVERSATION and change.after is not None:
            self._card_changed(change.id)
        elif change.kind is Kind.CONVERSATION:  # erased
            self.model.remove(change.id)
            if change.id == self.current_id():
                self._stack.setCurrentIndex(0)
            self._show_empty()

    def _show_empty(self) -> None:
        self._lists.setCurrentIndex(0 if self.model.total() else 1)

    def _card(self, record: ConversationRecord) -> ConversationCard:
        talk = self._chats.talk(record.conversation_id)
        newest = talk.newest()
        moved = newest.at if newest is not None else record.closed_at or record.accepted_at or record.opened_at
        line = "" if newest is None else " ".join(_said(newest).split())
        if newest is not None and newest.mine:
            line = self.tr("You: {text}").format(text=line)
        return ConversationCard(
            record=record,
            line=line,
            unread=self._chats.unread().get(record.conversation_id, 0),
            moved_at=moved,
            is_mine=self._chats.is_mine(record.conversation_id),
            is_draft=bool(talk.draft.strip()),
        )


def _said(row: Row) -> str:
    return row.text if row.file is None else listed_words(row.file)
