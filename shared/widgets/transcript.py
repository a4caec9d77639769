"""A conversation to keep: who, when, what was said, as values and as plain text. Both programs use it.

Not here: the PDF (transcript_pdf.py), the question where to save it (transcript_saver.py), internal notes, which are
nobody's to take away.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec
from PySide6.QtCore import QCoreApplication, QDate, QLocale

from shared.protocol.chat import ChatMessage, ConversationRecord
from shared.protocol.transfers import FileRecord
from shared.qt.file_words import refused_words, size_words
from shared.widgets.chat_item import local_day
from shared.widgets.chat_words import clock
from shared.widgets.plain_text import shown, shown_line, unmarked

EventWords = Callable[[str, Mapping[str, str]], str]
"""The sentence for what the relay itself says; each program has its own words for it."""
NAME_CHARS = 80
UNSAFE = re.compile(r"[^\w .,()-]+")
INDENT = " " * 8

translate = QCoreApplication.translate


class TranscriptLine(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was said; `who` is empty for what the relay said itself. Both are foreign text, made visible."""

    at: dt.datetime
    text: str
    who: str = ""


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """A whole conversation: title, facts as name and value, lines ascending, and the name of a file for it."""

    title: str
    facts: list[tuple[str, str]]
    lines: list[TranscriptLine]
    file_name: str

    def days(self) -> Iterator[tuple[str, list[TranscriptLine]]]:
        """Give the lines day by day; a day is written out, for it is read again years later."""
        for day, lines in groupby(self.lines, key=lambda line: local_day(line.at)):
            yield long_day(day), list(lines)


def transcript_of(
    record: ConversationRecord, rows: Iterable[ChatMessage], event_words: EventWords, *, customer_word: str = ""
) -> Transcript:
    """Return a conversation to keep; `customer_word` is the edition's word where the customer is to be named."""
    return Transcript(
        title=_title(record),
        facts=[(name, shown_line(value)) for name, value in _facts(record, customer_word) if value],
        lines=[_line(row, event_words) for row in sorted(rows, key=lambda row: row.seq)],
        file_name=_file_name(record),
    )


def as_text(transcript: Transcript) -> str:
    """Return it as a plain text file's content: what somebody wrote is indented, so that it never looks like a line of ours."""
    lines = [transcript.title, "=" * len(transcript.title), ""]
    lines += [f"{name}: {value}" for name, value in transcript.facts]
    for day, said in transcript.days():
        lines += ["", day, "-" * len(day)]
        lines += [_as_text(line) for line in said]
    return "\n".join(lines) + "\n"


def long_day(day: dt.date) -> str:
    """Return the written-out date in the reader's format."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def _title(record: ConversationRecord) -> str:
    if not record.technician_name:
        return translate("Transcript", "Conversation")
    return translate("Transcript", "Conversation with {name}").format(name=shown_line(record.technician_name))


def _facts(record: ConversationRecord, customer_word: str) -> list[tuple[str, str]]:
    ticket = "" if record.ticket_number is None else f"#{record.ticket_number}"
    facts = [
        (translate("Transcript", "Support"), record.organisation),
        (customer_word, record.customer_name if customer_word else ""),
        (translate("Transcript", "Technician"), record.technician_name),
        (translate("Transcript", "Person"), record.contact_name),
        (translate("Transcript", "Computer"), record.device_name),
        (translate("Transcript", "User"), record.os_user),
        (translate("Transcript", "Began"), _moment(record.accepted_at or record.opened_at)),
        (translate("Transcript", "Ended"), "" if record.closed_at is None else _moment(record.closed_at)),
        (translate("Transcript", "Ticket"), ticket),
    ]
    return [*facts, (translate("Transcript", "Times"), _offset(record.opened_at))]


def _offset(at: dt.datetime) -> str:
    return f"UTC{at.astimezone().isoformat()[-6:]}"


def _moment(at: dt.datetime) -> str:
    return f"{long_day(local_day(at))}, {clock(at)}"


def _line(row: ChatMessage, event_words: EventWords) -> TranscriptLine:
    if row.event:
        return TranscriptLine(at=row.at, text=shown(event_words(row.event, row.params)))
    text = row.text if row.file is None else _file_words(row.file)
    return TranscriptLine(at=row.at, who=shown_line(row.sender_name) or "?", text=shown(text))


def _file_words(file: FileRecord) -> str:
    if why := refused_words(msgspec.structs.replace(file, name=shown_line(file.name))):
        return unmarked(why)
    words = translate("Transcript", "File: {name} ({size}), SHA-256 {sha256}")
    size = size_words(file.size)
    return words.format(name=shown_line(file.name), size=size, sha256=file.sha256)


def _as_text(line: TranscriptLine) -> str:
    text = line.text.replace("\n", f"\n{INDENT}")
    return f"[{clock(line.at)}] {line.who}: {text}" if line.who else f"[{clock(line.at)}] * {text}"


def _file_name(record: ConversationRecord) -> str:
    name = UNSAFE.sub(" ", record.technician_name).strip(" .")
    return f"{record.opened_at.astimezone():%Y-%m-%d %H.%M} {name}"[:NAME_CHARS].strip()
