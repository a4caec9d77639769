"""Contacts in a CSV file as people have them: any separator, any usual encoding, headings in both languages. No file is opened here."""

import csv
import enum
from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from shared.ids import ContactId, new_id
from shared.limits import MAX_E_MAIL_CHARS, MAX_NAME_CHARS
from shared.protocol.people import ImportRow, RowOutcome
from tech_console.state.export import BOM, csv_line

MAX_BYTES: Final = 5 * 1024 * 1024
MAX_ROWS: Final = 5_000
_ENCODINGS: Final = ("utf-8-sig", "cp1252")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS: Final = ";,\t|"


class Field(enum.Enum):
    """What a column of the file may hold."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    E_MAIL = "e_mail"
    DEVICE = "device_name"


HEADINGS: Final = {
    Field.FIRST_NAME: ("first name", "firstname", "first_name", "given name", "givenname", "nome", "name"),
    Field.LAST_NAME: ("last name", "lastname", "last_name", "surname", "sn", "family name", "cognome"),
    Field.E_MAIL: ("e-mail", "email", "e_mail", "mail", "e-mail address", "email address", "posta elettronica", "indirizzo e-mail"),
    Field.DEVICE: ("device", "computer", "host", "hostname", "agent", "dispositivo", "agente", "pc"),
}  # fmt: skip
"""Headings that are recognised without a person; small letters."""
ERRORS: Final = frozenset(
    {"bad_text", "too_big", "twice", "no_such_device", "several_devices", "conflict", "empty", "unavailable"}
)
"""Outcomes after which a row was not taken."""


class BadFile(Exception):
    """What was chosen is no CSV file with rows; `why`: `empty`, `too_big`, `unreadable`, `too_many`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Sheet(msgspec.Struct, frozen=True):
    """The file as rows of cells; every row has as many cells as the headings."""

    headings: list[str]
    rows: list[list[str]]


Mapping_ = Mapping[Field, int]
"""Field → number of the column."""


def read_sheet(data: bytes) -> Sheet:
    """Return the rows of a file. Raises: BadFile."""
    if len(data) > MAX_BYTES:
        raise BadFile("too_big")
    lines = [line for line in _cells(_text(data)) if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        raise BadFile("empty")
    if len(lines) > MAX_ROWS + 1:
        raise BadFile("too_many")
    width = max(len(line) for line in lines)
    padded = [[cell.strip() for cell in line] + [""] * (width - len(line)) for line in lines]
    return Sheet(padded[0], padded[1:])


def guess(sheet: Sheet) -> dict[Field, int]:
    """Return which column holds what, as far as headings, or the look of an address, tell."""
    found: dict[Field, int] = {}
    for place, heading in enumerate(sheet.headings):
        for field, words in HEADINGS.items():
            if field not in found and heading.strip().casefold() in words:
                found[field] = place
                break
    if Field.E_MAIL not in found:
        looks = [place for place in range(len(sheet.headings)) if _looks_like_addresses(sheet, place)]
        if looks:
            found[Field.E_MAIL] = looks[0]
    return found


def import_rows(sheet: Sheet, mapping: Mapping_) -> list[ImportRow]:
    """Return the rows as the relay takes them; what is too long is cut there where the relay would only say so."""

    def cell(row: Sequence[str], field: Field, most: int) -> str:
        return row[mapping[field]][:most] if field in mapping else ""

    return [
        ImportRow(
            contact_id=ContactId(new_id()),
            first_name=cell(row, Field.FIRST_NAME, MAX_NAME_CHARS),
            last_name=cell(row, Field.LAST_NAME, MAX_NAME_CHARS),
            e_mail=cell(row, Field.E_MAIL, MAX_E_MAIL_CHARS),
            device_name=cell(row, Field.DEVICE, MAX_NAME_CHARS),
        )
        for row in sheet.rows
    ]


def is_error(outcome: RowOutcome) -> bool:
    """Return whether a row was not taken."""
    return outcome.outcome not in {"created", "changed", "same"}


def error_file(sheet: Sheet, outcomes: Sequence[RowOutcome], reasons: Sequence[str], heading: str) -> str:
    """Return a CSV of the rows that were not taken, each with its reason, to be corrected and imported again."""
    lines = [csv_line([*sheet.headings, heading])]
    for row, outcome, reason in zip(sheet.rows, outcomes, reasons, strict=True):
        if is_error(outcome):
            lines.append(csv_line([*row, reason]))
    return BOM + "".join(lines)


def _text(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("unreadable")


def _cells(text: str) -> list[list[str]]:
    if "\0" in text:
        raise BadFile("unreadable")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    try:
        return list(csv.reader([f"{line}\n" for line in text.split("\n")], delimiter=separator))
    except csv.Error as error:
        raise BadFile("unreadable") from error


def _looks_like_addresses(sheet: Sheet, place: int) -> bool:
    filled = [row[place] for row in sheet.rows if row[place]]
    return bool(filled) and sum("@" in cell for cell in filled) * 2 > len(filled)
