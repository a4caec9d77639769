"""The line above the input of a conversation: why words do not go through, or what is special about this talk."""

from typing import Literal

import msgspec
from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.situation import Kind, situation
from endpoint_agent.presenters.status import StatusPresenter
from endpoint_agent.presenters.talk import Talk
from endpoint_agent.presenters.words import link_words, waiting_words
from shared.link.events import LinkState
from shared.mailbox.records import OutgoingState
from shared.qt.error_words import error_words

translate = QCoreApplication.translate


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence and how urgent it is; `can_reconnect` offers to try the connection now."""

    text: str
    kind: Literal["info", "warn", "error"] = "info"
    can_reconnect: bool = False

    @classmethod
    def of_error(cls, code: str, params: dict[str, str | int]) -> "Notice":
        """Return what went wrong with something that was just tried."""
        return cls(kind="error", text=error_words(code, params))


def _no_connection(status: StatusPresenter, talk: Talk) -> Notice:
    waits = sum(1 for message in talk.outgoing.values() if message.state is not OutgoingState.FAILED)
    words = translate("Notices", "No connection.")
    if status.link_state is LinkState.STOPPED:
        words = link_words(status.link_state, status.code, status.params)
    text = f"{words} {waiting_words(waits)}." if waits else words
    return Notice(kind="warn", text=text, can_reconnect=True)


def talk_notice(presenters: AgentPresenters, talk: Talk) -> Notice | None:
    """Return what has to be said about a conversation now, the most important thing only."""
    status = presenters.status
    if not status.is_ready and status.code:
        return _no_connection(status, talk)
    if not talk.is_open:
        return None
    if talk.missing_code and talk.missing_code != "unavailable":
        return Notice(kind="warn", text=error_words(talk.missing_code))
    if talk.record is not None and talk.record.accepted_at is None:
        text = translate("Notices", "This message was left for you. Your answer begins the conversation.")
        return Notice(text=text)
    now = situation(status, presenters.requests, has_talk=True)
    return Notice(text=now.title) if now.kind is Kind.WAITING else None
