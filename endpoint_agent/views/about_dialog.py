"""*About this computer*: what a person reads out on the phone, to be copied in one go, and what the support is told."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from endpoint_agent.presenters.about import AboutPresenter
from endpoint_agent.views.placing import FRAME_PX, fit_height
from endpoint_agent.views.scroll_body import ScrollBody
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label
from shared.widgets.tokens import GRID

AROUND_PX = 230
"""Title, the sentence below and buttons, which do not scroll."""


class AboutDialog(Dialog):
    """Facts as label and value; asked for anew each time it opens. Signals: `page_wanted(url)` of a newer version."""

    page_wanted = Signal(str)

    def __init__(self, about: AboutPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=440)
        self._about = about
        self._area = ScrollBody(spacing=2 * GRID)
        self.body.addWidget(self._area)
        self._grid, self._reported = _grid(), _grid()
        self._reported_title = Label("", kind="strong")
        self._area.column.addLayout(self._grid)
        self._area.column.addWidget(self._reported_title)
        self._area.column.addLayout(self._reported)
        self._note = self.add_text("")
        self._page = self.add_button("", "ghost")
        self._page.clicked.connect(lambda: self.page_wanted.emit(self._about.newer_page()))
        self._copy = self.add_button("")
        self._copy.clicked.connect(self._copy_all)
        self._close: QPushButton = self.add_button("", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def begin(self) -> None:
        """Show the facts as they are now."""
        _fill(self._grid, self._about.facts())
        reported = self._about.reported()
        _fill(self._reported, reported)
        self._reported_title.setVisible(bool(reported))
        self._page.setVisible(bool(self._about.newer_page()))
        self._fit()

    def _fit(self) -> None:
        most = self.screen().availableGeometry().height() - FRAME_PX - AROUND_PX
        self._area.fit(max(self.width(), self.minimumWidth()) - 6 * GRID, most)
        fit_height(self)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self._about.facts()))

    def retranslate(self) -> None:
        self.set_title(self.tr("About this computer"))
        self._note.setText(
            self.tr("Your support sees all of this and whether you are at the computer. It cannot run anything here.")
        )
        self._reported_title.setText(self.tr("Reported to your support"))
        self._page.setText(self.tr("Newest version…"))
        self._copy.setText(self.tr("Copy"))
        self._close.setText(self.tr("Close"))
        self.begin()


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    return grid


def _fill(grid: QGridLayout, facts: list[tuple[str, str]]) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for row, (name, value) in enumerate(facts):
        value_label = Label(value, wraps=True)
        value_label.setAccessibleName(f"{name}: {value}")
        value_label.setTextInteractionFlags(value_label.textInteractionFlags().TextSelectableByMouse)
        grid.addWidget(Label(name, kind="muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(value_label, row, 1)
