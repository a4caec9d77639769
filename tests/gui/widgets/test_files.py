"""Files in a conversation: rows and what a click on them does, chips before *Send*, drop and paste, hostile pictures."""

import datetime as dt
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shared.ids import ConversationId, FileId, MessageId, new_id
from shared.link.events import MessageStored, Received, TransferChanged
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.chat import ChatMessage, SenderKind
from shared.protocol.transfers import FilePolicyChanged, FilePolicyRecord, FileRecord, FileState, FileTypeRule
from shared.qt.file_desk import FileDesk
from shared.widgets.chat_item import ChatItem
from shared.widgets.chat_view import ChatView
from shared.widgets.composer import Composer
from shared.widgets.file_item import FileAction, FileItem, listed_item
from shared.widgets.talk_files import TalkFiles
from shared.widgets.thumbnails import decode
from tests.support.fake_link import FakeLink

TALK = ConversationId(new_id())
AT = dt.datetime(2026, 11, 21, 9, 41, tzinfo=dt.UTC)
COVER = QSize(160, 120)


class Pane(QWidget):
    """A conversation pane as both programs have one, on a fake link."""

    def __init__(self) -> None:
        super().__init__()
        self.link = FakeLink()
        self.desk = FileDesk(lambda: self.link, from_device=True)
        self.link.listen(self.desk.handle)
        self.view, self.composer = ChatView(), Composer()
        column = QVBoxLayout(self)
        column.addWidget(self.view, 1)
        column.addWidget(self.composer)
        self.files = TalkFiles(self, self.view, self.composer, self.desk)
        self.problems: list[str] = []
        self.files.problem.connect(self.problems.append)
        self.resize(460, 620)

    def shows(self, *files: FileRecord) -> list[ChatItem]:
        rows = [
            ChatItem(key=file.file_id, kind="file", text=file.name, at=AT, order=n, file=FileItem.of(file))
            for n, file in enumerate(files, 1)
        ]
        self.view.set_items(self.files.dressed(rows))
        return self.view.model.items()

    def item(self, file_id: str) -> FileItem:
        found = self.view.model.item(self.view.model.row_of(file_id))
        assert found is not None
        assert found.file is not None
        return found.file


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[Pane]:
    pane = Pane()
    qtbot.addWidget(pane)
    pane.files.show(TALK, may_send=True)
    pane.show()
    yield pane
    pane.files.stop()


def file(kind: str = "pdf", **changes: object) -> FileRecord:
    made = FileRecord(
        file_id=FileId(new_id()),
        name=f"report.{kind}",
        size=9,
        sha256="a" * 64,
        state=FileState.READY,
        at=AT,
        kind=kind,
    )
    return msgspec.structs.replace(made, **changes)


