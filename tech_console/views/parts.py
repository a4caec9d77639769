"""Small parts the pages are made of: columns with a head, fields with a caption, lines, a word in a pill."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shared.widgets.dialog import ButtonKind
from shared.widgets.icons import IconColour, icon
from shared.widgets.labels import Label, LabelKind
from shared.widgets.theme import set_kind
from shared.widgets.tokens import GRID

ICON = QSize(22, 16)
"""The picture of a button; it is wider than the picture itself: that is its distance from the words."""

_ICON_COLOURS: dict[ButtonKind, IconColour] = {"primary": "on_accent", "danger": "on_danger", "ghost": "accent_text"}


def panel(kind: str = "panel") -> tuple[QFrame, QVBoxLayout]:
    """Return a surface and the column in it, without margins."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    column = QVBoxLayout(frame)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return frame, column


def bar() -> tuple[QFrame, QHBoxLayout]:
    """Return the head of a column: 56 pixels with a hairline below."""
    frame = QFrame()
    frame.setProperty("kind", "bar")
    frame.setFixedHeight(7 * GRID)
    row = QHBoxLayout(frame)
    row.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
    row.setSpacing(GRID)
    return frame, row


def hairline(*, vertical: bool = False) -> QFrame:
    """Return a line of one pixel."""
    line = QFrame()
    line.setProperty("kind", "line")
    if vertical:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line


def in_margins(inside: QWidget) -> QWidget:
    """Return a hidden box that keeps a banner off the edges; show and hide the box with what is said."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(12, GRID, 12, GRID)
    column.addWidget(inside)
    box.setVisible(False)
    return box


def button(text: str, act: Callable[[], object], kind: ButtonKind = "secondary", icon_name: str = "") -> QPushButton:
    """Return a button that acts."""
    made = QPushButton(text)
    set_kind(made, kind)
    if icon_name:
        made.setIcon(icon(icon_name, _ICON_COLOURS.get(kind, "muted")))
        made.setIconSize(ICON)
    made.clicked.connect(lambda _checked=False: act())
    return made


def icon_button(icon_name: str, words: str, act: Callable[[], object]) -> QToolButton:
    """Return a button that shows only a picture; its words are tool tip and accessible name."""
    made = QToolButton()
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(words)
    made.setAccessibleName(words)
    made.clicked.connect(lambda _checked=False: act())
    return made


def menu_button(text: str, icon_name: str = "") -> tuple[QPushButton, QMenu]:
    """Return a button that opens a menu, and the menu."""
    made = QPushButton(text)
    set_kind(made, "secondary")
    made.setIcon(icon(icon_name or "chevron-down"))
    made.setIconSize(ICON)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    menu = QMenu(made)
    menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # only the button has its picture at the other end
    made.clicked.connect(lambda: menu.exec(made.mapToGlobal(made.rect().bottomLeft())))
    return made, menu


def icon_menu_button(icon_name: str, words: str) -> tuple[QToolButton, QMenu]:
    """Return a button that shows only a picture and opens a menu, and the menu."""
    menu = QMenu()

    def show_menu() -> None:
        menu.exec(made.mapToGlobal(made.rect().bottomLeft()))

    made = icon_button(icon_name, words, show_menu)
    menu.setParent(made, menu.windowFlags())
    return made, menu


def form() -> QFormLayout:
    """Return a form with captions above the fields, which leaves room for long words."""
    made = QFormLayout()
    made.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    made.setHorizontalSpacing(0)
    made.setVerticalSpacing(6)
    made.setContentsMargins(0, 0, 0, 0)
    return made


def number_field(minimum: int, maximum: int, suffix: str = "") -> QSpinBox:
    """Return a field for a whole number; its text begins where that of other fields does."""
    made = QSpinBox(minimum=minimum, maximum=maximum)
    made.setSuffix(suffix)
    made.lineEdit().setTextMargins(GRID, 0, 0, 0)
    return made


def add_field(made: QFormLayout, caption: str, field: QWidget) -> Label:
    """Add a field under its caption, which names it to a screen reader."""
    label = Label(caption, kind="strong")
    label.setBuddy(field)
    field.setAccessibleName(caption)
    made.addRow(label, field)
    return label


def fact(caption: str, value: str, kind: LabelKind = "") -> QWidget:
    """Return a caption and a value below it, for side panels."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(Label(caption, kind="small"))
    shown = Label(value, kind=kind, wraps=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(shown)
    return box


def scrolled(inside: QWidget) -> QScrollArea:
    """Return a widget that scrolls vertically when it does not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside.setProperty("kind", "page")
    area.setWidget(inside)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inside := item.layout()) is not None:
            clear(inside)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def page() -> tuple[QWidget, QVBoxLayout]:
    """Return a column of cards, for settings and forms."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
    column.setSpacing(2 * GRID)
    return inside, column


def card(title: str = "", hint: str = "") -> tuple[QFrame, QVBoxLayout]:
    """Return a card with a heading and the column in it."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(2 * GRID + 4, 2 * GRID, 2 * GRID + 4, 2 * GRID)
    column.setSpacing(GRID + 4)
    if title:
        column.addWidget(Label(title, kind="heading"))
    if hint:
        column.addWidget(Label(hint, kind="muted", wraps=True))
    return frame, column
