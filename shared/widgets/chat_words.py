"""The words of a conversation's rows: days, times, delivery states, and what a screen reader says."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from shared.widgets.chat_item import ChatItem, local_day
from shared.widgets.file_item import FileItem
from shared.widgets.plain_text import isolated, shown, shown_line


def clock(at: dt.datetime) -> str:
    """Return the time of day at the reader's place, in the reader's format."""
    local = at.astimezone()
    return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)


def day_words(at: dt.datetime, form: QLocale.FormatType = QLocale.FormatType.LongFormat) -> str:
    """Return "Today", "Yesterday" or the date, written out where no other form is asked for."""
    day = local_day(at)
    back = (dt.datetime.now().astimezone().date() - day).days
    if back == 0:
        return QCoreApplication.translate("Chat", "Today")
    if back == 1:
        return QCoreApplication.translate("Chat", "Yesterday")
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def new_words() -> str:
    """Return the label of the line above the first unread message."""
    return QCoreApplication.translate("Chat", "New messages")


def state_words(item: ChatItem) -> str:
    """Return the delivery state as a word; empty for other people's messages and events."""
    if not item.mine:
        return ""
    return {
        "queued": QCoreApplication.translate("Chat", "waiting for connection"),
        "sending": QCoreApplication.translate("Chat", "being sent"),
        "sent": QCoreApplication.translate("Chat", "sent"),
        "delivered": QCoreApplication.translate("Chat", "delivered"),
        "read": QCoreApplication.translate("Chat", "read"),
        "failed": QCoreApplication.translate("Chat", "not sent"),
    }.get(item.state, "")


def note_words(item: ChatItem) -> str:
    """Return the head of an internal note: whose it is, and that the requester never sees it."""
    words = QCoreApplication.translate("Chat", "Internal note, not visible to the requester")
    return f"{isolated(item.sender_name)} · {words}" if item.sender_name else words


def sender_words(item: ChatItem) -> str:
    """Return who wrote it, "You" for oneself."""
    return QCoreApplication.translate("Chat", "You") if item.mine else shown_line(item.sender_name)


def spoken(item: ChatItem) -> str:
    """Return what a screen reader says for the row: sender, text, time, state."""
    if item.kind == "day":
        return day_words(item.at)
    if item.kind == "new_marker":
        return new_words()
    if item.kind == "event":
        return f"{shown(item.text)}, {clock(item.at)}"
    if item.is_note:
        return f"{note_words(item)}: {shown(item.text)}, {clock(item.at)}"
    state = state_words(item)
    said = shown(item.text) if item.file is None else file_words(item.file)
    return f"{sender_words(item)}: {said}, {clock(item.at)}" + (f", {state}" if state else "")


def file_words(file: FileItem) -> str:
    """Return what a screen reader says for a file: that it is one, its name, how big it is, how it stands."""
    parts = (shown_line(file.name), file.note, file.standing, file.error)
    said = ", ".join(part for part in parts if part)
    return QCoreApplication.translate("Chat", "File {file}").format(file=said)
