"""How a check says no."""

from typing import Final

from shared.file_types import Why

PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
"""How programs and scripts begin."""


class Refused(Exception):
    """`why` as in shared/file_types.py."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def require(holds: object, why: Why = "not_what_it_says") -> None:
    """Raises: Refused unless it holds."""
    if not holds:
        raise Refused(why)