def sending(**changes: object) -> Transfer:
    made = Transfer(
        file_id=FileId(new_id()), direction=Direction.SEND, name="clip.mp4", place="", at=AT, conversation_id=TALK,
        size=100, state=TransferState.RUNNING, offset=40,
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


def click(pane: Pane, file_id: str, action: FileAction) -> None:
    """Click where the button is painted."""
    row, width = pane.view.model.row_of(file_id), pane.view.list.viewport().width()
    top = pane.view.list.visualRect(pane.view.model.index(row)).topLeft()
    spots = (QPoint(x, y) for y in range(0, 320, 6) for x in range(0, width, 6))
    spot = next(spot for spot in spots if pane.view.list._delegate.hit(row, QPointF(spot), width).action is action)
    QTest.mouseClick(pane.view.list.viewport(), Qt.MouseButton.LeftButton, pos=top + spot)


def test_a_click_on_open_fetches_and_nothing_is_fetched_without_one(pane: Pane) -> None:
    report = file()
    pane.shows(report, file("mp4"), file("msi"))
    assert pane.link.did("fetch_file") == []

    click(pane, report.file_id, FileAction.OPEN)
    assert [asked for asked, _ in pane.link.did("fetch_file")] == [report]


def test_the_keyboard_does_what_the_first_button_does(pane: Pane, qtbot: QtBot) -> None:
    report = file()
    pane.shows(report)
    pane.view.list.take_keyboard()
    QTest.keyClick(pane.view.list, Qt.Key.Key_Return)

    assert [asked for asked, _ in pane.link.did("fetch_file")] == [report]


def test_an_installer_is_saved_and_shown_with_signer_and_hash_but_never_opened(pane: Pane, home: Path) -> None:
    setup = file("msi", signer="Contoso")
    pane.shows(setup)
    assert FileAction.OPEN not in pane.item(setup.file_id).actions
    assert "Contoso" in pane.item(setup.file_id).facts
    assert "a" * 64 in pane.item(setup.file_id).facts

    place = home / "report.msi"
    place.touch()
    done = sending(file_id=setup.file_id, direction=Direction.FETCH, state=TransferState.DONE, place=str(place))
    pane.link.say(TransferChanged(transfer=done))
    assert pane.item(setup.file_id).buttons == (FileAction.SHOW,)
    assert FileAction.OPEN not in pane.item(setup.file_id).actions


def test_the_menu_of_a_row_offers_everything_that_can_be_done(pane: Pane) -> None:
    items = pane.shows(file())
    menu = pane.view.actions_of_rows.menu_for(items[-1])
    words = [action.text() for action in menu.actions()]
    menu.deleteLater()

    assert words == ["Open", "Save to Downloads", "Save in a folder…", "Copy SHA-256", "Details…"]


def test_a_file_on_its_way_is_a_row_with_progress_that_can_be_paused(pane: Pane) -> None:
    moving = sending()
    pane.link.say(TransferChanged(transfer=moving))
    assert pane.item(moving.file_id).progress == pytest.approx(0.4)

    click(pane, moving.file_id, FileAction.PAUSE)
    assert pane.link.did("pause_file") == [moving.file_id]
    pane.link.say(TransferChanged(transfer=msgspec.structs.replace(moving, state=TransferState.PAUSED)))
    assert pane.item(moving.file_id).buttons == (FileAction.RESUME, FileAction.CANCEL)
    pane.link.say(TransferChanged(transfer=msgspec.structs.replace(moving, state=TransferState.CANCELLED)))
    assert pane.view.model.row_of(moving.file_id) < 0


def test_the_row_of_the_relay_takes_the_place_of_the_one_on_its_way(pane: Pane) -> None:
    moving = sending(state=TransferState.CHECKING)
    pane.link.say(TransferChanged(transfer=moving))
    listed = msgspec.structs.replace(file("mp4"), file_id=moving.file_id)
    row = ChatMessage(
        conversation_id=TALK, seq=1, message_id=MessageId(moving.file_id), sender=SenderKind.DEVICE, sender_id="me",
        sender_name="", at=AT, file=listed,
    )  # fmt: skip
    pane.link.say(MessageStored(conversation_id=TALK, message=row))
    item = ChatItem(key=moving.file_id, kind="file", text="", at=AT, order=1, mine=True, file=FileItem.of(listed))
    pane.view.upsert(pane.files.dress(item))
    pane.link.say(TransferChanged(transfer=msgspec.structs.replace(moving, state=TransferState.DONE)))

    assert pane.item(moving.file_id).record == listed
    assert [shown.key for shown in pane.view.model.items() if shown.kind == "file"] == [moving.file_id]


def test_dragged_files_bring_up_the_sheet_only_where_one_may_write(pane: Pane, home: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(home / "a.pdf"))])

    def drag() -> bool:
        no_keys = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, no_keys)
        QApplication.sendEvent(pane.composer.editor.viewport(), enter)
        return pane.files.zone.isVisible()

    assert drag()
    pane.files.zone.dragLeaveEvent(QDragLeaveEvent())
    assert not pane.files.zone.isVisible()
    pane.files.show(TALK, may_send=False)
    assert not drag()


