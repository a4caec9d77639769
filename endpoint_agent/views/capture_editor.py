"""The captured picture before it is sent: hide secrets, mark what matters, cut, take back, then choose where it goes."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from endpoint_agent.capture.marks import Tool
from endpoint_agent.views.capture_canvas import CaptureCanvas
from endpoint_agent.views.region_overlay import size_words
from shared.widgets.dialog import Dialog
from shared.widgets.icons import icon
from shared.widgets.labels import Label

PICTURES = {Tool.HIDE: "eye-off", Tool.BOX: "square", Tool.ARROW: "move-up-right", Tool.CROP: "crop"}
SIZE = (940, 700)
KEYS = {Tool.HIDE: "1", Tool.BOX: "2", Tool.ARROW: "3", Tool.CROP: "4"}


class CaptureEditor(Dialog):
    """Signals: `sent(target, QImage)` with the key of the button that was pressed and the picture as it was seen."""

    sent = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=640)
        self.canvas = CaptureCanvas()
        self.tools: dict[Tool, QToolButton] = {}
        self._group = QButtonGroup(self)
        self.undo = QToolButton()
        self._hint = self.add_text("")
        self.body.addLayout(self._tool_row())
        self.body.addWidget(self.canvas, 1)
        self._size = Label("", kind="small")
        self.body.addWidget(self._size)
        self._cancel: QPushButton = self.add_cancel()
        self.targets: dict[str, QPushButton] = {}
        self.canvas.changed.connect(self._changed)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.canvas.undo)
        for tool, key in KEYS.items():
            QShortcut(QKeySequence(key), self, self.tools[tool].click)
        self.retranslate()
        # The picture takes what room there is; a dialog's own stretch would share it.
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.setStretch(column.indexOf(self.body), 1)
        room = self.screen().availableGeometry().size()
        self.resize(min(SIZE[0], room.width() * 9 // 10), min(SIZE[1], room.height() * 9 // 10))

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for tool, name in PICTURES.items():
            button = self.tools[tool] = _button(name)
            button.setCheckable(True)
            button.setChecked(tool is self.canvas.tool)
            button.clicked.connect(lambda _checked, tool=tool: self._choose(tool))
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch()
        self.undo = _button("undo-2")
        self.undo.clicked.connect(self.canvas.undo)
        row.addWidget(self.undo)
        return row

    def begin(self, picture: QImage, targets: list[tuple[str, str]]) -> None:
        """Show a picture; each target is a key and the words of its button, the last one is the one to press."""
        for old in self.targets.values():
            old.hide()
            old.deleteLater()
        self.targets = {}
        for place, (key, words) in enumerate(targets):
            is_last = place == len(targets) - 1
            button = self.add_button(words, "primary" if is_last else "secondary")
            button.clicked.connect(lambda _checked=False, key=key: self._send(key))
            self.targets[key] = button
        self.canvas.set_picture(picture)
        self.canvas.setFocus()

    def _choose(self, tool: Tool) -> None:
        self.canvas.tool = tool
        self.canvas.setFocus()
        self._say_hint()

    def _changed(self) -> None:
        size = self.canvas.picture().size()
        self.undo.setEnabled(bool(self.canvas.marks))
        self._size.setText(self.tr("{size} pixels").format(size=size_words(size)))

    def _send(self, target: str) -> None:
        picture = self.canvas.picture()
        self.accept()
        self.sent.emit(target, picture)

    def done(self, result: int) -> None:
        super().done(result)
        self._let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._let_go()

    def _let_go(self) -> None:
        self.canvas.forget()

    def _say_hint(self) -> None:
        self._hint.setText(
            {
                Tool.HIDE: self.tr("Drag over passwords and private data: they are destroyed in the picture."),
                Tool.BOX: self.tr("Drag a box around what matters."),
                Tool.ARROW: self.tr("Drag from where the arrow begins to what it points at."),
                Tool.CROP: self.tr("Drag over the part to keep."),
            }[self.canvas.tool]
        )

    def retranslate(self) -> None:
        self.set_title(self.tr("Screenshot"))
        words = {
            Tool.HIDE: self.tr("Hide"),
            Tool.BOX: self.tr("Box"),
            Tool.ARROW: self.tr("Arrow"),
            Tool.CROP: self.tr("Cut"),
        }
        for tool, button in self.tools.items():
            button.setText(words[tool])
            button.setToolTip(f"{words[tool]} ({KEYS[tool]})")
        self.undo.setText(self.tr("Undo"))
        self.undo.setToolTip(self.tr("Undo (Ctrl+Z)"))
        self._cancel.setText(self.tr("Cancel"))
        self.canvas.setAccessibleName(self.tr("Picture"))
        self.canvas.setAccessibleDescription(self.tr("Arrow keys move, Enter begins and ends, Esc takes it back."))
        self._say_hint()


def _button(name: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "text"))
    button.setIconSize(QSize(18, 18))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
