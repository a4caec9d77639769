"""How the headless form writes a line; the writer itself is shared/qt/json_lines.py."""

from typing import Any, Protocol


class Show(Protocol):
    """Writes one line; `kind` becomes `shown`."""

    def __call__(self, kind: str, /, **fields: Any) -> None:
        """Write it, whole and at once."""
