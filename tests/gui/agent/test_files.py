"""Files in the agent's window: a row of its own, its name in the list of conversations and in the small window."""

import msgspec
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from shared.ids import FileId, MessageId
from shared.link.events import MessageStored
from shared.protocol.transfers import FileRecord, FileState
from shared.widgets.file_item import FileAction
from tests.gui.agent.conftest import Screen
from tests.gui.agent.test_window import opened, talk
from tests.support import agent_events as e


def test_a_file_of_the_technician_is_a_row_with_open_and_save_and_counts_as_said(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Good morning")
    window = opened(screen, qtbot)
    window.page.show_talk(screen.p.chat.talks[talk_id])
    row = e.row_of(talk_id, 2, "", is_mine=False)
    file = FileRecord(
        file_id=FileId(row.message_id),
        name="manual.pdf",
        size=9,
        sha256="a" * 64,
        state=FileState.READY,
        at=row.at,
        kind="pdf",
    )
    screen.link.say(MessageStored(conversation_id=talk_id, message=msgspec.structs.replace(row, text="", file=file)))

    shown = window.page.view.model.items()[-1]
    assert shown.key == MessageId(row.message_id)
    assert shown.file is not None
    assert shown.file.buttons == (FileAction.OPEN, FileAction.SAVE)
    last = screen.p.chat.talks[talk_id].last_said()
    assert last is not None
    assert last.text == "manual.pdf"


def test_a_refused_file_says_so_also_where_there_is_one_line_for_it(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Good morning")
    window = opened(screen, qtbot)
    window.page.show_talk(screen.p.chat.talks[talk_id])
    row = e.row_of(talk_id, 2, "", is_mine=False)
    file = FileRecord(
        file_id=FileId(row.message_id), name="manual.pdf", size=9, sha256="a" * 64, state=FileState.REFUSED, at=row.at,
        refused="type_refused", why="protected",
    )  # fmt: skip
    screen.link.say(MessageStored(conversation_id=talk_id, message=msgspec.structs.replace(row, text="", file=file)))

    shown = window.page.view.model.items()[-1]
    assert shown.file is not None
    assert "protected by a password" in shown.file.error
    last = screen.p.chat.talks[talk_id].last_said()
    assert last is not None
    assert last.text == "manual.pdf (refused)"


def test_plus_is_there_while_one_may_write(screen: Screen, qtbot: QtBot) -> None:
    screen.link.say(e.opened(), *e.ready())
    talk_id = talk(screen, "Good morning")
    window = opened(screen, qtbot)
    window.page.show_talk(screen.p.chat.talks[talk_id])
    plus = next(b for b in window.page.composer.findChildren(QToolButton) if b.accessibleName() == "Add a file")

    assert not plus.isHidden()
