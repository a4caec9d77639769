"""The card of a file in a conversation: where its parts stand, and how they are painted. Measured as in chat_geometry.py."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPixmap

from shared.file_types import Content, known_type
from shared.widgets.chat_text import TextBlock, TextLayouts
from shared.widgets.file_item import FileAction, FileItem
from shared.widgets.icons import draw_icon
from shared.widgets.plain_text import shown_line, unmarked
from shared.widgets.theme import ui_font
from shared.widgets.tokens import SMALL_PX, TEXT_PX, Tokens

PAD, ICON, GAP, BUTTON = 10, 40, 10, 32
PICTURE_H = 168
MIN_W, MAX_W = 216, 336
KINDS = {
    Content.PDF: "file-text",
    Content.MP3: "music",
    Content.MP4: "film",
    Content.MSI: "package",
    Content.IMAGE: "image",
    Content.TEXT: "file-code",
    Content.PROGRAM: "package",
}
SPREADSHEETS = frozenset({"xls", "xlsx", "csv"})
ACTION_ICONS = {
    FileAction.OPEN: "external-link",
    FileAction.SAVE: "download",
    FileAction.SAVE_IN: "save",
    FileAction.SHOW: "folder-open",
    FileAction.PAUSE: "pause",
    FileAction.RESUME: "play",
    FileAction.CONFIRM: "shield-check",
    FileAction.RETRY: "rotate-ccw",
    FileAction.CANCEL: "x",
    FileAction.REMOVE: "trash-2",
    FileAction.COPY_HASH: "hash",
    FileAction.DETAILS: "info",
}


class CardParts(NamedTuple):
    """Boxes inside the card, from its own top left corner; empty where a part is not shown."""

    width: float
    height: float
    picture: QRectF
    icon: QRectF
    title: QRectF
    note: QRectF
    bar: QRectF
    words: TextBlock | None
    words_at: QPointF
    standing: QRectF
    buttons: tuple[tuple[FileAction, QRectF], ...]


class FileCards:
    """Measures and paints cards in one font set."""

    def __init__(self) -> None:
        self.title = ui_font(TEXT_PX, QFont.Weight.DemiBold)
        self.small = ui_font(SMALL_PX + 1)
        self._title_metrics, self._small_metrics = QFontMetricsF(self.title), QFontMetricsF(self.small)
        self._words = TextLayouts(self.small)

    def height(self, item: FileItem) -> int:
        """Return about the height of a card, without laying out its words."""
        return int(
            82
            + (PICTURE_H + GAP if item.wants_picture else 0)
            + (12 if item.progress is not None else 0)
            + (68 if item.facts else 0)
        )

    def lay_out(self, item: FileItem, limit: float, meta_w: float, tokens: Tokens) -> CardParts:
        """Return where everything stands in a card at most `limit` wide."""
        buttons_w = len(item.buttons) * (BUTTON + 4) + (4 if item.buttons else 0)
        width = self._width(item, min(limit, MAX_W), buttons_w, meta_w)
        inner = width - 2 * PAD
        top = float(PAD)
        picture = QRectF(PAD, top, inner, PICTURE_H) if item.wants_picture else QRectF()
        top += PICTURE_H + GAP if item.wants_picture else 0
        icon = QRectF(PAD, top, ICON, ICON)
        text_w = inner - ICON - GAP - buttons_w
        title = QRectF(icon.right() + GAP, top + 1, text_w, 20)
        note = QRectF(title.left(), top + 21, text_w, 18)
        buttons = tuple(
            (action, QRectF(width - PAD - (len(item.buttons) - place) * (BUTTON + 4) + 4, top + 4, BUTTON, BUTTON))
            for place, action in enumerate(item.buttons)
        )
        top += ICON
        bar = QRectF(PAD, top + 10, inner, 4) if item.progress is not None else QRectF()
        top += 14 if item.progress is not None else 0
        said = unmarked(item.error or item.facts)
        words = self._words.lay_out(said, int(inner), tokens.accent_text) if said else None
        words_at = QPointF(PAD, top + 8)
        top += words.height + 8 if words is not None else 0
        top += 5
        standing = QRectF(PAD, top, inner - meta_w - GAP, 18)
        return CardParts(width, top + 18 + 7, picture, icon, title, note, bar, words, words_at, standing, buttons)

    def _width(self, item: FileItem, limit: float, buttons_w: float, meta_w: float) -> float:
        if item.wants_picture or item.progress is not None or item.error or item.facts:
            return limit
        words = max(
            self._title_metrics.horizontalAdvance(shown_line(item.name)),
            self._small_metrics.horizontalAdvance(item.note),
        )
        foot = self._small_metrics.horizontalAdvance(item.standing) + GAP + meta_w
        wanted = max(ICON + GAP + words + 6 + buttons_w, foot) + 2 * PAD
        return min(limit, max(MIN_W, wanted))

    def paint(
        self,
        painter: QPainter,
        item: FileItem,
        parts: CardParts,
        tokens: Tokens,
        *,
        mine: bool,
        picture: QPixmap | None,
        hovered: FileAction | None,
    ) -> None:
        """Paint it with the card's corner at the painter's origin."""
        if not parts.picture.isEmpty():
            self._paint_picture(painter, parts.picture, picture, tokens, mine=mine)
        self._paint_head(painter, item, parts, tokens, mine=mine)
        if not parts.bar.isEmpty():
            _paint_bar(painter, parts.bar, item.progress or 0.0, tokens, mine=mine)
        if parts.words is not None:
            fact, wrong = (tokens.on_accent_muted, tokens.on_accent) if mine else (tokens.muted, tokens.danger_text)
            painter.setPen(QColor(wrong if item.error else fact))
            parts.words.layout.draw(painter, parts.words_at)
        painter.setFont(self.small)
        painter.setPen(QColor(tokens.on_accent_muted if mine else tokens.muted))
        self._elided(painter, parts.standing, item.standing, self._small_metrics, Qt.TextElideMode.ElideRight)
        for action, where in parts.buttons:
            _paint_button(painter, action, where, tokens, mine=mine, is_hovered=action is hovered)

    def _paint_head(self, painter: QPainter, item: FileItem, parts: CardParts, t: Tokens, *, mine: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        failed = bool(item.error)
        painter.setBrush(_veil(0.18) if mine else QColor(t.danger_tint if failed else t.info_tint))
        painter.drawRoundedRect(parts.icon, 10, 10)
        colour = t.on_accent if mine else (t.danger_text if failed else t.accent_text)
        name = "circle-alert" if failed else icon_of(item.suffix)
        draw_icon(painter, name, colour, parts.icon.adjusted(10, 10, -10, -10))
        painter.setFont(self.title)
        painter.setPen(QColor(t.on_accent if mine else t.text))
        self._elided(painter, parts.title, shown_line(item.name), self._title_metrics, Qt.TextElideMode.ElideMiddle)
        painter.setFont(self.small)
        painter.setPen(QColor(t.on_accent_muted if mine else t.muted))
        self._elided(painter, parts.note, item.note, self._small_metrics, Qt.TextElideMode.ElideRight)

    @staticmethod
    def _elided(painter: QPainter, where: QRectF, text: str, metrics: QFontMetricsF, mode: Qt.TextElideMode) -> None:
        line = metrics.elidedText(text, mode, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)

    @staticmethod
    def _paint_picture(painter: QPainter, where: QRectF, picture: QPixmap | None, t: Tokens, *, mine: bool) -> None:
        path = QPainterPath()
        path.addRoundedRect(where, 8, 8)
        painter.fillPath(path, _veil(0.14) if mine else QColor(t.hover))
        if picture is None:
            middle = QRectF(0, 0, 28, 28)
            middle.moveCenter(where.center())
            draw_icon(painter, "image", t.on_accent_muted if mine else t.muted, middle)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        size = picture.deviceIndependentSize().scaled(where.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        covering = QRectF(QPointF(0, 0), size)
        covering.moveCenter(where.center())
        painter.drawPixmap(covering, picture, QRectF(picture.rect()))
        painter.restore()


def icon_of(suffix: str) -> str:
    """Return the icon of a type of file."""
    if suffix in SPREADSHEETS:
        return "file-spreadsheet"
    content = known_type(suffix).content
    if content in {Content.OFFICE_XML, Content.OLD_OFFICE}:
        return "file-text"
    return KINDS.get(content, "file")


def _paint_bar(painter: QPainter, where: QRectF, progress: float, t: Tokens, *, mine: bool) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_veil(0.3) if mine else QColor(t.line))
    painter.drawRoundedRect(where, 2, 2)
    done = QRectF(where.topLeft(), where.bottomRight())
    done.setWidth(max(4.0, where.width() * progress))
    painter.setBrush(QColor(t.on_accent if mine else t.accent))
    painter.drawRoundedRect(done, 2, 2)


def _paint_button(
    painter: QPainter, action: FileAction, where: QRectF, t: Tokens, *, mine: bool, is_hovered: bool
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    if mine:
        painter.setBrush(_veil(0.32 if is_hovered else 0.18))
    else:
        painter.setBrush(QColor(t.line_strong if is_hovered else t.pressed))
    painter.drawEllipse(where)
    colour = t.on_accent if mine else t.text
    draw_icon(painter, ACTION_ICONS[action], colour, where.adjusted(8, 8, -8, -8))


def _veil(strength: float) -> QColor:
    veil = QColor(Qt.GlobalColor.white)
    veil.setAlphaF(strength)
    return veil
