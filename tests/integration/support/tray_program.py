"""A small program with a tray icon, for test_desk.py; says on its output where the icon is and what was chosen."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QSystemTrayIcon

SIZE = 64


def main() -> None:
    """Show a window and a tray icon until the menu says *Quit*."""
    app = QApplication(sys.argv)
    picture = QPixmap(SIZE, SIZE)
    picture.fill("red")
    menu = QMenu()
    menu.addAction("Quit", app.quit)
    menu.aboutToShow.connect(lambda: say("menu"))
    tray = QSystemTrayIcon(QIcon(picture))
    tray.setContextMenu(menu)
    tray.show()
    window = QLabel("some text")
    window.setWindowTitle("A window")
    window.show()
    poll = QTimer(interval=50)
    poll.timeout.connect(lambda: announce(tray, poll))
    poll.start()
    app.exec()


def announce(tray: QSystemTrayIcon, poll: QTimer) -> None:
    """Say where the icon is, once the panel has given it a place."""
    place = tray.geometry()
    if place.x() > 0:
        poll.stop()
        say(f"{place.center().x()} {place.center().y()}")


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    main()