def test_a_file_of_another_conversation_is_no_row_here(pane: Pane) -> None:
    moving = sending(conversation_id=ConversationId(new_id()))
    pane.link.say(TransferChanged(transfer=moving))

    assert pane.view.model.row_of(moving.file_id) < 0


def test_a_refused_file_says_why_in_its_row_and_to_a_screen_reader(pane: Pane) -> None:
    failed = sending(state=TransferState.FAILED, code="too_big", params={"name": "clip.mp4", "limit": 20_971_520})
    pane.link.say(TransferChanged(transfer=failed))

    index = pane.view.model.index(pane.view.model.row_of(failed.file_id))
    assert "clip.mp4" in pane.item(failed.file_id).error
    assert "20 MB" in pane.view.model.data(index, Qt.ItemDataRole.AccessibleTextRole)  # type: ignore[operator]  # text
    assert pane.item(failed.file_id).buttons == (FileAction.REMOVE,)


@pytest.mark.parametrize("mine", [True, False])
def test_a_row_that_was_refused_for_its_content_says_why_to_both_sides(pane: Pane, *, mine: bool) -> None:
    refused = file(state=FileState.REFUSED, refused="type_refused", why="macros", from_device=mine)
    pane.shows(refused)

    index = pane.view.model.index(pane.view.model.row_of(refused.file_id))
    assert "report.pdf" in pane.item(refused.file_id).error
    assert "can be sent without macros" in pane.view.model.data(index, Qt.ItemDataRole.AccessibleTextRole)  # type: ignore[operator]  # text
    assert pane.item(refused.file_id).buttons == ()
    assert pane.item(refused.file_id).standing == ""


def test_a_long_name_leaves_room_for_the_reason(pane: Pane) -> None:
    name = f"Relazione annuale {'sulla manutenzione ' * 9}2026.pdf"
    refused = file(name=name, state=FileState.REFUSED, refused="infected")
    pane.shows(refused)

    assert pane.item(refused.file_id).error.startswith("\u2068Relazione annual…enzione 2026.pdf\u2069 was refused")
    assert pane.item(refused.file_id).name == name


def test_ones_own_refused_file_is_not_ticked_as_sent(pane: Pane) -> None:
    refused = file(state=FileState.REFUSED, refused="infected")
    row = ChatItem(key=refused.file_id, kind="file", text="", at=AT, mine=True, state="read", file=FileItem.of(refused))

    assert pane.files.dress(row).state == "failed"


# Before Send


def staged(pane: Pane, qtbot: QtBot, *paths: Path) -> list[str]:
    pane.files.give([str(path) for path in paths])
    qtbot.waitUntil(lambda: len(pane.composer.tray.files()) + len(pane.problems) >= len(paths))
    return [file.name for file in pane.composer.tray.files()]


def test_chosen_files_are_chips_first_and_go_with_the_words(pane: Pane, qtbot: QtBot, home: Path) -> None:
    paths = [home / "a.pdf", home / "b.pdf"]
    for path in paths:
        path.write_bytes(b"x")
    assert staged(pane, qtbot, *paths) == ["a.pdf", "b.pdf"]
    assert pane.link.did("send_file") == []

    cross = pane.composer.tray.findChildren(QToolButton)[0]
    assert cross.accessibleName() == "Remove \u2068a.pdf\u2069"
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pane.composer.files_requested):
        QTest.keyClick(pane.composer.editor, Qt.Key.Key_Return)
    assert [(source.path.name, source.conversation_id) for _, source in pane.link.did("send_file")] == [("b.pdf", TALK)]
    assert pane.composer.tray.files() == []


def test_what_cannot_be_sent_is_refused_by_name_before_anything_is_sent(pane: Pane, qtbot: QtBot, home: Path) -> None:
    rules = FilePolicyRecord(version=1, preset="atera", types=[FileTypeRule(suffix="pdf"), FileTypeRule(suffix="msi")])
    pane.link.say(Received(message=FilePolicyChanged(policy=rules)))
    for name in ("tool.exe", "setup.msi"):
        (home / name).write_bytes(b"x")
    assert staged(pane, qtbot, home / "tool.exe", home / "setup.msi", home / "gone.pdf") == []

    assert [name in words for name, words in zip(("tool.exe", "setup.msi", "gone.pdf"), pane.problems, strict=True)]
    assert "technician to a device" in pane.problems[1]


