"""A whole conversation on screen: the list, who is writing, the way back to the newest message, what was read."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shared.widgets.chat_actions import ChatActions
from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_list import ChatList
from shared.widgets.chat_model import ChatModel
from shared.widgets.jump_button import JumpButton
from shared.widgets.typing_bubble import TypingBubble


class ChatView(QWidget):
    """Give it ChatItems; it stays at the newest one unless the reader scrolled up.

    Signals: `retry_requested(key)` for a failed message; `read_upto(key)` when the newest message of somebody else
    has been in view in the active window, never twice for the same and never backwards; `file_action(key, FileAction)`
    for what a person wants with a file; `picture_wanted(key)` when a picture came into view that is not here;
    `reached(key)` when a row asked for by `go_to` is in view.
    """

    retry_requested = Signal(str)
    file_action = Signal(str, object)
    picture_wanted = Signal(str)
    read_upto = Signal(str)
    reached = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ChatModel()
        self.list = ChatList(self.model, self)
        self.actions_of_rows = ChatActions(self.list, self.model)
        self._typing = TypingBubble(self)
        self._jump = JumpButton(self)
        self._unseen = 0
        self._read_key = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(self._typing)
        self.setFocusProxy(self.list)
        self.actions_of_rows.retry_requested.connect(self.retry_requested)
        self.actions_of_rows.file_action.connect(self.file_action)
        self._jump.clicked.connect(self.jump_to_last)
        self.list.moved.connect(self._moved)
        self.list.reached.connect(self.reached)
        self._retranslate()

    def set_items(self, items: Iterable[ChatItem], unread_from: str | None = None) -> None:
        """Show another conversation from its end; the "new messages" line stands before the key `unread_from`."""
        self._unseen, self._read_key = 0, ""
        self.model.set_items(items, unread_from)
        self._moved()

    def set_stream(self, newest_first: Iterable[ChatItem], unread_from: str | None = None) -> None:
        """Show another conversation whose rows are made when they are needed: descending by `order`, each key once."""
        self._unseen, self._read_key = 0, ""
        self.model.set_stream(newest_first, unread_from)
        self._moved()

    def upsert(self, item: ChatItem) -> None:
        """Add a row, or change the one with the same key."""
        was_at_bottom, is_new = self.list.is_at_bottom(), self.model.row_of(item.key) < 0
        # What stands above the rows held is neither new nor to be jumped to.
        is_new = self.model.upsert(item) >= 0 and is_new
        if is_new and item.is_said and not item.mine and not was_at_bottom:
            self._unseen += 1
        if is_new and item.mine and not self.list.is_at_bottom():
            self.jump_to_last()
        self._moved()

    def remove(self, key: str) -> None:
        """Take a row away."""
        self.model.remove(key)

    def mark_new(self, key: str | None) -> None:
        """Put the "new messages" line before a row; None takes it away."""
        self.model.mark_new(key)

    def set_typing(self, name: str | None, key: str = "") -> None:
        """Say who is writing; None for nobody."""
        self._typing.set_typing(name, key)

    def jump_to_last(self) -> None:
        """Go to the newest message."""
        self.list.jump_to_bottom()

    def go_to(self, key: str) -> None:
        """Show a row, however far up it stands, and put the keyboard on it."""
        self.list.go_to(key)

    def unseen_count(self) -> int:
        """Return how many messages arrived below what is in view."""
        return self._unseen

    def _moved(self) -> None:
        if self.list.is_at_bottom():
            self._unseen = 0
        self._jump.set_unseen(self._unseen)
        away = not self.list.is_at_bottom()
        if away:
            self._jump.place_in(self.list.geometry())
        self._jump.setVisible(away)
        self._report_read()
        self._report_pictures()

    def _report_pictures(self) -> None:
        if not self.isVisible():
            return
        for row in self.list.visible_rows():
            item = self.model.item(row)
            if item is not None and item.file is not None and item.file.wants_picture and not item.file.picture:
                self.picture_wanted.emit(item.key)

    def _report_read(self) -> None:
        if not self.isVisible() or not self.isActiveWindow():
            return
        for row in reversed(self.list.visible_rows()):
            item = self.model.item(row)
            if item is not None and item.is_said and not item.mine and not item.is_note:
                self._read(item, row)
                return

    def _read(self, item: ChatItem, row: int) -> None:
        if item.key == self._read_key or row <= self.model.row_of(self._read_key):
            return
        self._read_key = item.key
        self.read_upto.emit(item.key)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
            # Times and states have other widths now.
            self.list.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        # ActivationChange goes to the window alone; this one goes to everything in it.
        if event.type() is QEvent.Type.WindowActivate:
            self._report_read()
        return done

    def _retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Messages"))
