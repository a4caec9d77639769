"""*Connecting…* until the other side has answered; then how it ended, and *Ask again* (A-19, A-23)."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from shared.limits import ACCEPT_WINDOW_S
from shared.widgets.countdown import Countdown
from shared.widgets.dialog import Dialog
from shared.widgets.icons import IconColour, icon
from shared.widgets.labels import Label
from shared.widgets.plain_text import isolated
from shared.widgets.tokens import GRID
from tech_console.models.problem_words import problem_words
from tech_console.presenters.line import Problem
from tech_console.presenters.outgoing import Ask, AskState
from tech_console.views.ui import Ui

PICTURES: dict[AskState, tuple[str, IconColour]] = {
    AskState.DECLINED: ("user-x", "warn_text"),
    AskState.EXPIRED: ("hourglass", "warn_text"),
    AskState.CANCELLED: ("x", "muted"),
    AskState.UNREACHABLE: ("wifi-off", "danger_text"),
    AskState.REFUSED: ("circle-alert", "danger_text"),
}


class ConnectingDialog(Dialog):
    """Follows one request of mine. Signals: `message_wanted(device_id)` to leave a message instead."""

    message_wanted = Signal(str)

    def __init__(self, ui: Ui, ask: Ask, parent: QWidget) -> None:
        super().__init__("", parent, width=420)
        self._ui = ui
        self._ask = ask
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ring = Countdown(72)
        self._picture = QLabel()
        self._words = Label("", wraps=True)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._ring)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        self.body.addLayout(row)
        self._leave = self.add_button(self.tr("Leave a message"))
        self._leave.clicked.connect(self._leave_message)
        self._stop = self.add_button(self.tr("Withdraw"))
        self._stop.clicked.connect(self.reject)
        self._again = self.add_button(self.tr("Ask again"), "primary")
        self._again.clicked.connect(self._ask_again)
        ui.console.outgoing.changed.connect(self._changed)
        self._show()

    def is_for(self, ask: Ask) -> bool:
        """Whether this dialog follows that request; asking again keeps the dialog."""
        return self.isVisible() and self._ask.device_id == ask.device_id

    def _changed(self, ask: Ask) -> None:
        if ask.request_id == self._ask.request_id:
            self._ask = ask
            self._show()

    def _show(self) -> None:
        if self._ask.state is AskState.ACCEPTED:
            self.accept()
            return
        alive = self._ask.is_alive
        self.set_title(self.tr("Connecting…") if alive else self._title_of_end())
        self._words.setText(self._waiting_words() if alive else self._end_words())
        self._ring.setVisible(alive)
        self._picture.setVisible(not alive)
        if alive:
            self._ring.start(self._ui.console.outgoing.remaining_ms(self._ask.request_id), ACCEPT_WINDOW_S * 1000)
        else:
            self._ring.stop()
            name, colour = PICTURES[self._ask.state]
            self._picture.setPixmap(icon(name, colour).pixmap(QSize(40, 40)))
        self._again.setVisible(not alive)
        self._leave.setVisible(not alive and self._ask.state is not AskState.REFUSED)
        self._stop.setText(self.tr("Withdraw") if alive else self.tr("Close"))
        (self._stop if alive else self._again).setFocus()

    def _device(self) -> str:
        device = self._ui.console.devices.find(self._ask.device_id)
        return isolated(device.name) if device is not None else ""

    def _waiting_words(self) -> str:
        return self.tr("The user of {device} has been asked and can accept until the time is over.").format(
            device=self._device()
        )

    def _title_of_end(self) -> str:
        return {
            AskState.DECLINED: self.tr("Declined"),
            AskState.EXPIRED: self.tr("No answer"),
            AskState.CANCELLED: self.tr("Withdrawn"),
            AskState.UNREACHABLE: self.tr("Not reachable"),
            AskState.REFUSED: self.tr("That did not work"),
        }[self._ask.state]

    def _end_words(self) -> str:
        device = self._device()
        match self._ask.state:
            case AskState.DECLINED:
                return self.tr("The user of {device} does not want to chat now.").format(device=device)
            case AskState.EXPIRED:
                return self.tr("Nobody at {device} answered within two minutes.").format(device=device)
            case AskState.CANCELLED:
                return self.tr("You have withdrawn the request.")
            case AskState.UNREACHABLE:
                return self.tr("{device} is not connected. A message is shown at the next sign-in.").format(
                    device=device
                )
        return problem_words(Problem(what="ask_device", code=self._ask.code, params=self._ask.params))

    def _ask_again(self) -> None:
        self._ask = self._ui.console.outgoing.ask_again(self._ask.request_id)
        self._show()

    def _leave_message(self) -> None:
        self.message_wanted.emit(self._ask.device_id)
        self.accept()

    def reject(self) -> None:
        if self._ask.is_alive:
            self._ui.console.outgoing.cancel(self._ask.request_id)
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._ring.stop()
        super().closeEvent(event)
