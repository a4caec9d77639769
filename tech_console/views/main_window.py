"""The window: sign-in until somebody is in, then the workspace. Built anew when language or edition change."""

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from shared.ids import ConversationId
from shared.widgets.app_icon import app_icon
from shared.widgets.enter_key import press_with_enter
from tech_console.presenters.sign_in import SignInState, Stage
from tech_console.views.rail import Place
from tech_console.views.sign_in_page import SignInPage
from tech_console.views.step_up_dialog import StepUpAsker
from tech_console.views.ui import Ui
from tech_console.views.workspace import Workspace

SIZE = (1280, 800)
LEAST = (1000, 600)


class MainWindow(QMainWindow):
    """Signals: `hidden_by_person()` when it was closed into the tray; `quit_wanted()` when it was closed for good."""

    hidden_by_person = Signal()
    quit_wanted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self.has_tray = False
        self._return_to = ""
        self._stack = QStackedWidget()
        self._sign_in: SignInPage | None = None
        self.workspace: Workspace | None = None
        self._step_up = StepUpAsker(ui, self)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*LEAST)
        self.resize(*SIZE)
        self.setWindowIcon(app_icon())
        if ui.console.preferences.values.geometry:
            self.restoreGeometry(QByteArray.fromBase64(ui.console.preferences.values.geometry.encode()))
        ui.console.sign_in.changed.connect(self._follow)
        ui.console.world.reloaded.connect(self._loaded)
        ui.console.counts_changed.connect(self._say_title)
        ui.console.notices.attention.connect(self._flash)
        ui.language.language_changed.connect(self.build_anew)
        self._follow(ui.console.sign_in.state)

    def come_forward(self) -> None:
        """Show the window and give it the keyboard."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def where(self) -> str:
        """Return what is on screen, for `return_to` of a later run."""
        place, talk = self._where()
        return f"{place.name}:{talk}"

    def return_to(self, where: str) -> None:
        """Show that again as soon as there is a workspace; what no longer exists is left out."""
        self._return_to = where

    def _go_back(self, workspace: Workspace) -> None:
        where, self._return_to = self._return_to, ""
        place, _, talk = where.partition(":")
        if talk:
            workspace.show_conversation(ConversationId(talk))
        if place in Place.__members__:
            workspace.go_to(Place[place])

    def build_anew(self) -> None:
        """Make all texts again; what was open stays open, drafts are the presenters'."""
        place, talk = self._where()
        self._drop()
        self._follow(self._ui.console.sign_in.state)
        if self.workspace is not None:
            if talk:
                self.workspace.show_conversation(talk)
            self.workspace.go_to(place)

    def _where(self) -> tuple[Place, str]:
        if self.workspace is None:
            return Place.CONVERSATIONS, ""
        return self.workspace.place(), self.workspace.conversations.current_id()

    def _drop(self) -> None:
        self._step_up.close()  # it may stand over a dialog of the workspace
        for made in (self._sign_in, self.workspace):
            if made is not None:
                self._stack.removeWidget(made)
                made.hide()
                made.deleteLater()
        if self.workspace is not None:
            self.workspace.cards.close_all()
        self._sign_in = self.workspace = None

    def _follow(self, state: SignInState) -> None:
        if state.stage is Stage.SIGNED_IN:
            if self.workspace is None and self._ui.console.world.is_complete:
                self._enter()
        else:
            self._leave()
        self._say_title()

    def _loaded(self) -> None:
        self._follow(self._ui.console.sign_in.state)

    def _enter(self) -> None:
        self._drop()
        self.workspace = Workspace(self._ui, self, self._stack)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self._go_back(self.workspace)
        self.workspace.in_front.connect(self._say_in_front)
        self.workspace.take_focus()
        self._say_in_front()

    def _leave(self) -> None:
        if self._sign_in is None:
            self._drop()
            self._sign_in = SignInPage(self._ui)
            self._stack.addWidget(self._sign_in)
        self._stack.setCurrentWidget(self._sign_in)

    def _say_title(self) -> None:
        counts = self._ui.console.counts()
        waiting = counts.requests + counts.conversations
        name = self._ui.console.settings.record.organisation or "Sportello"
        self.setWindowTitle(f"({waiting}) {name}" if waiting else name)

    def _say_in_front(self) -> None:
        talk = self.workspace.current_talk() if self.workspace is not None and self.isActiveWindow() else ""
        self._ui.console.notices.set_in_front(ConversationId(talk) if talk else None)

    def _flash(self) -> None:
        """Let the task bar show that somebody waits; until the window is active again."""
        if not self.isActiveWindow():
            QApplication.alert(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_with_enter(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            self._say_in_front()

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self._ui.console.preferences.change(geometry=geometry)
        super().closeEvent(event)
        if self.has_tray and self._ui.console.preferences.values.close_to_tray:
            self.hidden_by_person.emit()
        else:
            self.quit_wanted.emit()
