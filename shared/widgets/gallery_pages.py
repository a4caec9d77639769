"""The pages of the gallery: samples, among them the long, the empty, the failed and the hostile."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from shared.widgets.app_icon import AppState, app_pixmap
from shared.widgets.avatar import Avatar
from shared.widgets.badge import Badge
from shared.widgets.banner import Banner
from shared.widgets.chat_item import LAST, ChatItem
from shared.widgets.chat_view import ChatView
from shared.widgets.composer import Composer
from shared.widgets.countdown import Countdown
from shared.widgets.dialog import Dialog
from shared.widgets.empty_state import EmptyState
from shared.widgets.icons import icon
from shared.widgets.labels import Label
from shared.widgets.search_field import SearchField
from shared.widgets.shield import Identity, Shield
from shared.widgets.theme import set_kind
from shared.widgets.toast import Toast, ToastAction

NAMES = ("Giulia Rossi", "Marco Bianchi", "Anna Maria de Luca", "Zoë Q", "<b>hostile</b>", "Åsa Ö", "Li Wei", "")
HOSTILE = "<img src=x onerror=alert(1)> \u202egpj.exe"


def controls() -> QWidget:
    """Return buttons, fields and choices in their states."""
    page, column = _page()
    row = _row(column)
    for kind in ("primary", "secondary", "danger", "ghost"):
        row.addWidget(_button(kind.capitalize(), kind))
    off = _button("Disabled", "primary")
    off.setEnabled(False)
    row.addWidget(off)
    with_icon = _button("With icon", "primary")
    with_icon.setIcon(icon("message-square-plus", "on_accent"))
    row.addWidget(with_icon)
    wrong = QLineEdit("not an address")
    wrong.setProperty("invalid", True)
    combo, spin, progress = QComboBox(), QSpinBox(), QProgressBar()
    combo.addItems(["All customers", "Acme S.p.A.", "Beta s.r.l."])
    progress.setValue(60)
    progress.setTextVisible(False)
    for widget in (SearchField(), QLineEdit("A name"), wrong, combo, spin, QPlainTextEdit("Several\nlines"), progress):
        column.addWidget(widget)
    row = _row(column)
    for choice in (QCheckBox("Enable chat"), QCheckBox("Play sounds"), QRadioButton("Light"), QRadioButton("Dark")):
        choice.setChecked(choice.text() in ("Play sounds", "Dark"))
        row.addWidget(choice)
    for text, kind in (("Title", "title"), ("Heading", "heading"), ("Muted text", "muted"), ("An error", "error")):
        label = Label(text)
        set_kind(label, kind)
        column.addWidget(label)
    column.addStretch()
    return page


def people() -> QWidget:
    """Return avatars, badges, shields of every level."""
    page, column = _page()
    row = _row(column)
    for number, name in enumerate(NAMES):
        avatar = Avatar()
        avatar.set_person(name, f"person{number}")
        avatar.set_presence((True, False, None)[number % 3])
        row.addWidget(avatar)
    row = _row(column)
    for count, quiet in ((1, False), (12, False), (120, False), (7, True)):
        badge = Badge(quiet=quiet)
        badge.set_count(count)
        row.addWidget(badge)
    at = dt.datetime(2026, 11, 21, 9, 41, tzinfo=dt.UTC)
    for identity in (
        Identity(0),
        Identity(1),
        Identity(2, "Marco Bianchi"),
        Identity(3, at=at),
        Identity(4, "login.example"),
    ):
        shield = Shield()
        shield.set_identity(identity)
        column.addWidget(shield)
    for unread in (0, 3, 12):
        row = _row(column)
        for state in AppState:
            for size in (16, 22, 32, 48):
                row.addWidget(_picture(app_pixmap(size, state, unread)))
    column.addStretch()
    return page


def states() -> QWidget:
    """Return countdowns, banners, an empty list."""
    page, column = _page()
    row = _row(column)
    for remaining in (119_000, 25_000, 4_000):
        ring = Countdown()
        ring.start(remaining, 120_000)
        ring.stop()
        row.addWidget(ring)
    for kind, text, action in (
        ("info", "2 messages waiting for connection", ""),
        ("warn", "The certificate of the server ends in five days. " * 3, "Details"),
        ("error", "The code could not be mailed: the mail server does not answer.", "Try again"),
    ):
        banner = Banner()
        banner.say(kind, text, action)  # type: ignore[arg-type]  # the three kinds, in a tuple
        column.addWidget(banner)
    empty = EmptyState("message-square")
    empty.set_words("No conversations yet", "Accept a request, or start a chat from a device.", "Show devices")
    column.addWidget(empty, 1)
    return page


def conversation() -> QWidget:
    """Return a conversation with every kind and state of row, and its composer."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    view, composer = ChatView(), Composer()
    view.set_items(_messages(), unread_from="8")
    view.set_typing("Marco Bianchi", "marco")
    composer.set_plus_visible(True)
    column.addWidget(view, 1)
    column.addWidget(composer)
    return page


