"""Cards of captions and values for the pages of a device: as many columns as fit, values to select and copy."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shared.protocol.inventory import Item
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.labels import Label
from shared.widgets.theme import tokens_of
from shared.widgets.tokens import GRID
from tech_console.models.inventory_words import fact_words, value_words
from tech_console.models.units import share_words, size_words
from tech_console.views.device_marks import draw_bar
from tech_console.views.parts import clear, scrolled

Pair = tuple[str, str]
CARD_WIDTH = 340
LOW_PERCENT = 10
CAPTION_WIDTH = 132


class Cards(QWidget):
    """A page of cards that flow into columns."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self._grid.setSpacing(2 * GRID)
        self._cards: list[QWidget] = []
        self._columns: list[QVBoxLayout] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolled(self._inside))

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show other cards."""
        clear(self._grid)
        self._cards, self._columns = list(cards), []
        self._flow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        count = max(1, min(3, self.width() // (CARD_WIDTH + 2 * GRID)))
        if not self._cards or count == len(self._columns):
            return
        for old in self._columns:
            while (item := old.takeAt(0)) is not None:
                del item
            self._grid.removeItem(old)
            old.deleteLater()
        self._columns = []
        for number in range(3):
            self._grid.setColumnStretch(number, int(number < count))
        for number in range(count):
            made = QVBoxLayout()
            made.setSpacing(2 * GRID)
            self._grid.addLayout(made, 0, number)
            self._columns.append(made)
        heights = [0] * count
        for card in self._cards:
            shortest = heights.index(min(heights))
            self._columns[shortest].addWidget(card)
            heights[shortest] += card.sizeHint().height()
        for made in self._columns:
            made.addStretch()


def fact_card(title: str, pairs: Iterable[Pair]) -> QFrame | None:
    """Return a card of captions and values; None when nothing of it is known."""
    known = [(caption, value) for caption, value in pairs if value]
    if not known:
        return None
    frame = QFrame()
    frame.setProperty("kind", "card")
    frame.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(frame)
    column.setContentsMargins(2 * GRID, 12, 2 * GRID, 2 * GRID)
    column.setSpacing(GRID)
    column.addWidget(ElidedLabel(title, kind="heading"))
    for caption, value in known:
        column.addWidget(_line(caption, value))
    return frame


def _line(caption: str, value: str) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    said = Label(caption, kind="muted", wraps=True)
    said.setFixedWidth(CAPTION_WIDTH)
    said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    shown = Label(value, wraps=True)
    shown.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    shown.setAccessibleName(f"{caption}: {value}")
    shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    row.addWidget(said)
    row.addWidget(shown, 1)
    return box


def item_pairs(item: Item, leave_out: Sequence[str] = ()) -> list[Pair]:
    """Return the facts of an item in words."""
    return [(fact_words(fact), value_words(fact, value)) for fact, value in item.items() if fact not in leave_out]


def disk_card(mount: str, item: Item) -> QFrame:
    """Return a disk with its bar."""
    total, free = _number(item.get("total_bytes")), _number(item.get("free_bytes"))
    percent = _number(item.get("free_percent")) if item.get("free_percent") is not None else -1
    card = fact_card(
        mount,
        [
            *item_pairs(item, ("total_bytes", "free_bytes", "free_percent")),
            (fact_words("total_bytes"), size_words(total)),
            (fact_words("free_bytes"), " · ".join(part for part in (size_words(free), share_words(percent)) if part)),
        ],
    )
    made = card if card is not None else QFrame()
    if card is not None and percent >= 0 and isinstance(column := card.layout(), QVBoxLayout):
        bar = UsedBar(1 - percent / 100, is_low=percent < LOW_PERCENT)
        bar.setAccessibleName(share_words(percent))
        column.insertWidget(1, bar)
    return made


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


class UsedBar(QWidget):
    """How full a disk is; the words beside it say the same."""

    def __init__(self, used: float, *, is_low: bool) -> None:
        super().__init__()
        self._used, self._is_low = used, is_low
        self.setFixedHeight(10)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        draw_bar(painter, QRectF(0, 1, self.width(), 8), self._used, tokens_of(self), is_low=self._is_low)
        painter.end()
