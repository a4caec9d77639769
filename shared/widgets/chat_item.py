"""What one row of a conversation shows, as plain values. Not the message of the wire: presenters make these from it."""

import datetime as dt
from typing import Literal

import msgspec

from shared.widgets.file_item import FileItem

ChatKind = Literal["text", "file", "event", "day", "new_marker"]
ChatState = Literal["none", "queued", "sending", "sent", "delivered", "read", "failed"]

GROUP_WITHIN = dt.timedelta(minutes=5)
"""Messages of one person closer than this stand together as one group."""
LAST = 2**53
"""`order` of rows that wait at the end: add a running number to it."""


class ChatItem(msgspec.Struct, frozen=True, kw_only=True):
    """One row. The model keeps rows in ascending `order`, equal ones as they came.

    `order` is the server sequence of a confirmed message and `LAST + n` of one still waiting. `at` must be aware.
    `state` counts only for one's own messages. `verified` is the shield level of the sender, None to show none.
    Day rows are made by the model; nobody passes them in.
    """

    key: str
    kind: ChatKind = "text"
    mine: bool = False
    sender_name: str = ""
    sender_key: str = ""
    text: str
    at: dt.datetime
    state: ChatState = "none"
    verified: int | None = None
    order: int = 0
    is_note: bool = False
    """Only technicians see it: never `mine`, never grouped, its head says so."""
    file: FileItem | None = None
    """Set where `kind` is `file`; `text` is its name then."""

    @property
    def is_said(self) -> bool:
        """Whether a person said it: in words or as a file."""
        return self.kind in ("text", "file")

    def is_grouped_with(self, other: "ChatItem | None") -> bool:
        """Tell whether two neighbours form one group of bubbles."""
        return (
            other is not None
            and not (self.is_note or other.is_note)
            and self.is_said
            and other.is_said
            and self.mine == other.mine
            and self.sender_key == other.sender_key
            and abs(self.at - other.at) < GROUP_WITHIN
        )


def local_day(at: dt.datetime) -> dt.date:
    """Return the calendar day at the reader's place."""
    return at.astimezone().date()


def day_row(item: ChatItem) -> ChatItem:
    """Return the separator that stands before the first row of a day; its text is made when it is drawn."""
    day = local_day(item.at)
    return ChatItem(key=f"day:{day.isoformat()}", kind="day", text="", at=item.at, order=item.order)


def order_of(item: ChatItem) -> int:
    """Return where a row stands, for sorting."""
    return item.order
