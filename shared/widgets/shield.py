"""The identity shield: how sure it is who somebody is (levels 0 to 4 of the identity scale), in picture and words.

The level is computed on the server; here it is only shown, always with words, never by colour alone.
"""

import datetime as dt
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated, tooltip_text
from shared.widgets.theme import tokens_of
from shared.widgets.tokens import Tokens

NOT_VERIFIED, CLAIMED, ASSIGNED, MAIL_CONFIRMED, ORGANISATION = range(5)


class Identity(NamedTuple):
    """What the shield says: `by` is the technician (2) or the issuer (4), `at` the moment of proof."""

    level: int = NOT_VERIFIED
    by: str = ""
    at: dt.datetime | None = None


class Shield(QWidget):
    """Shield with its words beside; without words (`compact`) they remain as tool tip and accessible name."""

    def __init__(self, *, compact: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._identity = Identity()
        self._mark = _Mark(self)
        self._words = Label("", kind="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        row.addStretch()
        self._words.setVisible(not compact)
        self.set_identity(self._identity)

    def set_identity(self, identity: Identity) -> None:
        """Show another identity."""
        self._identity = identity
        words = identity_words(identity)
        self._mark.level = identity.level
        self._words.setText(words)
        self.setToolTip(tooltip_text(identity_help(identity)))
        self.setAccessibleName(words)
        self.setAccessibleDescription(identity_help(identity))
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.set_identity(self._identity)
        super().changeEvent(event)


class _Mark(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.level = NOT_VERIFIED
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_shield(painter, QRectF(self.rect()), self.level, tokens_of(self))


def draw_shield(painter: QPainter, rect: QRectF, level: int, t: Tokens) -> None:
    """Draw the shield of a level into a square: hollow grey, outline with a tick, filled with a tick."""
    colour = QColor(t.muted if level <= CLAIMED else t.ok_text)
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / 16, rect.height() / 16)
    pen = QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if level >= ORGANISATION else Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline())
    if level == CLAIMED:
        painter.drawLine(6, 8, 10, 8)
    if level >= ASSIGNED:
        pen.setColor(QColor(t.surface) if level >= ORGANISATION else colour)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_tick())
    painter.restore()


def identity_words(identity: Identity) -> str:
    """Return the short sentence that stands beside the shield."""
    by = isolated(identity.by)
    if identity.level <= NOT_VERIFIED:
        return QCoreApplication.translate("Shield", "Not verified")
    if identity.level == CLAIMED:
        return QCoreApplication.translate("Shield", "Claimed, not verified")
    if identity.level == ASSIGNED:
        if not identity.by:
            return QCoreApplication.translate("Shield", "Assigned by a technician")
        return QCoreApplication.translate("Shield", "Assigned by {by}").format(by=by)
    if identity.level == MAIL_CONFIRMED:
        if identity.at is None:
            return QCoreApplication.translate("Shield", "E-mail confirmed")
        return QCoreApplication.translate("Shield", "E-mail confirmed on {date}").format(date=_date(identity.at))
    if not identity.by:
        return QCoreApplication.translate("Shield", "Verified by the organisation")
    return QCoreApplication.translate("Shield", "Verified by {by}").format(by=by)


def identity_help(identity: Identity) -> str:
    """Return the longer sentence of the tool tip: what the level rests on."""
    return (
        QCoreApplication.translate("Shield", "Only the computer's user name is known. Anybody could have typed it."),
        QCoreApplication.translate("Shield", "Name and e-mail were typed by this person and not checked."),
        QCoreApplication.translate("Shield", "A technician assigned this person to the computer."),
        QCoreApplication.translate("Shield", "A code sent to this person's e-mail was entered on this computer."),
        QCoreApplication.translate("Shield", "The organisation's own sign-in confirmed this person."),
    )[max(0, min(identity.level, ORGANISATION))]


def _date(at: dt.datetime) -> str:
    local = at.astimezone()
    return QLocale().toString(QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat)


def _outline() -> QPainterPath:
    path = QPainterPath()
    path.moveTo(8, 1.2)
    path.cubicTo(9.6, 2.6, 11.4, 3.2, 13.4, 3.3)
    path.lineTo(13.4, 8)
    path.cubicTo(13.4, 11.2, 11.2, 13.4, 8, 14.8)
    path.cubicTo(4.8, 13.4, 2.6, 11.2, 2.6, 8)
    path.lineTo(2.6, 3.3)
    path.cubicTo(4.6, 3.2, 6.4, 2.6, 8, 1.2)
    return path


def _tick() -> list[QPointF]:
    return [QPointF(5.4, 8.1), QPointF(7.2, 9.9), QPointF(10.6, 6.3)]