def test_a_pasted_picture_is_shown_before_it_is_sent_and_is_ours(pane: Pane, qtbot: QtBot) -> None:
    picture = QImage(320, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    mime = QMimeData()
    mime.setImageData(picture)
    pane.composer.editor.insertFromMimeData(mime)
    qtbot.waitUntil(lambda: len(pane.composer.tray.files()) == 1)
    kept = pane.composer.tray.files()[0]

    assert kept.picture is not None
    assert kept.name.startswith("Picture ")
    assert kept.path.stat().st_mode & 0o077 == 0
    pane.files.stop()
    assert not kept.path.exists()


def test_words_are_pasted_as_words(pane: Pane) -> None:
    mime = QMimeData()
    mime.setText("hello")
    pane.composer.editor.insertFromMimeData(mime)

    assert pane.composer.text() == "hello"


def test_files_dropped_on_the_sheet_are_staged_and_addresses_are_not(pane: Pane, qtbot: QtBot, home: Path) -> None:
    path = home / "a.pdf"
    path.write_bytes(b"x")
    mime = QMimeData()
    mime.setUrls([QUrl("https://elsewhere.example/b.pdf"), QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    pane.files.zone.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(pane.composer.tray.files()))

    assert [file.name for file in pane.composer.tray.files()] == ["a.pdf"]


def test_where_nobody_may_write_nothing_is_staged(pane: Pane, qtbot: QtBot, home: Path) -> None:
    (home / "a.pdf").write_bytes(b"x")
    pane.files.show(TALK, may_send=False)
    pane.files.give([str(home / "a.pdf")])

    assert pane.composer.tray.files() == []


def test_chips_stay_with_their_conversation(pane: Pane, qtbot: QtBot, home: Path) -> None:
    (home / "a.pdf").write_bytes(b"x")
    staged(pane, qtbot, home / "a.pdf")
    pane.files.show(new_id(), may_send=True)
    assert pane.composer.tray.files() == []

    pane.files.show(TALK, may_send=True)
    assert [file.name for file in pane.composer.tray.files()] == ["a.pdf"]


# Pictures


def test_small_pictures_in_view_are_wanted_and_drawn_when_they_are_here(pane: Pane, qtbot: QtBot, home: Path) -> None:
    shot, place = file("png"), home / "shot"
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.blue)
    assert image.save(str(place), "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    pane.shows(shot)
    assert pane.link.did("preview_file") == [shot]

    here = sending(file_id=shot.file_id, direction=Direction.PREVIEW, state=TransferState.DONE, place=str(place))
    pane.link.say(TransferChanged(transfer=here))
    with qtbot.waitSignal(pane.view.list._delegate.thumbnails.ready):
        pane.view.list.viewport().repaint()
    assert listed_item(shot, pane.desk).picture == str(place)


def bomb(width: int, height: int) -> bytes:
    """Return the beginning of a PNG that claims to be huge."""
    head = struct.pack(">II5B", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    "content",
    [bomb(60_000, 60_000), b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"\x89PNG\r\n\x1a\n", b"GIF89a"],
    ids=["bomb", "svg", "empty", "half", "gif without a picture"],
)
@pytest.mark.filterwarnings("default")
def test_a_hostile_picture_is_no_thumbnail(home: Path, content: bytes) -> None:
    path = home / "shot.png"
    path.write_bytes(content)

    assert decode(str(path), COVER).isNull()


def test_a_large_picture_is_decoded_small(home: Path) -> None:
    path = home / "photo.jpg"
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    assert image.save(str(path))

    small = decode(str(path), COVER)
    assert (small.width(), small.height()) == (180, 120)
