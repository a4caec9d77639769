"""A card at the top right for each request that rings here: who, how verified, from where, how long, yes or no (A-34, A-35)."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shared.ids import ChatRequestId
from shared.limits import ACCEPT_WINDOW_S
from shared.protocol.identity import Shield as ShieldRecord
from shared.protocol.requests import ChatRequestRecord, RequestState
from shared.widgets.avatar import Avatar
from shared.widgets.countdown import Countdown
from shared.widgets.elided_label import ElidedLabel
from shared.widgets.shield import Identity, Shield
from shared.widgets.toast import Toast, ToastAction
from shared.widgets.toast_stack import ToastStack
from shared.widgets.tokens import GRID
from tech_console.models.problem_words import problem_words
from tech_console.models.words import person_of, request_state_words
from tech_console.presenters.line import Problem
from tech_console.views.ui import Ui

TOP = 8 * GRID
REASON_CHARS = 160


class RequestCards(QObject):
    """Keeps one sticky toast per ringing request, and says shortly how it ended. Signals: `wanted(request_id)` for a
    click on a card.
    """  # noqa: D205 - the signals are one list

    wanted = Signal(str)

    def __init__(self, ui: Ui, anchor: QWidget) -> None:
        super().__init__(anchor)
        self._ui = ui
        self.stack = ToastStack(anchor, top_margin=TOP)
        self._cards: dict[str, Toast] = {}
        incoming = ui.console.incoming
        incoming.rang.connect(self._show)
        incoming.stopped.connect(self._take_away)
        incoming.lost.connect(self._lost)
        ui.console.line.failed.connect(self.say_problem)
        ui.console.preferences.changed.connect(lambda _: self._look())
        self._look()

    def say(self, title: str, text: str = "") -> None:
        """Show a short note that goes by itself."""
        self.stack.show_toast(Toast(title, text))

    def say_problem(self, problem: Problem) -> None:
        """Say why something did not work."""
        self.say(self.tr("That did not work"), problem_words(problem))

    def close_all(self) -> None:
        """Take all cards away, as when signing out or building anew."""
        self._cards.clear()
        self.stack.close_all()

    def _look(self) -> None:
        """Whoever does not want to be disturbed sees no card; afterwards those that still ring come."""
        if self._ui.console.preferences.values.is_undisturbed:
            for card in list(self._cards.values()):
                card.close()
            return
        for request in self._ui.console.incoming.ringing():
            self._show(request)

    def _show(self, request: ChatRequestRecord) -> None:
        if request.request_id in self._cards or self._ui.console.preferences.values.is_undisturbed:
            return
        card = Toast(person_of(request), _shortened(request.reason), is_sticky=True)
        avatar = Avatar(40)
        avatar.set_person(person_of(request), request.contact_id or request.device_id)
        card.lead.addWidget(avatar)
        card.content.addWidget(_shield(request.shield))
        card.content.addLayout(self._place_and_time(request))
        card.add_action(ToastAction("decline", self.tr("Decline")))
        card.add_action(ToastAction("accept", self.tr("Accept"), "primary"))
        card.setWindowTitle(self.tr("Chat request from {name}").format(name=person_of(request)))
        request_id = request.request_id
        card.acted.connect(lambda key: self._act(key, request_id))
        card.clicked.connect(lambda: self.wanted.emit(request_id))
        card.closed.connect(lambda: self._cards.pop(request_id, None))
        self._cards[request_id] = card
        self.stack.show_toast(card)

    def _place_and_time(self, request: ChatRequestRecord) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(ElidedLabel(f"{request.customer_name} · {request.device_name}", kind="muted"), 1)
        ring = Countdown(44)
        ring.start(self._ui.console.world.remaining_ms(request.request_id), ACCEPT_WINDOW_S * 1000)
        row.addWidget(ring)
        return row

    def _act(self, key: str, request_id: ChatRequestId) -> None:
        incoming = self._ui.console.incoming
        if key == "accept":
            incoming.accept(request_id)
        else:
            incoming.decline(request_id)

    def _take_away(self, request: ChatRequestRecord) -> None:
        card = self._cards.pop(request.request_id, None)
        if card is not None:
            card.close()
        me = self._ui.console.world.snapshot.me
        taken_by_other = request.state is RequestState.ACCEPTED and request.technician_id != me
        if self._ui.console.preferences.values.is_undisturbed:
            return
        if taken_by_other or request.state in {RequestState.EXPIRED, RequestState.CANCELLED}:
            self.say(person_of(request), request_state_words(request))

    def _lost(self, request: ChatRequestRecord | None, problem: Problem) -> None:
        self.say(self.tr("Chat request") if request is None else person_of(request), problem_words(problem))


def _shield(record: ShieldRecord) -> QWidget:
    shield = Shield()
    shield.set_identity(Identity(record.level, record.by, record.at))
    return shield


def _shortened(reason: str) -> str:
    text = " ".join(reason.split())
    return text if len(text) <= REASON_CHARS else f"{text[: REASON_CHARS - 1]}…"
