"""One line of text that ends in an ellipsis where there is no room; the whole text is its tool tip and accessible name."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption, QWidget

from shared.widgets.labels import Label, LabelKind
from shared.widgets.plain_text import shown_sentence, tooltip_text


class ElidedLabel(Label):
    """Never asks for more width than it gets, so that a long name cannot widen a window."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: LabelKind = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        self._mode = mode
        self._whole = ""
        super().__init__(text, kind=kind, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text on its one line."""
        self._whole = shown_sentence(text.replace("\n", " "))
        self.setAccessibleName(self._whole)
        super().setText(self._whole)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        text = self.fontMetrics().elidedText(self._whole, self._mode, self.width())
        self.setToolTip(tooltip_text(self._whole) if text != self._whole else "")
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(align) | int(Qt.TextFlag.TextSingleLine), text)
