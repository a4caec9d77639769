"""The console's real window over a played link, offscreen."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.ids import ConversationId
from shared.link.events import HistoryLoaded
from shared.protocol.base import Message
from shared.protocol.chat import ChatMessage, ConversationChanged, ConversationRecord
from shared.qt.translator import Language
from shared.widgets.theme import Theme, ThemeMode
from tech_console.resources import CONSOLE_WORDS
from tech_console.views.main_window import MainWindow
from tech_console.views.ui import Ui
from tech_console.views.workspace import Workspace
from tests.support.console_records import a_conversation
from tests.support.consoles import Played


class Screen:
    """A window, and the relay the test plays under it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
        self.bot: Any = qtbot
        self._app = qapp
        self.played = Played()
        self.language = Language(qapp, [CONSOLE_WORDS], "en")
        self.ui = Ui(self.played.console, self.language, theme)
        self.window = MainWindow(self.ui)
        self.window.show()
        self.played.console.sign_in.start()

    @property
    def link(self) -> Any:
        """The played link."""
        return self.played.link

    @property
    def workspace(self) -> Workspace:
        """What is behind the sign-in."""
        assert self.window.workspace is not None
        return self.window.workspace

    def sign_in(self, *messages: Message, **how: Any) -> None:
        """Sign in with a snapshot."""
        self.played.sign_in(*messages, **how)

    def talk(self, *rows: ChatMessage, record: ConversationRecord | None = None, read: int = 0) -> ConversationId:
        """Sign in with one talk in front that holds these rows."""
        record = record or a_conversation(
            conversation_id=rows[0].conversation_id if rows else a_conversation().conversation_id
        )
        self.sign_in(ConversationChanged(conversation=record))
        self.link.say(
            HistoryLoaded(
                conversation_id=record.conversation_id, messages=list(rows), complete=True, first=True, read=read
            )
        )
        self.workspace.show_conversation(record.conversation_id)
        return record.conversation_id

    def close(self) -> None:
        """End it all."""
        Played.end_all()
        if self.window.workspace is not None:
            self.window.workspace.cards.close_all()
        self.window.hide()
        self.window.deleteLater()
        for translator in self.language._installed:
            self._app.removeTranslator(translator)
        self.language.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look is put on the application once."""
    return Theme(qapp, ThemeMode.LIGHT)


@pytest.fixture
def screen(no_leaks: None, qtbot: QtBot, qapp: QApplication, theme: Theme) -> Iterator[Screen]:
    """A console before its sign-in."""
    made = Screen(qtbot, qapp, theme)
    yield made
    made.close()


def changed(record: msgspec.Struct, **fields: Any) -> Any:
    """Return a newer version of a record."""
    return msgspec.structs.replace(record, version=getattr(record, "version", 0) + 1, **fields)