def dialog() -> QWidget:
    """Return a dialog as it stands on the screen, with an error."""
    made = Dialog("Rename the ticket")
    made.setWindowFlags(Qt.WindowType.Widget)
    made.add_text("The conversation becomes part of this ticket. A good title helps whoever looks for it later.")
    made.add_field("Title", QLineEdit("New ticket opened from chat"))
    made.show_error("The title may have at most 200 characters.")
    made.add_cancel()
    made.add_button("Close conversation", "primary", is_default=True)
    return made


def toasts() -> QWidget:
    """Return two toasts: a request that waits and a piece of news."""
    page, column = _page()
    request = Toast("Giulia Rossi asks for help with a very long reason", "Acme S.p.A. · PC-0042", is_sticky=True)
    avatar, shield, ring = Avatar(), Shield(), Countdown(48)
    avatar.set_person("Giulia Rossi", "giulia")
    shield.set_identity(Identity(3))
    ring.start(94_000, 120_000)
    ring.stop()
    request.lead.addWidget(avatar)
    request.content.addWidget(shield)
    request.add_action(ToastAction("decline", "Decline"))
    request.add_action(ToastAction("accept", "Accept", "primary"))
    for toast in (request, Toast(HOSTILE, "Your ticket was closed.", is_sticky=True)):
        toast.setWindowFlags(Qt.WindowType.Widget)
        column.addWidget(toast)
    column.addWidget(ring)
    column.addStretch()
    return page


def _messages() -> list[ChatItem]:
    start = dt.datetime.now().astimezone().replace(hour=9, minute=41)
    mine: dict[str, object] = {"mine": True}
    other: dict[str, object] = {"sender_name": "Marco Bianchi", "sender_key": "marco"}
    rows: list[tuple[int, str, dict[str, object]]] = [
        (-1440, "Buongiorno", other | {"verified": 3}),
        (0, "Hi, the printer on the second floor says “offline” since this morning 😕", mine | {"state": "read"}),
        (0, "I restarted it twice.", mine | {"state": "read"}),
        (2, "Good morning Giulia, thanks for writing. I can see your PC from here.", other),
        (2, "Let me check the print queue, one moment.", other),
        (3, "Marco Bianchi joined the conversation", {"kind": "event"}),
        (4, "Sure, go ahead!", mine | {"state": "delivered"}),
        (5, "Found it: the spooler stopped. See https://example.org/kb/12 please.", other | {"verified": 1}),
        (6, "شكرا، الطابعة تعمل الآن", other),
        (7, HOSTILE, mine | {"state": "failed"}),
        (8, "A" * 120, mine | {"state": "sent"}),
        (9, "Thank you!", mine | {"state": "queued", "order": LAST}),
    ]
    return [
        ChatItem(key=str(number), text=text, at=start + dt.timedelta(minutes=late), **({"order": number} | values))  # type: ignore[arg-type]  # sample values
        for number, (late, text, values) in enumerate(rows, 1)
    ]


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    return page, column


def _row(column: QVBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.setAlignment(Qt.AlignmentFlag.AlignLeading)
    column.addLayout(row)
    return row


def _button(text: str, kind: str) -> QPushButton:
    button = QPushButton(text)
    set_kind(button, kind)
    return button


def _picture(pixmap: QPixmap) -> QLabel:
    label = QLabel()
    label.setPixmap(pixmap)
    return label
