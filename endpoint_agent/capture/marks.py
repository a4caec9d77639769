"""What a person does to a picture: hide a part, draw a box or an arrow, cut. Values in, a new picture out.

Hiding destroys: the blocks are drawn from the mean colour of the whole part and chance, so that nothing of what was
there, neither letters nor their lengths, is left in the picture. It only looks like the usual mosaic.
"""

import enum
import math
import random

import msgspec
from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

MARK = QColor("#E5322D")
HALO = QColor("#FFFFFF")
LEAST_PX = 4
"""A smaller drag is a click that slipped."""
NOISE = 34
BLOCKS_ACROSS = 12


class Tool(enum.Enum):
    """What a drag over the picture does."""

    HIDE = "hide"
    BOX = "box"
    ARROW = "arrow"
    CROP = "crop"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """One step, in pixels of the picture as it is before it; `seed` keeps a hidden part from flickering at undo."""

    tool: Tool
    start: tuple[int, int]
    end: tuple[int, int]
    seed: int = 0

    def rect(self, size: QSize) -> QRect:
        """Return the part it covers, inside the picture."""
        return between(QPoint(*self.start), QPoint(*self.end)) & QRect(QPoint(0, 0), size)

    def is_worth_it(self, size: QSize) -> bool:
        """Whether it is more than a click that slipped."""
        if self.tool is Tool.ARROW:
            return math.dist(self.start, self.end) >= 2 * LEAST_PX
        rect = self.rect(size)
        return min(rect.width(), rect.height()) >= LEAST_PX


def between(one: QPoint, other: QPoint) -> QRect:
    """Return the rectangle that has both as corners; Qt's own `normalized` leaves corners out."""
    top_left = QPoint(min(one.x(), other.x()), min(one.y(), other.y()))
    return QRect(top_left, QPoint(max(one.x(), other.x()), max(one.y(), other.y())))


def applied(picture: QImage, marks: list[Mark]) -> QImage:
    """Return the picture with all steps done to it, one after the other."""
    done = QImage(picture.size(), QImage.Format.Format_RGB32)
    done.fill(QColor("#000000"))
    painter = QPainter(done)
    # Drawn over, not copied: texts, colour profile and pixel ratio of the source stay behind.
    painter.drawImage(QRect(QPoint(0, 0), done.size()), picture)
    painter.end()
    for mark in marks:
        done = _apply(done, mark)
    return done


def _apply(picture: QImage, mark: Mark) -> QImage:
    rect = mark.rect(picture.size())
    if mark.tool is Tool.CROP:
        return picture.copy(rect)
    painter = QPainter(picture)
    if mark.tool is Tool.HIDE:
        _hide(painter, picture, rect, random.Random(mark.seed))
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, mark, pen_width(picture.size()))
    painter.end()
    return picture


def pen_width(size: QSize) -> float:
    """Return how thick a line has to be to be seen in a picture of this size."""
    return max(3.0, max(size.width(), size.height()) / 480)


def _hide(painter: QPainter, picture: QImage, rect: QRect, chance: random.Random) -> None:
    mean = mean_colour(picture, rect)
    side = max(6, min(rect.width(), rect.height()) // 3, max(rect.width(), rect.height()) // (4 * BLOCKS_ACROSS))
    for top in range(rect.top(), rect.bottom() + 1, side):
        for left in range(rect.left(), rect.right() + 1, side):
            block = QRect(left, top, side, side) & rect
            painter.fillRect(block, _near(mean, chance))


def mean_colour(picture: QImage, rect: QRect) -> QColor:
    """Return the one colour a part has on average."""
    one = picture.copy(rect).scaled(
        1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    return one.pixelColor(0, 0)


def _near(colour: QColor, chance: random.Random) -> QColor:
    shift = chance.randint(-NOISE, NOISE)
    parts = (max(0, min(255, part + shift)) for part in (colour.red(), colour.green(), colour.blue()))
    return QColor(*parts)


def _draw(painter: QPainter, mark: Mark, width: float) -> None:
    # A white edge below the red keeps the mark visible on red ground.
    for colour, thick in ((HALO, width + 3), (MARK, width)):
        pen = QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark.tool is Tool.BOX:
            painter.drawRect(between(QPoint(*mark.start), QPoint(*mark.end)))
        else:
            painter.setBrush(colour)
            _draw_arrow(painter, QLineF(QPointF(*mark.start), QPointF(*mark.end)), width)


def _draw_arrow(painter: QPainter, line: QLineF, width: float) -> None:
    head = min(7 * width, line.length() * 0.6)
    shaft = QLineF(line)
    shaft.setLength(line.length() - head * 0.8)
    painter.drawLine(shaft)
    tips = [line.p2()]
    for turn in (155.0, 205.0):
        side = QLineF.fromPolar(head, line.angle() + turn)
        tips.append(line.p2() + side.p2())
    painter.drawPolygon(QPolygonF(tips))
