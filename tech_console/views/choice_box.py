"""A drop-down of values: what is chosen is the value itself, and filling it anew says nothing to anybody."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from shared.widgets.plain_text import shown_line, tooltip_text

Choices = Sequence[tuple[Any, str]]


class ChoiceBox(QComboBox):
    """Pairs of value and words; foreign words are shown as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self._values: list[Any] = []
        self.currentIndexChanged.connect(self._say_whole)

    def set_choices(self, choices: Choices, current: Any, missing: str = "") -> None:
        """Offer other values; one that is chosen and not among them is added in front with its own words."""
        pairs = list(choices)
        if current not in [value for value, _ in pairs]:
            pairs.insert(0, (current, missing))
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in pairs]
        for _, words in pairs:
            self.addItem(shown_line(words))
        self.setCurrentIndex(self._values.index(current))
        self.blockSignals(False)
        self._say_whole()

    def _say_whole(self) -> None:
        self.setToolTip(tooltip_text(self.currentText()))

    def value(self) -> Any:
        """Return what is chosen."""
        return self._values[self.currentIndex()] if self._values else None

    def choose(self, value: Any) -> None:
        """Choose one of those offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        # A style sheet cuts words that are too long in the middle of a letter; the tool tip has the whole.
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_words()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def shown_words(self) -> str:
        """Return what of the words has room in the closed box."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room - 4)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # In a panel that scrolls, the wheel must not change a ticket on its way past.
        event.ignore()
