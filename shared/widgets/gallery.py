"""Every common widget on one window, light or dark: `python -m shared.widgets.gallery [--dark] [--italian] [--rtl]`.

`--shot FOLDER` saves a picture of each page and ends. For designers and reviews; the programs never import it, and
its sample texts are not translated.
"""

import argparse
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from shared.qt.translator import Language
from shared.widgets import gallery_pages as pages
from shared.widgets.app_icon import app_icon
from shared.widgets.theme import Theme, ThemeMode

PAGES = {
    "Controls": pages.controls,
    "People": pages.people,
    "States": pages.states,
    "Conversation": pages.conversation,
    "Dialog": pages.dialog,
    "Toasts": pages.toasts,
}


class Gallery(QWidget):
    """The window: one tab per page, a button to switch the theme."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Sportello widgets")
        self.setWindowIcon(app_icon())
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for name, make in PAGES.items():
            self.tabs.addTab(make(), name)
        light, dark = QPushButton("Light"), QPushButton("Dark")
        light.clicked.connect(lambda: theme.set_mode(ThemeMode.LIGHT))
        dark.clicked.connect(lambda: theme.set_mode(ThemeMode.DARK))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(light)
        buttons.addWidget(dark)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addLayout(buttons)
        self.resize(860, 760)

    def shoot(self, folder: Path) -> None:
        """Save one picture per page."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, name in enumerate(PAGES):
            self.tabs.setCurrentIndex(number)
            QApplication.processEvents()
            self.tabs.grab().save(str(folder / f"{number}-{name.lower()}.png"))


def main(arguments: list[str]) -> int:
    """Show the gallery, or save its pictures."""
    parser = argparse.ArgumentParser(prog="python -m shared.widgets.gallery")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--italian", action="store_true")
    parser.add_argument("--rtl", action="store_true")
    parser.add_argument("--shot", type=Path)
    chosen = parser.parse_args(arguments)
    app = QApplication(sys.argv[:1])
    if chosen.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    Language(app, choice="it" if chosen.italian else "en")
    gallery = Gallery(Theme(app, ThemeMode.DARK if chosen.dark else ThemeMode.LIGHT))
    gallery.show()
    if chosen.shot is not None:
        gallery.shoot(chosen.shot)
        return 0
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
