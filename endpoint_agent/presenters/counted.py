"""Sentences with a number in them: lupdate finds the number only in `self.tr`, not in QCoreApplication.translate."""

from PySide6.QtCore import QObject


class Counted(QObject):
    """Made where it is needed; keeps nothing."""

    def waiting(self, count: int) -> str:
        """Return how many messages wait for the connection."""
        return self.tr("%n message(s) waiting for connection", "", count)

    def next_try(self, count: int) -> str:
        """Return when the connection is tried again, in seconds."""
        return self.tr("Next try in %n second(s).", "", count)

    def unread(self, count: int) -> str:
        """Return how many messages were not read."""
        return self.tr("%n unread message(s)", "", count)

    def tries_left(self, count: int) -> str:
        """Return what is said after a wrong token."""
        return self.tr("This token is not right. %n try(tries) left.", "", count)

    def token_life(self, count: int) -> str:
        """Return how long the mailed token may be used, in minutes."""
        return self.tr("The token can be used for %n more minute(s).", "", count)
