"""Conversations as cards: open ones first, of those the ones that wait for a group, the one that moved last at the top."""

import datetime as dt
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication

from shared.protocol.chat import ConversationRecord
from shared.qt.record_list_model import Column
from tech_console.models.searched import CardRole, SearchedModel
from tech_console.models.words import clock_or_day, conversation_words, person_of


class ConversationCard(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation with what only this console knows of it."""

    record: ConversationRecord
    line: str = ""
    unread: int = 0
    moved_at: dt.datetime
    is_mine: bool = True
    is_draft: bool = False

    @property
    def conversation_id(self) -> str:
        """The id of the row."""
        return self.record.conversation_id


class ConversationModel(SearchedModel[ConversationCard]):
    """Sorted by column 0."""

    def __init__(self) -> None:
        super().__init__(
            "conversation_id",
            [
                Column(
                    lambda: QCoreApplication.translate("Console", "Conversation"),
                    lambda card: " ".join(
                        (person_of(card.record), card.record.customer_name, card.record.device_name, card.line)
                    ),
                    lambda card: (not card.record.open, not card.record.waiting_group_name, -card.moved_at.timestamp()),
                )
            ],
            {
                "customer": lambda card: [card.record.customer_name.casefold()],
                "device": lambda card: [card.record.device_name.casefold()],
                "is": _is,
            },
        )
        self.sort(0)

    def card(self, record: ConversationCard, role: int) -> object:
        talk = record.record
        facts: dict[int, Callable[[], object]] = {
            CardRole.TITLE: lambda: person_of(talk),
            CardRole.AVATAR_NAME: lambda: person_of(talk),
            CardRole.AVATAR_KEY: lambda: talk.contact_id or talk.device_key_id,
            CardRole.LINE: lambda: record.line or f"{talk.customer_name} · {talk.device_name}",
            CardRole.STAMP: lambda: clock_or_day(record.moved_at),
            CardRole.BADGE: lambda: record.unread,
            CardRole.LEVEL: lambda: talk.shield.level,
            CardRole.IS_QUIET: lambda: not talk.open,
            CardRole.WORD: lambda: _word(record),
            CardRole.TONE: lambda: "warn" if talk.open and talk.waiting_group_name else "",
        }
        return facts[role]() if role in facts else None


def _word(card: ConversationCard) -> str:
    if not card.record.open or card.record.accepted_at is None:
        return conversation_words(card.record)
    if card.record.waiting_group_name:
        return QCoreApplication.translate("Console", "Waits for {group}").format(group=card.record.waiting_group_name)
    if card.is_draft:
        return QCoreApplication.translate("Console", "Draft")
    return "" if card.is_mine else card.record.technician_name


def _is(card: ConversationCard) -> list[str]:
    words = ["open" if card.record.open else "closed"]
    if card.unread:
        words.append("unread")
    if card.is_mine:
        words.append("mine")
    if card.record.open and card.record.waiting_group_name:
        words.append("waiting")
    return words
