"""What a person can do with a row of a conversation: copy, open a link after asking, try a failed message again."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu

from shared.qt.file_words import action_words
from shared.widgets.chat_file import ACTION_ICONS
from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_list import ChatList
from shared.widgets.chat_model import ChatModel
from shared.widgets.icons import icon
from shared.widgets.link_dialog import LinkDialog
from shared.widgets.links import find_links, real_host
from shared.widgets.plain_text import button_text

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChatActions(QObject):
    """Watches one ChatList. Signals: `retry_requested(key)`; `file_action(key, FileAction)`."""

    retry_requested = Signal(str)
    file_action = Signal(str, object)

    def __init__(self, view: ChatList, model: ChatModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QContextMenuEvent) and watched is self._view.viewport():
            return self._menu_at(event)
        if isinstance(event, QMouseEvent) and watched is self._view.viewport():
            self._mouse(event)
        return False

    def menu_for(self, item: ChatItem) -> QMenu:
        """Return the context menu of a row."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in item.file.actions if item.file is not None else ():
            words = button_text(action_words(action.value))
            menu.addAction(icon(ACTION_ICONS[action], "text"), words).triggered.connect(
                lambda _checked=False, action=action: self.file_action.emit(item.key, action)
            )
        if item.file is not None:
            return menu
        copy = menu.addAction(icon("copy", "text"), QCoreApplication.translate("Chat", "Copy"))
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(lambda: self._copy(item))
        for link in find_links(item.text)[:5]:
            words = QCoreApplication.translate("Chat", "Open link to {host}").format(host=real_host(link.url))
            menu.addAction(icon("external-link", "text"), button_text(words)).triggered.connect(
                lambda _checked=False, url=link.url: self.ask_to_open(url)
            )
        if item.mine and item.state == "failed":
            again = menu.addAction(icon("rotate-ccw", "text"), QCoreApplication.translate("Chat", "Try again"))
            again.triggered.connect(lambda: self.retry_requested.emit(item.key))
        return menu

    def ask_to_open(self, url: str) -> LinkDialog:
        """Show the dialog that stands between a link and the browser."""
        dialog = LinkDialog(url, self._view.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _key(self, event: QKeyEvent) -> bool:
        self._view.take_keyboard()
        item = self._model.item(self._view.currentIndex().row())
        if item is None:
            return False
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy(item)
            return True
        if event.key() in ENTER:
            self._activate(item)
            return True
        return False

    def _activate(self, item: ChatItem) -> None:
        links = find_links(item.text)
        if item.file is not None:
            if item.file.actions:
                self.file_action.emit(item.key, item.file.actions[0])
            return
        if item.mine and item.state == "failed":
            self.retry_requested.emit(item.key)
        elif links:
            self.ask_to_open(links[0].url)

    def _mouse(self, event: QMouseEvent) -> None:
        row, hit = self._view.hit(event.position().toPoint())
        if event.type() is QEvent.Type.MouseMove:
            hand = hit.link is not None or hit.is_retry or hit.action is not None
            over = self._model.item(row)
            self._view.hover(over.key if over is not None else "", hit.action)
            shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)
        elif event.type() is QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton:
            item = self._model.item(row)
            if item is not None and hit.action is not None:
                self.file_action.emit(item.key, hit.action)
            elif item is not None and hit.is_retry:
                self.retry_requested.emit(item.key)
            elif hit.link is not None:
                self.ask_to_open(hit.link)

    def _menu_at(self, event: QContextMenuEvent) -> bool:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self._view.indexAt(event.pos()) if by_mouse else self._view.currentIndex()
        item = self._model.item(index.row())
        if item is None or item.kind not in ("text", "file", "event") or (item.file and not item.file.actions):
            return True
        self._view.setCurrentIndex(index)
        inside = self._view.visualRect(index).center()
        where = event.globalPos() if by_mouse else self._view.viewport().mapToGlobal(QPoint(inside))
        self.menu_for(item).popup(where)
        return True

    def _copy(self, item: ChatItem) -> None:
        QGuiApplication.clipboard().setText(item.text)
