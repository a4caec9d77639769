"""Files in the console's conversation pane: the second factor for an installer, and no file where one writes notes."""

import datetime as dt

import msgspec
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from shared.ids import ConversationId, FileId, new_id
from shared.link.events import Answered, Refused, TransferChanged
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.base import Done
from shared.protocol.transfers import StepUp
from tech_console.views.desk_composer import Mode
from tech_console.views.step_up_dialog import StepUpDialog
from tests.gui.console.conftest import Screen
from tests.support.console_records import ME, a_conversation


def held(talk: ConversationId) -> Transfer:
    return Transfer(
        file_id=FileId(new_id()),
        direction=Direction.SEND,
        name="setup.msi",
        place="",
        at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC),
        conversation_id=talk,
        size=5,
        state=TransferState.PAUSED,
        code="step_up_required",
    )


def asked(screen: Screen) -> StepUpDialog:
    return next(dialog for dialog in screen.window.findChildren(StepUpDialog) if dialog.isVisible())


def test_an_installer_goes_on_after_the_six_digits_and_not_before(screen: Screen, qtbot: QtBot) -> None:
    talk = screen.talk(record=a_conversation(technician_id=ME))
    waits = held(talk)
    screen.link.say(TransferChanged(transfer=waits))
    dialog = asked(screen)
    assert not dialog.agree.isEnabled()
    dialog.code.setText("000000")
    dialog.agree.click()
    assert screen.link.last(StepUp).second_factor == "000000"
    screen.link.say(Refused(ticket=screen.link.asked[-1][0], code="auth_failed"))
    assert "not right" in dialog.error_text()
    assert screen.link.did("resume_file") == []

    dialog.code.setText("123456")
    dialog.agree.click()
    screen.link.say(Answered(ticket=screen.link.asked[-1][0], reply=Done(re=1)))
    assert screen.link.did("resume_file") == [waits.file_id]
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in screen.window.findChildren(StepUpDialog)))


def test_one_question_is_enough_for_several_files(screen: Screen) -> None:
    talk = screen.talk(record=a_conversation(technician_id=ME))
    for waits in (held(talk), held(talk)):
        screen.link.say(TransferChanged(transfer=waits))

    assert sum(dialog.isVisible() for dialog in screen.window.findChildren(StepUpDialog)) == 1
    asked(screen).reject()


def test_files_go_to_the_requester_and_never_into_a_note(screen: Screen) -> None:
    screen.talk(record=a_conversation(technician_id=ME))
    pane = screen.workspace.conversations.pane
    plus = next(button for button in pane.composer.findChildren(QToolButton) if button.accessibleName() == "Add a file")
    assert plus.isVisible()

    pane.writing.set_mode(Mode.NOTE)
    assert not plus.isVisible()


def test_in_a_talk_that_is_over_or_a_colleagues_nothing_can_be_sent(screen: Screen) -> None:
    mine = a_conversation(technician_id=ME)
    screen.talk(record=msgspec.structs.replace(mine, open=False))

    assert not screen.workspace.conversations.pane.composer.editor.takes_files  # type: ignore[attr-defined]  # the composer's own editor
