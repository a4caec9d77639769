"""Files in one conversation pane: the rows of those on their way, choosing, dropping, pasting, and what a click does.

Both programs use it; which conversation is shown, and who may send, the pane says. Nothing is opened without a click.
"""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from shared.errors import SourceGone, SportelloError, TooLarge
from shared.ids import ConversationId, TicketId
from shared.limits import MAX_FILE_BYTES
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Transfer
from shared.protocol.transfers import FileState
from shared.qt.error_words import words_for
from shared.qt.file_desk import FileDesk
from shared.widgets.chat_item import ChatItem, ChatState
from shared.widgets.chat_view import ChatView
from shared.widgets.composer import Composer
from shared.widgets.drop_zone import DropZone
from shared.widgets.file_dialog import FileDialog
from shared.widgets.file_item import FileAction, listed_item, sent_item
from shared.widgets.icons import icon
from shared.widgets.plain_text import button_text
from shared.widgets.staging import StagedFile, Stager, forget
from shared.widgets.start_folder import begin_at_home

MOST_AT_ONCE = 20
BEHIND_TEXTS = 2**80
"""`order` of files on their way: behind all texts on their way, however a program numbers its rows."""


class TalkFiles(QObject):
    """Signals: `problem(words)` for what cannot be sent; `confirm_wanted()` when a second factor is asked for by hand."""

    problem = Signal(str)
    confirm_wanted = Signal()

    def __init__(self, pane: QWidget, view: ChatView, composer: Composer, desk: FileDesk) -> None:
        super().__init__(pane)
        self._pane, self._view, self._composer, self._desk = pane, view, composer, desk
        self._id = ConversationId("")
        self._ticket_id: TicketId | None = None
        self._may_send = False
        self._places: dict[str, int] = {}
        self._staged: dict[str, list[StagedFile]] = {}
        self._stager = Stager(self)
        self._choose = QAction(icon("paperclip", "text"), "", self)
        self.zone = DropZone(pane, composer.editor.viewport())
        composer.add_plus_action(self._choose)
        self._connect()
        self._retranslate()
        pane.installEventFilter(self)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.stop)

    def _connect(self) -> None:
        self._choose.triggered.connect(self.choose)
        self.zone.dropped.connect(self.give)
        self._composer.files_given.connect(self.give)
        self._composer.picture_given.connect(self._keep)
        self._composer.files_requested.connect(self._send)
        self._stager.looked.connect(self._looked)
        self._view.file_action.connect(self._act)
        self._view.picture_wanted.connect(self._want_picture)
        self._desk.changed.connect(self._changed)
        self._desk.gone.connect(self._view.remove)
        self._desk.open_wanted.connect(self._open)

    # What the pane says

    def show(self, conversation_id: str, *, may_send: bool) -> None:
        """Another conversation is shown, or one may now, or no longer, write in it."""
        self._ticket_id = None
        self._show(conversation_id, may_send=may_send)

    def show_ticket(self, ticket_id: TicketId, *, may_send: bool) -> None:
        """A ticket is shown instead of a conversation: what is sent is attached to it."""
        self._ticket_id = ticket_id
        self._show(ticket_id, may_send=may_send)

    def _show(self, key: str, *, may_send: bool) -> None:
        if key != self._id:
            self._staged[self._id] = self._composer.tray.take_all()
            self._id = ConversationId(key)
            self._composer.tray.put_back(self._staged.pop(key, []))
        self._may_send = may_send
        self._composer.set_plus_visible(may_send)
        self.zone.set_allowed(allowed=may_send)

    def dressed(self, items: Iterable[ChatItem]) -> list[ChatItem]:
        """Return the rows with what this client does with their files, and the files still on their way behind them."""
        return [*map(self.dress, items), *map(self._waiting, self._on_their_way())]

    def _on_their_way(self) -> list[Transfer]:
        if self._ticket_id is not None:
            return self._desk.waiting_on(self._ticket_id)
        return self._desk.waiting_in(self._id)

    def dress(self, item: ChatItem) -> ChatItem:
        """Return a row with what this client does with its file."""
        record = None if item.file is None else item.file.record or self._desk.listed(item.file.file_id)
        if record is None:
            return item
        file = listed_item(record, self._desk)
        is_refused = item.mine and record.state is FileState.REFUSED
        return msgspec.structs.replace(item, file=file, state="failed" if is_refused else item.state)

    def _waiting(self, transfer: Transfer) -> ChatItem:
        place = self._places.setdefault(transfer.file_id, len(self._places))
        states: dict[TransferState, ChatState] = {TransferState.DONE: "sent", TransferState.FAILED: "failed"}
        return ChatItem(
            key=transfer.file_id,
            kind="file",
            mine=True,
            sender_key="mine",
            text=transfer.name,
            at=transfer.at,
            state=states.get(transfer.state, "sending"),
            order=BEHIND_TEXTS + place,
            file=sent_item(transfer, self._desk),
        )

    def _changed(self, file_id: str) -> None:
        sent = self._desk.sent(file_id)
        if sent is not None:
            if self._id in {sent.conversation_id, sent.ticket_id}:
                self._view.upsert(self._waiting(sent))
            return
        item = self._item(file_id)
        if item is not None:
            self._view.upsert(self.dress(item))

    def _item(self, key: str) -> ChatItem | None:
        return self._view.model.item(self._view.model.row_of(key))

    # What is to be sent

    def choose(self) -> None:
        """Ask which files shall be sent."""
        dialog = QFileDialog(self._pane.window(), self.tr("Choose files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        begin_at_home(dialog)
        suffixes = " ".join(f"*.{suffix}" for suffix in self._desk.suffixes())
        filters = [self.tr("All files ({pattern})").format(pattern="*")]
        if suffixes:
            filters.insert(0, self.tr("Files that may be sent ({pattern})").format(pattern=suffixes))
        dialog.setNameFilters(filters)
        dialog.filesSelected.connect(self.give)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def give(self, paths: list[str]) -> None:
        """Stage files for the next *Send*."""
        if self._may_send:
            for path in paths:
                self._stager.look(path)

    def _keep(self, picture: QImage) -> None:
        now = dt.datetime.now().astimezone()
        self._stager.keep(picture, self.tr("Picture {time}").format(time=f"{now:%Y-%m-%d %H.%M.%S}") + ".png")

    def _looked(self, file: StagedFile) -> None:
        refused = self._refusal(file)
        if len(self._composer.tray.files()) >= MOST_AT_ONCE:
            refused = self.tr("No more than %n file(s) go with one message.", "", MOST_AT_ONCE)
        if refused or not self._may_send:
            forget(file)
            if refused:
                self.problem.emit(refused)
            return
        self._composer.tray.add(file)
        self._composer.setFocus()

    def _refusal(self, file: StagedFile) -> str:
        if not file.is_readable:
            return words_for(SourceGone(name=file.name))
        if file.size > MAX_FILE_BYTES:
            return words_for(TooLarge(name=file.name, limit=MAX_FILE_BYTES))
        refused = self._desk.refusal(file.name, file.size)
        return "" if refused is None else words_for(refused)

    def _send(self, files: list[StagedFile]) -> None:
        talk_id = self._id if self._ticket_id is None else None
        for file in files:
            try:
                self._desk.send(
                    file.path,
                    conversation_id=talk_id,
                    ticket_id=self._ticket_id,
                    name=file.name,
                    takes_over=file.is_ours,
                )
            except SportelloError as error:
                self._composer.tray.add(file)
                self.problem.emit(words_for(error))

    # What is done with a file

    def _act(self, key: str, action: FileAction) -> None:
        item = self._item(key)
        if item is None or item.file is None:
            return
        verbs = {
            FileAction.PAUSE: self._desk.pause,
            FileAction.RESUME: self._desk.resume,
            FileAction.CANCEL: self._desk.cancel,
            FileAction.REMOVE: self._desk.cancel,
            FileAction.RETRY: self._desk.retry,
        }
        if (verb := verbs.get(action)) is not None:
            verb(key)
            return
        match action:
            case FileAction.OPEN if item.file.record is not None:
                self._desk.fetch(item.file.record, then_open=True)
            case FileAction.SAVE if item.file.record is not None:
                self._desk.fetch(item.file.record)
            case FileAction.SAVE_IN:
                self._save_in(item)
            case FileAction.SHOW:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(item.file.place).parent)))
            case FileAction.COPY_HASH:
                QGuiApplication.clipboard().setText(item.file.sha256)
            case FileAction.DETAILS:
                dialog = FileDialog(item.file, item.sender_name, self._pane.window())
                dialog.finished.connect(dialog.deleteLater)
                dialog.open()
            case FileAction.CONFIRM:
                self.confirm_wanted.emit()

    def _save_in(self, item: ChatItem) -> None:
        record = item.file.record if item.file is not None else None
        if record is None:
            return
        dialog = QFileDialog(self._pane.window(), self.tr("Save in a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        begin_at_home(dialog)
        dialog.fileSelected.connect(lambda folder: self._desk.fetch(record, Path(folder)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open(self, place: str) -> None:
        # Only one of the panes of a program is in front; it is the one that was clicked in.
        if self._pane.isVisible():
            QDesktopServices.openUrl(QUrl.fromLocalFile(place))

    def _want_picture(self, key: str) -> None:
        item = self._item(key)
        if item is not None and item.file is not None and item.file.record is not None:
            self._desk.want_preview(item.file.record)

    # Its words and its end

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pane and event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        return False

    def stop(self) -> None:
        """Wait for workers; pictures that were pasted and not sent are removed."""
        self._stager.stop()
        self._view.list.stop()
        for files in [*self._staged.values(), self._composer.tray.take_all()]:
            for file in files:
                forget(file)

    def _retranslate(self) -> None:
        self._choose.setText(button_text(self.tr("Choose files…")))
        self.zone.say(self.tr("Drop files here to add them to your message"))
