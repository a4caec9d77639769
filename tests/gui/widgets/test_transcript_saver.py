import datetime as dt
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shared.ids import ConversationId, new_id
from shared.widgets.transcript import Transcript, transcript_of
from shared.widgets.transcript_saver import TranscriptSaver
from tests.support.chat_rows import AT, a_conversation, a_row

TALK = ConversationId(new_id())


@pytest.fixture
def saver(qtbot: QtBot) -> TranscriptSaver:
    window = QWidget()
    qtbot.addWidget(window)
    return TranscriptSaver(window)


def a_transcript(messages: int = 3) -> Transcript:
    rows = [
        a_row(TALK, seq, text="It <b>burns</b>. " * 20, at=AT + dt.timedelta(minutes=seq))
        for seq in range(1, messages + 1)
    ]
    return transcript_of(a_conversation(TALK, technician_name="Ada"), rows, lambda event, _: event)


def test_a_conversation_is_saved_as_pdf_with_numbered_pages(
    saver: TranscriptSaver, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "talk.pdf"
    with qtbot.waitSignal(saver.saved):
        saver.save(a_transcript(60), path)
    pages = re.search(rb"/Count (\d+)", path.read_bytes())
    assert path.read_bytes().startswith(b"%PDF-")
    assert pages is not None
    assert int(pages[1]) > 1


def test_a_conversation_is_saved_as_text_where_the_name_says_so(
    saver: TranscriptSaver, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(saver.saved):
        saver.save(a_transcript(), tmp_path / "talk.TXT")
    assert "Ada: It <b>burns</b>." in (tmp_path / "talk.TXT").read_text()


def test_a_folder_that_cannot_be_written_is_said(saver: TranscriptSaver, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(saver.failed) as failed:
        saver.save(a_transcript(), tmp_path / "nowhere" / "talk.pdf")
    assert "could not be saved" in failed.args[0]


def test_the_name_follows_the_chosen_kind_of_file(saver: TranscriptSaver, qtbot: QtBot) -> None:
    saver.ask(a_transcript())
    dialog = saver.dialog
    assert dialog is not None
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.filterSelected.emit("Text (*.txt)")
    assert dialog.selectedFiles()[0].endswith(" Ada.txt")
    dialog.reject()
    qtbot.waitUntil(lambda: saver.dialog is None)
