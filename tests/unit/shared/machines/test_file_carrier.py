"""Whatever happens in whatever order: turns are taken and given back in pairs, and what can go on comes to its end."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from shared.machines.delivery import Connected, Disconnected
from shared.machines.effects import Effect, Send, TimerFired
from shared.machines.file_carrier import Carrier, Event, Phase
from shared.machines.file_effects import (
    ENDS,
    AskRefused,
    Begin,
    Cancel,
    Cut,
    GiveTurn,
    Granted,
    Move,
    Moved,
    Pause,
    Prepare,
    Prepared,
    Renew,
    Resume,
    StopMoving,
    Tell,
    TransferState,
    TurnGiven,
    Verdict,
    WantTurn,
)
from shared.machines.file_receiver import Receiver
from shared.machines.file_sender import Sender
from shared.protocol.transfers import FileState, OfferFile
from tests.unit.shared.machines.files import FILE, SHA, TALK, grant, record

HAPPENINGS = ["connect", "disconnect", "pause", "resume", "rest", "work", "fail", "refuse", "turn", "checked", "stale"]


class World:
    """The shell and the relay around one machine, as simple as they can be."""

    def __init__(self, machine: Carrier) -> None:
        self.machine = machine
        self.wants_turn = self.has_turn = self.is_connected = self.rests = False
        self.ended: TransferState | None = None
        self.renewed = False
        self._work: list[Callable[[], Event]] = []
        self._refused: Callable[[], Event] | None = None
        self._cut: Callable[[], Event] | None = None
        self.give(Begin())

    def give(self, event: Event) -> None:
        was_ended = self.ended
        for effect in self.machine.handle(event, 0.0):
            assert was_ended is None, f"{effect} after the end"
            self._perform(effect)

    def _perform(self, effect: Effect) -> None:
        match effect:
            case WantTurn():
                assert {self.wants_turn, self.has_turn} == {False}
                self.wants_turn = True
            case GiveTurn():
                assert self.wants_turn or self.has_turn
                self.wants_turn = self.has_turn = False
            case Prepare(flight=flight):
                assert self.has_turn
                self._moves(lambda: Prepared(sha256=SHA, size=100, flight=flight), flight)
            case Move(flight=flight):
                assert self.has_turn
                self._moves(lambda: Moved(flight=flight), flight)
            case Send(flight=flight, message=message):
                assert self.is_connected or not hasattr(message, "sha256")
                state = FileState.RECEIVING if isinstance(message, OfferFile) else FileState.READY
                self._asks(lambda: Granted(grant=grant(state), flight=flight), flight)
            case StopMoving():
                self._work.clear()
            case Renew():
                self.renewed = True
            case Tell(state=state) if state in ENDS:
                self.ended = state

    def _asks(self, work: Callable[[], Event], flight: int) -> None:
        self._work, self._cut = [work], None
        self._refused = lambda: AskRefused(code="unavailable", flight=flight, chance=0.0)

    def _moves(self, work: Callable[[], Event], flight: int) -> None:
        self._work, self._refused = [work], None
        self._cut = lambda: Cut(code="lost", flight=flight, chance=0.0)

    def happen(self, what: str) -> None:
        match what:
            case "connect" if not self.is_connected:
                self.is_connected = True
                self.give(Connected())
            case "disconnect" if self.is_connected:
                self.is_connected = False
                self.give(Disconnected())
            case "turn" if self.wants_turn:
                self.wants_turn, self.has_turn = False, True
                self.give(TurnGiven())
            case "work" if self._work:
                self.give(self._work.pop(0)())
            case "pause":
                self.give(Pause())
            case "resume":
                self.give(Resume())
            case "rest":
                self.give(TimerFired(key="again"))
            case "fail" if self._cut is not None:
                self._work.clear()
                self.give(self._cut())
            case "refuse" if self._refused is not None:
                self._work.clear()
                self.give(self._refused())
            case "checked" if self.machine.phase is Phase.CHECKING:
                self.give(Verdict(file=record(FileState.READY)))
            case "stale":
                self.give(Moved(flight=-1))

    def settle(self) -> None:
        for what in ("resume", "connect", *["rest", "turn", "work", "work", "checked"] * 8):
            self.happen(what)


@given(st.lists(st.sampled_from(HAPPENINGS), max_size=60), st.sampled_from(["send", "send copied", "fetch"]))
def test_a_file_comes_to_its_end_after_any_disturbance(happenings: list[str], kind: str) -> None:
    machine: Carrier = Receiver(FILE)
    if kind != "fetch":
        copied = kind == "send copied"
        machine = Sender(
            FILE, "clip.mp4", conversation_id=TALK, sha256=SHA if copied else "", size=100 if copied else 0
        )
    world = World(machine)
    for what in happenings:
        world.happen(what)
    world.settle()

    assert world.ended is TransferState.DONE
    assert not world.has_turn
    assert not world.wants_turn


@given(st.lists(st.sampled_from(HAPPENINGS), max_size=40))
def test_what_is_given_up_holds_no_turn_and_never_comes_back(happenings: list[str]) -> None:
    world = World(Sender(FILE, "clip.mp4", conversation_id=TALK))
    for what in happenings:
        world.happen(what)
    world.give(Cancel())
    world.settle()

    assert world.ended in {TransferState.CANCELLED, TransferState.DONE}
    assert not world.has_turn
    assert not world.wants_turn
