"""The menu of the tray icon and of the window: everything the program can do, in one list."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from endpoint_agent.presenters.agent import AgentPresenters
from shared.widgets.icons import icon


class AgentMenu(QMenu):
    """Signals: `wanted(name)` with one of `open`, `start_chat`, `new_ticket`, `my_tickets`, `my_details`, `about`,
    `settings`, `quit`.
    """  # noqa: D205 - the names are one list

    wanted = Signal(str)

    def __init__(self, presenters: AgentPresenters, *, allow_quit: bool) -> None:
        super().__init__()
        self._p = presenters
        self.setToolTipsVisible(True)
        self._open = self._add("open", "message-square")
        self.start_chat = self._add("start_chat", "message-circle")
        self.new_ticket = self._add("new_ticket", "ticket-plus")
        self._my_tickets = self._add("my_tickets", "ticket")
        self.addSeparator()
        self._my_details = self._add("my_details", "id-card")
        self._about = self._add("about", "laptop")
        self._languages = self.addMenu("")
        self._languages.setIcon(icon("languages"))
        self._language_group = QActionGroup(self)
        self._language_actions = {choice: self._language(choice) for choice in ("system", "en", "it")}
        self._settings = self._add("settings", "settings")
        self.addSeparator()
        self._quit = self._add("quit", "power")
        self._quit.setVisible(allow_quit)
        self.aboutToShow.connect(self.refresh)
        self.retranslate()

    def refresh(self) -> None:
        """Enable what is possible now."""
        status = self._p.status
        self.start_chat.setEnabled(status.can_ask)
        self.new_ticket.setEnabled(status.can_open_ticket)
        self._my_details.setEnabled(status.can_open_ticket)
        self._language_actions[self._p.settings.language].setChecked(True)

    def _add(self, name: str, picture: str) -> QAction:
        action = self.addAction(icon(picture), "")
        action.setObjectName(name)
        action.triggered.connect(lambda: self.wanted.emit(name))
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
            (self._my_details, self.tr("My details…")),
            (self._about, self.tr("About this computer")),
            (self._settings, self.tr("Settings…")),
            (self._quit, self.tr("Quit")),
        ):
            action.setText(text)
        self._languages.setTitle(self.tr("Language"))
        names = {"system": self.tr("As the system"), "en": "English", "it": "Italiano"}
        for choice, action in self._language_actions.items():
            action.setText(names[choice])
