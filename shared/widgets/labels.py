"""Labels that show text as it is: PlainText always, so that a hostile name stays a name."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from shared.widgets.plain_text import shown_sentence

LabelKind = Literal["", "title", "heading", "strong", "body", "muted", "small", "error", "ok", "code"]


class Label(QLabel):
    """A plain label; `kind` chooses its look in style.py, `wraps` lets it break lines."""

    def __init__(
        self, text: str = "", *, kind: LabelKind = "", wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(wraps)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show text with control characters made visible."""
        super().setText(shown_sentence(text))
