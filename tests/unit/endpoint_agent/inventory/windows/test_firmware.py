"""The SMBIOS table, built after the standard and cut at every byte."""

import pytest

from endpoint_agent.inventory.windows.firmware import described, structures, table


def _structure(kind: int, fixed: bytes, *texts: str) -> bytes:
    strings = b"".join(text.encode() + b"\0" for text in texts) or b"\0"
    return bytes([kind, 4 + len(fixed), 0, kind]) + fixed + strings + b"\0"


BIOS = _structure(0, bytes([1, 2, 0, 0, 3]), "LENOVO", "N2HET68W", "03/15/2024")
SYSTEM = _structure(1, bytes([1, 2, 3, 4]), "LENOVO", "20XW00ABIX", "ThinkPad X1", "PF-ABC12")
BOARD = _structure(2, bytes([1, 2]), "LENOVO", "20XW")
CHASSIS = _structure(3, bytes([0, 0x8A, 0, 0, 1]), "IT-0042")
WHOLE = BIOS + SYSTEM + BOARD + CHASSIS + _structure(127, b"")


def test_a_table_says_make_model_serial_and_tag() -> None:
    assert described(WHOLE) == {
        "computer": {
            "make": "LENOVO", "model": "20XW00ABIX", "serial": "PF-ABC12", "asset_tag": "IT-0042",
            "chassis": "notebook", "firmware": "N2HET68W", "firmware_make": "LENOVO", "firmware_on": "2024-03-15",
        },
        "board": {"make": "LENOVO", "model": "20XW"},
    }  # fmt: skip


def test_what_a_maker_never_filled_in_is_left_out() -> None:
    system = _structure(1, bytes([1, 1, 0, 2]), "To Be Filled By O.E.M.", "System Serial Number")
    assert described(system) == {}


@pytest.mark.parametrize("length", range(0, len(WHOLE), 3))
def test_a_table_cut_anywhere_ends_there(length: int) -> None:
    assert len(list(structures(WHOLE[:length]))) <= 4
    described(WHOLE[:length])


def test_a_structure_that_claims_no_length_ends_the_table() -> None:
    assert list(structures(bytes([1, 0, 0, 0]) * 100)) == []


def test_elsewhere_there_is_no_table() -> None:
    assert table() == b""
