"""A talk of 10,000 messages in the console's real window over a played link: in its conversation, and in a ticket's thread.

`make bench` imports `run()`; figures as in console_lists.py.
"""

import datetime as dt
import gc
import itertools
import os
from collections.abc import Callable
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from shared.ids import ConversationId
from shared.link.events import HistoryLoaded, MessageStored
from shared.protocol.chat import ChatMessage, ConversationChanged
from shared.protocol.tickets import EntryRecord, TicketChanged, TicketRecord, TicketThread
from shared.qt.translator import Language
from shared.widgets.chat_view import ChatView
from shared.widgets.theme import Theme, ThemeMode
from tech_console.resources import CONSOLE_WORDS
from tech_console.views.main_window import MainWindow
from tech_console.views.ui import Ui
from tech_console.views.workspace import Workspace
from tests.bench.turns import BLOCK_MS, Row, Turns, best, noise, row
from tests.support.console_records import NOW, a_conversation, a_message, a_ticket, an_entry
from tests.support.consoles import Played

MESSAGES, NOTES, NEWS, ROUNDS = 10_000, 200, 50, 3
NUMBERS = itertools.count(MESSAGES + 1)
WORDS = "the printer on the second floor does not answer since this morning"


def run() -> list[Row]:
    """Measure everything once and return one row per figure."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    played = Played()
    window = MainWindow(Ui(played.console, Language(app, [CONSOLE_WORDS], "en"), Theme(app, ThemeMode.LIGHT)))
    window.show()
    talk, other = a_conversation(), a_conversation()
    ticket = a_ticket(conversation_id=talk.conversation_id, created_at=NOW, description=WORDS)
    played.sign_in(*(ConversationChanged(conversation=one) for one in (talk, other)), TicketChanged(ticket=ticket))
    messages = [_message(talk.conversation_id, seq) for seq in range(1, MESSAGES + 1)]
    workspace = window.workspace
    assert workspace is not None
    gc.freeze()
    loaded = HistoryLoaded(
        conversation_id=talk.conversation_id, messages=messages, complete=True, first=True, read=MESSAGES
    )
    workspace.show_conversation(talk.conversation_id)
    first = Turns(app).run(partial(played.link.say, loaded))
    rows = [
        row("talk of 10,000 messages: longest block, its rows come from disk", first.longest_ms, goal_ms=BLOCK_MS),
        *_conversation(app, played, workspace, talk.conversation_id, other.conversation_id),
        *_ticket(app, played, workspace, ticket),
        noise("long talks"),
    ]
    window.hide()
    Played.end_all()
    return rows


def _conversation(
    app: QApplication, played: Played, workspace: Workspace, talk_id: ConversationId, other_id: ConversationId
) -> list[Row]:
    view = workspace.conversations.pane.view

    def again() -> Turns:
        workspace.show_conversation(other_id)
        return Turns(app).run(lambda: workspace.show_conversation(talk_id))

    return _figures("talk of 10,000 messages", app, played, view, talk_id, again)


def _ticket(app: QApplication, played: Played, workspace: Workspace, ticket: TicketRecord) -> list[Row]:
    thread = TicketThread(
        re=0, entries=[_note(ticket, number) for number in range(NOTES)], conversations=[a_conversation()]
    )
    page = workspace.tickets.ticket.thread_view

    def again() -> Turns:
        page._record = None
        turns = Turns(app).run(partial(workspace.show_ticket, ticket.ticket_id))
        return turns.run(partial(played.link.answer, thread))

    assert ticket.conversation_id is not None
    name = "ticket with a talk of 10,000 messages"
    return _figures(name, app, played, page.view, ticket.conversation_id, again)


def _figures(
    name: str, app: QApplication, played: Played, view: ChatView, talk_id: ConversationId, again: Callable[[], Turns]
) -> list[Row]:
    opened = best(ROUNDS, again)
    news = best(ROUNDS, partial(_news, app, played, talk_id))
    oldest = best(ROUNDS, partial(_oldest, app, view, again))
    wide = best(ROUNDS, partial(_resize, app, view))
    return [
        row(f"{name}: open", opened.all_ms, goal_ms=80),
        row(f"{name}: a message comes", news.all_ms / NEWS, goal_ms=5),
        *(
            row(f"{name}: longest block, {what}", turns.longest_ms, goal_ms=BLOCK_MS)
            for what, turns in (
                ("open", opened),
                ("a message comes", news),
                ("up to the first one", oldest),
                ("another width", wide),
            )
        ),
    ]


def _news(app: QApplication, played: Played, talk_id: ConversationId) -> Turns:
    turns = Turns(app)
    for _ in range(NEWS):
        message = _message(talk_id, next(NUMBERS))
        turns.run(partial(played.link.say, MessageStored(conversation_id=talk_id, message=message)))
    return turns


def _oldest(app: QApplication, view: ChatView, again: Callable[[], Turns]) -> Turns:
    """All rows are made, in portions."""
    again()
    turns = Turns(app)
    while not view.model.is_whole:
        turns.run(view.model.fetch)
    return turns


def _resize(app: QApplication, view: ChatView) -> Turns:
    window, turns = view.window(), Turns(app)
    width = window.width()
    for wide in (width - 60, width):
        turns.run(partial(window.resize, wide, window.height()))
    return turns


def _message(talk_id: ConversationId, seq: int) -> ChatMessage:
    return a_message(talk_id, seq, f"{seq} {WORDS * (seq % 4)}", at=NOW + dt.timedelta(minutes=seq))


def _note(ticket: TicketRecord, number: int) -> EntryRecord:
    at = NOW + dt.timedelta(minutes=50 * number)
    return an_entry(f"note {number}", at=at, ticket_id=ticket.ticket_id)
