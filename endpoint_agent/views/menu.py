"""The menu of the tray icon and of the window: everything the program can do, in one list."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.quiet import tomorrow_morning
from endpoint_agent.presenters.strips import is_connected, moment_words, quiet_words, since_words
from endpoint_agent.presenters.talk import Talk
from shared.widgets.icons import icon
from shared.widgets.plain_text import button_text

QUIET_CHOICES = ("hour", "tomorrow", "open_end", "off")
HOUR_MIN = 60
NEW_TICKET_KEYS, CAPTURE_KEYS = "Ctrl+N", "Ctrl+Shift+S"


class AgentMenu(QMenu):
    """Signals: `wanted(name)` with one of `open`, `start_chat`, `new_ticket`, `my_tickets`, `capture`, `my_details`,
    `about`, `missed`, `settings`, `quit`; `talk_wanted(conversation_id)`.
    """  # noqa: D205 - the names are one list

    wanted = Signal(str)
    talk_wanted = Signal(str)

    def __init__(self, presenters: AgentPresenters, *, allow_quit: bool) -> None:
        super().__init__()
        self._p = presenters
        self.setToolTipsVisible(True)
        self._support = self._add("about", "headset")
        self._open = self._add("open", "message-square")
        self._talks: list[QMenu] = []
        self._after_talks = self.addSeparator()
        self.start_chat = self._add("start_chat", "message-circle")
        self.new_ticket = self._add("new_ticket", "ticket-plus")
        self._my_tickets = self._add("my_tickets", "ticket")
        self.capture = self._add("capture", "camera")
        # They work while the window is in front; no program of ours listens to keys meant for others.
        self.new_ticket.setShortcut(QKeySequence(NEW_TICKET_KEYS))
        self.capture.setShortcut(QKeySequence(CAPTURE_KEYS))
        self.addSeparator()
        self._my_details = self._add("my_details", "id-card")
        self._about = self._add("about", "laptop")
        self.missed = self._add("missed", "phone")
        self.addSeparator()
        self.quiet = self.addMenu("")
        self.quiet.setIcon(icon("bell-off"))
        self.quiet_actions = {name: self._quiet_choice(name) for name in QUIET_CHOICES}
        self._languages = self.addMenu("")
        self._languages.setIcon(icon("languages"))
        self._language_group = QActionGroup(self)
        self._language_actions = {choice: self._language(choice) for choice in ("system", "en", "it")}
        self._settings = self._add("settings", "settings")
        self.addSeparator()
        self._quit = self._add("quit", "power")
        self._quit.setVisible(allow_quit)
        self.aboutToShow.connect(self.refresh)
        presenters.quiet.changed.connect(self.refresh)
        self.retranslate()

    def refresh(self) -> None:
        """Enable what is possible now, and name what goes on."""
        status = self._p.status
        self._support.setText(
            button_text(" · ".join(part for part in (status.brand.title, status.support_phone) if part))
        )
        self._support.setVisible(bool(status.brand.title or status.support_phone))
        self.start_chat.setEnabled(status.can_ask)
        self.new_ticket.setEnabled(status.may_write_ticket)
        self.capture.setEnabled(status.may_write_ticket)
        self._my_details.setEnabled(status.can_open_ticket)
        self._language_actions[self._p.settings.language].setChecked(True)
        quiet, count = self._p.quiet, len(self._p.missed.newest_first())
        self.quiet.setTitle(button_text(quiet_words(quiet.until) if quiet.is_on else self.tr("Do not disturb")))
        self.quiet_actions["off"].setVisible(quiet.is_on)
        self.missed.setVisible(bool(count))
        self._list_talks()

    def _list_talks(self) -> None:
        """Who is connected stands here at all times, and can be sent away at once."""
        for menu in self._talks:
            self.removeAction(menu.menuAction())
            menu.deleteLater()
        self._talks = [self._talk(talk) for talk in self._p.chat.open_talks() if is_connected(talk)]
        self._after_talks.setVisible(bool(self._talks))

    def _talk(self, talk: Talk) -> QMenu:
        name = talk.record.technician_name if talk.record is not None else ""
        menu = QMenu(button_text(f"{name} · {since_words(talk)}"), self)
        menu.setIcon(icon("user-check", "ok_text"))
        talk_id = talk.conversation_id
        menu.addAction(self.tr("Show conversation")).triggered.connect(lambda: self.talk_wanted.emit(talk_id))
        menu.addAction(self.tr("End conversation now")).triggered.connect(lambda: self._p.chat.close(talk_id))
        self.insertMenu(self._after_talks, menu)
        return menu

    def _add(self, name: str, picture: str) -> QAction:
        action = self.addAction(icon(picture), "")
        action.setObjectName(name)
        action.triggered.connect(lambda: self.wanted.emit(name))
        return action

    def _quiet_choice(self, name: str) -> QAction:
        quiet = self._p.quiet
        what = {
            "hour": lambda: quiet.begin_for(HOUR_MIN),
            "tomorrow": quiet.begin_until_tomorrow,
            "open_end": lambda: quiet.begin(None),
            "off": quiet.end,
        }[name]
        action = self.quiet.addAction("")
        action.triggered.connect(what)
        return action

    def _language(self, choice: str) -> QAction:
        action = self._languages.addAction("")
        action.setCheckable(True)
        self._language_group.addAction(action)
        action.triggered.connect(lambda: self._p.settings.set_language(choice))
        return action

    def retranslate(self) -> None:
        """Set all texts."""
        for action, text in (
            (self._open, self.tr("Show window")),
            (self.start_chat, self.tr("Start chat")),
            (self.new_ticket, self.tr("New ticket…")),
            (self._my_tickets, self.tr("My tickets")),
            (self.capture, self.tr("Send screenshot…")),
            (self._my_details, self.tr("My details…")),
            (self._about, self.tr("About this computer")),
            (self.missed, self.tr("Missed requests")),
            (self._settings, self.tr("Settings…")),
            (self._quit, self.tr("Quit")),
            (self.quiet_actions["hour"], self.tr("For one hour")),
            (self.quiet_actions["open_end"], self.tr("Until I switch it off")),
            (self.quiet_actions["off"], self.tr("Switch off now")),
        ):
            action.setText(text)
        morning = moment_words(tomorrow_morning())
        self.quiet_actions["tomorrow"].setText(self.tr("Until tomorrow ({time})").format(time=morning))
        self._languages.setTitle(self.tr("Language"))
        names = {"system": self.tr("As the system"), "en": "English", "it": "Italiano"}
        for choice, action in self._language_actions.items():
            action.setText(names[choice])
        self.refresh()
