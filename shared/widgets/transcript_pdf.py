"""A conversation as PDF, on A4 with page numbers. Everything goes in as plain text: no word of a person is ever markup."""

from PySide6.QtCore import QCoreApplication, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from shared.widgets.chat_words import clock
from shared.widgets.theme import load_fonts
from shared.widgets.tokens import FONT_FAMILY, LIGHT
from shared.widgets.transcript import Transcript, TranscriptLine

MARGIN_MM = 20
DOTS_PER_INCH = 300
LINE_BREAK = "\u2028"
"""Breaks the line and not the paragraph."""
TITLE_PT, DAY_PT, TEXT_PT, SMALL_PT = 17, 11, 10, 8


def write_pdf(transcript: Transcript, device: QIODevice) -> None:
    """Write it to an open device; needs a QGuiApplication for its fonts."""
    load_fonts()
    writer = QPdfWriter(device)
    writer.setResolution(DOTS_PER_INCH)
    writer.setTitle(transcript.title)
    writer.setCreator("Sportello")
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter
        )
    )
    _paint(writer, transcript)


def _paint(writer: QPdfWriter, transcript: Transcript) -> None:
    area = QSizeF(writer.pageLayout().paintRectPixels(DOTS_PER_INCH).size())
    foot = 3 * SMALL_PT * DOTS_PER_INCH / 72
    page = QSizeF(area.width(), area.height() - foot)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(TEXT_PT))
    document.setPageSize(page)
    _keep_together(document, _fill(QTextCursor(document), transcript))
    painter = QPainter(writer)
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        document.drawContents(painter, QRectF(0, number * page.height(), page.width(), page.height()))
        painter.restore()
        _draw_foot(painter, area, transcript.title, number + 1, document.pageCount())
    painter.end()


def _draw_foot(painter: QPainter, area: QSizeF, title: str, number: int, count: int) -> None:
    painter.setFont(_font(SMALL_PT))
    painter.setPen(QColor(LIGHT.muted))
    rect = QRectF(0, 0, area.width(), area.height())
    below = Qt.AlignmentFlag.AlignBottom
    numbers = QCoreApplication.translate("Transcript", "Page {number} of {count}").format(number=number, count=count)
    right = painter.fontMetrics().horizontalAdvance(numbers)
    name = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, round(area.width() - 1.5 * right))
    painter.drawText(rect, below | Qt.AlignmentFlag.AlignLeft, name)
    painter.drawText(rect, below | Qt.AlignmentFlag.AlignRight, numbers)


def _fill(cursor: QTextCursor, transcript: Transcript) -> list[int]:
    """Write everything; return the numbers of the blocks that must not stand alone at the foot of a page."""
    heads: list[int] = []
    # One edit: laid out once at its end, and not after each line.
    cursor.beginEditBlock()
    cursor.setBlockFormat(_block(below=8))
    cursor.insertText(transcript.title, _look(TITLE_PT, weight=QFont.Weight.DemiBold))
    for name, value in transcript.facts:
        cursor.insertBlock(_block(below=2))
        cursor.insertText(f"{name}: ", _look(TEXT_PT, LIGHT.muted))
        cursor.insertText(value, _look(TEXT_PT))
    for day, lines in transcript.days():
        cursor.insertBlock(_block(above=20, below=4))
        cursor.insertText(day, _look(DAY_PT, LIGHT.accent_text, QFont.Weight.DemiBold))
        heads.append(cursor.blockNumber())
        for line in lines:
            _add(cursor, line, heads)
    cursor.endEditBlock()
    return heads


def _add(cursor: QTextCursor, line: TranscriptLine, heads: list[int]) -> None:
    text = line.text.replace("\n", LINE_BREAK)
    cursor.insertBlock(_block(above=8))
    if not line.who:
        cursor.insertText(f"{clock(line.at)}   {text}", _look(SMALL_PT + 1, LIGHT.muted))
        return
    cursor.insertText(line.who, _look(TEXT_PT, weight=QFont.Weight.DemiBold))
    cursor.insertText(f"   {clock(line.at)}", _look(SMALL_PT + 1, LIGHT.muted))
    heads.append(cursor.blockNumber())
    cursor.insertBlock(_block(above=1))
    cursor.insertText(text, _look(TEXT_PT))


def _keep_together(document: QTextDocument, heads: list[int]) -> None:
    """Send a day or a name to the next page with what follows it; in order, for each moves all behind it."""
    layout, height = document.documentLayout(), document.pageSize().height()
    for number in heads:
        head = document.findBlockByNumber(number)
        first = head.next().layout().lineAt(0) if head.next().isValid() else None
        if first is None or not first.isValid():
            continue
        page = layout.blockBoundingRect(head).bottom() // height
        if (layout.blockBoundingRect(head.next()).top() + first.y() + first.height()) // height > page:
            block = QTextBlockFormat(head.blockFormat())
            block.setPageBreakPolicy(QTextBlockFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(head).setBlockFormat(block)


def _block(*, above: float = 0, below: float = 0) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setTopMargin(above)
    block.setBottomMargin(below)
    return block


def _look(points: int, colour: str = LIGHT.text, weight: QFont.Weight = QFont.Weight.Normal) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(_font(points, weight))
    look.setForeground(QColor(colour))
    return look


def _font(points: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font
