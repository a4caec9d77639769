"""A column that is as high as what is in it, and scrolls where that is more than there is room for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class ScrollBody(QScrollArea):
    """Put widgets into `column`, then call `fit` whenever they, the width or the room change."""

    def __init__(self, *, spacing: int = 0, bar_px: int = 10) -> None:
        super().__init__()
        self._bar_px = bar_px
        page = QWidget()
        page.setProperty("kind", "page")
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(spacing)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def fit(self, width: int, most: int) -> None:
        """Take the height the content needs at this width, at most `most`; the bar gets its own room beside it."""
        wanted = self.wanted(width)
        is_scrolling = wanted > most
        self.column.setContentsMargins(0, 0, self._bar_px if is_scrolling else 0, 0)
        self.setFixedHeight(max(1, most if is_scrolling else wanted))

    def wanted(self, width: int) -> int:
        """Return the height the content needs at this width."""
        self.column.setContentsMargins(0, 0, 0, 0)
        column = self.column
        return column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()
