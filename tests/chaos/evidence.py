"""What the checker judges: the relay's committed rows, and of every client its journal and its own store. Values only."""

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A message where it is kept; `sha256` of its text, `sender` is `device`, `technician` or `relay`."""

    conversation_id: str
    seq: int
    message_id: str
    sender: str = ""
    sender_id: str = ""
    stream: str = ""
    number: int = 0
    sha256: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a client's journal (shared/link/journal.py); fields that a kind does not have stay empty."""

    kind: str
    monotonic_s: float = 0.0
    conversation_id: str = ""
    message_id: str = ""
    stream: str = ""
    number: int = 0
    seq: int = 0
    upto: int = 0
    sha256: str = ""
    code: str = ""
    state: str = ""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """How far the relay believes a member has stored and read a conversation."""

    conversation_id: str
    member: str
    delivered: int
    read: int


class Truth(msgspec.Struct, frozen=True, kw_only=True):
    """The relay's database after everything has come to rest."""

    rows: list[Row]
    members: dict[str, frozenset[str]]
    """By conversation: its device key and its technician."""
    marks: list[Mark]
    requests: dict[str, str]
    """State by chat request."""
    owners: dict[str, str]
    """The customer of every id that belongs to one."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One client: who it is, what it wrote down step by step, what is on its disk, what it said aloud."""

    name: str
    member: str
    """Its device key or technician id."""
    customers: frozenset[str]
    """Whose ids it may ever hear."""
    journal: list[Line]
    kept: list[Row]
    requests: list[tuple[str, str]] = []
    """Every (chat request, state) it was told, in order."""
    heard: frozenset[str] = frozenset()
    """Every id in its journal and in what it printed."""
    said: frozenset[str] = frozenset()
    """SHA-256 of every text that was typed into it."""
    killed: bool = False
    """A killed client may lack the line of its very last step, which is on its disk."""
