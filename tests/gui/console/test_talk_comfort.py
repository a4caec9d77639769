"""Notes, canned answers, colleagues and handing on, in the real conversation pane."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from shared.ids import ConversationId, TechnicianId, new_id
from shared.link.events import HistoryLoaded
from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import CustomerChanged, TechnicianChanged
from shared.protocol.requests import RequestChanged, RequestState
from shared.protocol.routing import (
    AnswerChanged,
    GroupChanged,
    TakeConversation,
    TransferConversation,
    Viewing,
)
from shared.protocol.search import HitKind, SearchHit
from shared.protocol.tickets import AddEntry, EntryAdded, TicketThread
from shared.widgets.transcript import Transcript, as_text
from shared.widgets.transcript_saver import TranscriptSaver
from tech_console.views.conversation_pane import ConversationPane
from tech_console.views.desk_composer import Mode
from tech_console.views.transfer_dialog import TransferDialog
from tests.gui.console.conftest import Screen, changed
from tests.support.console_records import (
    ACME,
    COLLEAGUE,
    ME,
    NOW,
    a_conversation,
    a_customer,
    a_group,
    a_message,
    a_request,
    a_technician,
    an_answer,
    an_entry,
)


def pane_of(screen: Screen) -> ConversationPane:
    return screen.workspace.conversations.pane


def press(screen: Screen, within: QWidget, text: str) -> None:
    made = next(b for b in within.findChildren(QPushButton) if b.text() == text and b.isVisible())
    screen.bot.mouseClick(made, Qt.MouseButton.LeftButton)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def rows(pane: ConversationPane) -> list[tuple[str, bool]]:
    return [(item.text, item.is_note) for item in pane.view.model.items() if item.kind == "text"]


def type_in(screen: Screen, text: str) -> None:
    pane = pane_of(screen)
    screen.window.activateWindow()
    pane.composer.setFocus()
    screen.bot.waitUntil(pane.writing.editor.hasFocus)
    screen.bot.keyClicks(pane.writing.editor, text)


def test_a_note_stands_between_the_messages_and_never_travels_as_one(screen: Screen) -> None:
    talk = a_conversation().conversation_id
    talk = screen.talk(a_message(talk, 1, "it is broken"))
    pane = pane_of(screen)
    pane.writing.write(Mode.NOTE)
    type_in(screen, "fuser again")
    screen.bot.keyClick(pane.writing.editor, Qt.Key.Key_Return)
    message = screen.link.last(AddEntry)
    assert (message.text, message.conversation_id) == ("fuser again", talk)
    assert screen.link.did("send_text") == []
    note = an_entry("fuser again", entry_id=message.entry_id, conversation_id=talk, at=NOW + dt.timedelta(minutes=1))
    screen.link.push(EntryAdded(entry=note))
    assert rows(pane) == [("it is broken", False), ("fuser again", True)]


def test_each_mode_keeps_its_own_unfinished_text(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    writing = pane_of(screen).writing
    type_in(screen, "for Giulia")
    screen.bot.keyClick(writing.editor, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert (writing.mode, writing.composer.text()) == (Mode.NOTE, "")
    type_in(screen, "for us")
    writing.switch_mode()
    assert writing.composer.text() == "for Giulia"
    assert screen.link.did("save_draft")[-1][1] == "for us"
    writing.switch_mode()
    assert writing.composer.text() == "for us"


def test_a_refused_note_comes_back_with_the_reason(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    pane = pane_of(screen)
    pane.writing.write(Mode.NOTE)
    type_in(screen, "for us")
    screen.bot.keyClick(pane.writing.editor, Qt.Key.Key_Return)
    assert pane.composer.text() == ""
    screen.link.refuse("unavailable")
    assert pane.composer.text() == "for us"
    assert "not available right now" in texts(pane)


def test_a_slash_finds_answers_and_puts_several_in_at_the_cursor(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    hello = an_answer(shortcut="hello", title="Greeting", text="Good morning {contact.first_name}!")
    bye = an_answer(shortcut="bye", title="Farewell", text="{device.shoe} Goodbye")
    screen.link.push(AnswerChanged(answer=hello), AnswerChanged(answer=bye))
    writing = pane_of(screen).writing
    type_in(screen, "Ciao. /gree")
    assert writing.popup.isVisible()
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Return)
    assert writing.composer.text() == "Ciao. Good morning Giulia!"
    type_in(screen, " /bye")
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Tab)
    assert writing.composer.text() == "Ciao. Good morning Giulia! {device.shoe} Goodbye"
    assert "{device.shoe}" in texts(writing)
    assert not writing.popup.isVisible()
    assert screen.link.did("send_text") == []


def test_escape_closes_the_answers_and_leaves_what_was_typed(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    screen.link.push(AnswerChanged(answer=an_answer()))
    writing = pane_of(screen).writing
    type_in(screen, "/he")
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Escape)
    assert not writing.popup.isVisible()
    assert writing.composer.text() == "/he"
    type_in(screen, "l")
    assert writing.popup.isVisible()
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Escape)


def test_enter_sends_no_lone_slash_where_there_are_no_answers_yet(screen: Screen) -> None:
    screen.talk(record=a_conversation())
    writing = pane_of(screen).writing
    type_in(screen, "/")
    assert "There are no canned answers yet." in texts(writing.popup)
    assert "Enter inserts" not in texts(writing.popup)
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Return)
    assert not writing.popup.isVisible()
    assert writing.composer.text() == "/"
    assert screen.link.did("send_text") == []
    screen.bot.keyClick(writing.editor, Qt.Key.Key_Backspace)
    type_in(screen, "/")
    assert writing.popup.isVisible()


def test_what_somebody_wrote_to_ask_for_the_talk_stands_beside_it(screen: Screen) -> None:
    talk = screen.talk(record=a_conversation())
    asked = a_request(state=RequestState.ACCEPTED, conversation_id=talk, reason="It prints nothing")
    screen.link.push(RequestChanged(request=asked))
    screen.bot.waitUntil(lambda: "It prints nothing" in texts(screen.workspace.conversations))


def test_a_colleague_who_looks_or_types_is_named(screen: Screen) -> None:
    record = a_conversation()
    screen.talk(record=record)
    seen = Viewing(conversation_id=record.conversation_id, technician_id=COLLEAGUE, name="<b>Anna</b>")
    screen.link.push(seen)
    assert "<b>Anna</b>\u2069 is looking at this too" in texts(pane_of(screen))
    screen.link.push(Viewing(**{**{f: getattr(seen, f) for f in seen.__struct_fields__}, "is_typing": True}))
    assert "is writing here" in texts(pane_of(screen))


def test_a_talk_is_handed_to_a_colleague_with_a_comment(screen: Screen) -> None:
    record = a_conversation()
    screen.talk(record=record)
    screen.link.push(TechnicianChanged(technician=a_technician()), GroupChanged(group=a_group()))
    screen.workspace.talking.transfer(record.conversation_id)
    dialog = next(d for d in screen.window.findChildren(TransferDialog) if d.isVisible())
    press(screen, dialog, "Hand over")
    assert "Please choose" in dialog.error_text()
    screen.bot.keyClicks(dialog._search, "anna")
    dialog._comment.setPlainText("knows SAP")
    press(screen, dialog, "Hand over")
    message = screen.link.last(TransferConversation)
    assert (message.technician_id, message.comment) == (COLLEAGUE, "knows SAP")
    screen.link.answer()
    assert not dialog.isVisible()


def test_where_there_is_nobody_to_hand_a_talk_to_there_is_only_the_way_back(screen: Screen) -> None:
    record = a_conversation()
    screen.talk(record=record)
    screen.workspace.talking.transfer(record.conversation_id)
    dialog = next(d for d in screen.window.findChildren(TransferDialog) if d.isVisible())
    assert "There is neither a colleague nor a group to hand it to." in texts(dialog)
    assert [made.text() for made in dialog.findChildren(QPushButton) if made.isVisible()] == ["Cancel"]
    assert not dialog._comment.isVisible()
    press(screen, dialog, "Cancel")


def test_who_follows_the_customer_stands_first_and_is_marked_where_a_talk_is_handed_over(screen: Screen) -> None:
    # H-14
    record = a_conversation()
    screen.talk(record=record)
    zoe = a_technician(technician_id=TechnicianId(new_id()), name="Zoe Blu", online=False)
    screen.link.push(
        CustomerChanged(customer=a_customer(owner_id=zoe.technician_id)),
        TechnicianChanged(technician=a_technician()),
        TechnicianChanged(technician=zoe),
        GroupChanged(group=a_group()),
    )
    dialog = TransferDialog(screen.ui, record.conversation_id, screen.window)
    shown = [dialog._list.item(row).text() for row in range(dialog._list.count())]
    assert shown == ["Zoe Blu · follows the customer · offline", "Anna Verdi · online", "Group Second level"]
    dialog.deleteLater()


def test_a_talk_that_waits_for_my_group_is_taken_with_one_button(screen: Screen) -> None:
    group = a_group(technician_ids=[ME])
    record = a_conversation(
        technician_id=COLLEAGUE,
        technician_name="Anna Verdi",
        waiting_group_id=group.group_id,
        waiting_group_name=group.name,
    )
    screen.sign_in(GroupChanged(group=group), ConversationChanged(conversation=record))
    screen.workspace.show_conversation(record.conversation_id)
    assert "Anna Verdi handed this conversation to Second level." in texts(pane_of(screen))
    press(screen, pane_of(screen), "Take it")
    assert screen.link.last(TakeConversation).conversation_id == ConversationId(record.conversation_id)
    screen.link.answer()
    mine = changed(record, technician_id=ME, waiting_group_id=None, waiting_group_name="")
    screen.link.push(ConversationChanged(conversation=mine))
    assert pane_of(screen).writing.mode in (Mode.REPLY, Mode.NOTE)
    assert pane_of(screen).writing._buttons[Mode.REPLY].isVisible()


def test_a_found_message_of_a_talk_of_long_ago_is_fetched_and_has_the_keyboard(screen: Screen) -> None:
    old = a_conversation(open=False)
    screen.sign_in()
    hit = SearchHit(kind=HitKind.MESSAGE, id=old.conversation_id, customer_id=ACME, title="Giulia", seq=2)
    screen.workspace.commanding.show_hit(hit)
    screen.link.answer(TicketThread(re=0, conversations=[old]))
    assert screen.workspace.current_talk() == old.conversation_id
    rows = [a_message(old.conversation_id, seq, f"m{seq}") for seq in range(1, 60)]
    screen.link.say(HistoryLoaded(conversation_id=old.conversation_id, messages=rows, complete=True, first=True))
    view = pane_of(screen).view
    found = view.model.item(view.list.currentIndex().row())
    assert found is not None
    assert found.text == "m2"
    screen.bot.waitUntil(lambda: view.list.currentIndex().row() in view.list.visible_rows())


def test_a_transcript_holds_what_was_said_and_no_internal_note(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Transcript] = []
    monkeypatch.setattr(TranscriptSaver, "ask", lambda _self, transcript: asked.append(transcript))
    talk = screen.talk(a_message(a_conversation().conversation_id, 1, "it is broken"))
    screen.link.push(EntryAdded(entry=an_entry("for us", conversation_id=talk)))
    pane_of(screen).head.transcript_wanted.emit()
    (transcript,) = asked
    assert [line.text for line in transcript.lines] == ["it is broken"]
    assert "for us" not in as_text(transcript)


def test_a_search_leads_to_an_old_message_also_when_history_comes_meanwhile(screen: Screen) -> None:
    talk = a_conversation().conversation_id
    rows = [a_message(talk, seq) for seq in range(1, 1501)]
    screen.talk(*rows[100:])
    pane = pane_of(screen)
    pane.show_row(120)
    screen.link.say(HistoryLoaded(conversation_id=talk, messages=rows[:100], complete=True))
    view = pane.view
    screen.bot.waitUntil(lambda: view.list.currentIndex().row() in view.list.visible_rows())
    assert view.model.items()[view.list.currentIndex().row()].key == rows[119].message_id
