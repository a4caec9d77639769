"""Make, model and serial numbers from the SMBIOS table, which Windows hands to anybody. Source: DSP0134, 7.1 to 7.4."""

import ctypes
import sys
from collections.abc import Iterator

from endpoint_agent.inventory.linux.hardware import CHASSIS, PLACEHOLDERS
from endpoint_agent.inventory.sources import item
from shared.inventory import Items

PROVIDER = int.from_bytes(b"RSMB", "big")
HEADER_BYTES = 8
"""Of what Windows puts before the table: versions and length."""
BIOS, SYSTEM, BOARD, CHASSIS_KIND, END = 0, 1, 2, 3, 127


class Structure:
    """One structure of the table: its fixed part and its texts."""

    def __init__(self, kind: int, fixed: bytes, texts: list[str]) -> None:
        self.kind = kind
        self._fixed = fixed
        self._texts = texts

    def byte(self, offset: int) -> int:
        """Return one byte of the fixed part, 0 where an old table has none."""
        return self._fixed[offset] if offset < len(self._fixed) else 0

    def text(self, offset: int) -> str:
        """Return the text whose number stands at `offset`; empty for none and for what makers put in its place."""
        number = self.byte(offset)
        text = self._texts[number - 1].strip() if 0 < number <= len(self._texts) else ""
        return "" if text.lower() in PLACEHOLDERS else text


def structures(table: bytes) -> Iterator[Structure]:
    """Take a table apart; what is cut off or does not fit ends it."""
    at = 0
    while at + 4 <= len(table):
        kind, length = table[at], table[at + 1]
        end = table.find(b"\0\0", at + length)
        if length < 4 or end < 0 or kind == END:
            return
        texts = table[at + length : end].split(b"\0")
        yield Structure(kind, table[at : at + length], [text.decode("latin-1") for text in texts])
        at = end + 2


def described(table: bytes) -> Items:
    """Return computer and board of a table."""
    first: dict[int, Structure] = {}
    for structure in structures(table):
        first.setdefault(structure.kind, structure)
    none = Structure(END, b"", [])
    bios, system = first.get(BIOS, none), first.get(SYSTEM, none)
    board, chassis = first.get(BOARD, none), first.get(CHASSIS_KIND, none)
    computer = item(
        make=system.text(4),
        model=system.text(5),
        serial=system.text(7),
        asset_tag=chassis.text(8),
        chassis=CHASSIS.get(chassis.byte(5) & 0x7F, ""),
        firmware=bios.text(5),
        firmware_make=bios.text(4),
        firmware_on=_day(bios.text(8)),
    )
    return {
        key: found
        for key, found in {"computer": computer, "board": item(make=board.text(4), model=board.text(5))}.items()
        if found
    }


def table() -> bytes:
    """Return the table of this computer; empty where there is none."""
    if sys.platform == "win32":
        ask = ctypes.windll.kernel32.GetSystemFirmwareTable
        size = ask(PROVIDER, 0, None, 0)
        buffer = ctypes.create_string_buffer(size)
        if size and ask(PROVIDER, 0, buffer, size) == size:
            return buffer.raw[HEADER_BYTES:]
    return b""


def _day(text: str) -> str:
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    return f"{year}-{month}-{day}" if len(year) == 4 else ""
