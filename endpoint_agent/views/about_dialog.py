"""*About this computer*: what a person reads out on the phone, to be copied in one go."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from endpoint_agent.presenters.about import AboutPresenter
from shared.widgets.dialog import Dialog
from shared.widgets.labels import Label


class AboutDialog(Dialog):
    """Facts as label and value; asked for anew each time it opens."""

    def __init__(self, about: AboutPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, width=440)
        self._about = about
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._note = self.add_text("")
        self._copy = self.add_button("")
        self._copy.clicked.connect(self._copy_all)
        self._close: QPushButton = self.add_button("", "primary", is_default=True)
        self._close.clicked.connect(self.accept)
        self.retranslate()

    def begin(self) -> None:
        """Show the facts as they are now."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for row, (name, value) in enumerate(self._about.facts()):
            value_label = Label(value, wraps=True)
            value_label.setAccessibleName(f"{name}: {value}")
            value_label.setTextInteractionFlags(value_label.textInteractionFlags().TextSelectableByMouse)
            self._grid.addWidget(Label(name, kind="muted"), row, 0)
            self._grid.addWidget(value_label, row, 1)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self._about.facts()))

    def retranslate(self) -> None:
        self.set_title(self.tr("About this computer"))
        self._note.setText(
            self.tr("Your support sees these names and whether you are at the computer. It cannot run anything here.")
        )
        self._copy.setText(self.tr("Copy"))
        self._close.setText(self.tr("Close"))
        self.begin()
