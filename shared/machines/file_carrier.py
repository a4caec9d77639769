"""What sending and fetching a file have in common: its turn, the relay's leave, cuts and back-off, pause and cancel.

Bytes go on while the talk is away: they travel on a path of their own, and the grant says how long.
"""

import enum

from shared.errors import InvalidState
from shared.machines.delivery import PASSING, Connected, Disconnected
from shared.machines.effects import CancelTimer, Effect, StartTimer, TimerFired
from shared.machines.file_effects import (
    AskRefused,
    Begin,
    Cancel,
    Cut,
    GiveTurn,
    Granted,
    Move,
    Moved,
    Pause,
    Prepared,
    RemoveCopy,
    Resume,
    StopMoving,
    Tell,
    TransferState,
    TurnGiven,
    Verdict,
    WantTurn,
)
from shared.protocol.transfers import FileGranted

Event = (
    Begin
    | Connected
    | Disconnected
    | TurnGiven
    | Prepared
    | Granted
    | AskRefused
    | Moved
    | Cut
    | Verdict
    | Pause
    | Resume
    | Cancel
    | TimerFired
)

AGAIN = "again"
PAUSE_FIRST_S, PAUSE_MAX_S = 1.0, 30.0
HOLDING = frozenset({"step_up_required"})
"""A person has to do something first: it waits like a paused one, and says why."""


class Phase(enum.Enum):
    """`idle` waits for the connection, `resting` for a timer; a turn is held while preparing, asking and moving."""

    IDLE = "idle"
    RESTING = "resting"
    WAITING = "waiting"
    PREPARING = "preparing"
    ASKING = "asking"
    MOVING = "moving"
    CHECKING = "checking"
    PAUSED = "paused"
    ENDED = "ended"


class Carrier:
    """One file on its way; `is_paused` as it is on disk."""

    def __init__(self, *, is_paused: bool = False) -> None:
        self.phase = Phase.PAUSED if is_paused else Phase.IDLE
        self._connected = False
        self._flight = 0
        self._setbacks = 0
        self._has_turn = False

    def handle(self, event: Event, now: float) -> list[Effect]:
        """Return what to do, in order."""
        if self.phase is Phase.ENDED:
            return []
        match event:
            case Begin():
                return self._go()
            case Connected():
                self._connected = True
                return self._go()
            case Disconnected():
                return self._disconnected()
            case Pause():
                return self._pause()
            case Resume():
                return self._resume()
            case Cancel():
                return self._cancel()
            case TimerFired(key="again"):
                return self._rested()
            case TurnGiven() if self.phase is Phase.WAITING:
                return self._work()
            case TurnGiven() | Verdict():
                return self._other(event, now)
            case Prepared() | Granted() | AskRefused() | Moved() | Cut():
                return [] if event.flight != self._flight else self._answered(event, now)
        raise InvalidState(f"{event!r}")

    # What differs: see file_sender.py and file_receiver.py

    def _work(self) -> list[Effect]:
        """Use the turn just given."""
        raise NotImplementedError

    def _request(self) -> Effect:
        """Return the question to the relay."""
        raise NotImplementedError

    def _granted(self, grant: FileGranted, now: float) -> list[Effect]:
        """Go on with the relay's leave."""
        raise NotImplementedError

    def _moved(self, now: float) -> list[Effect]:
        """All bytes are there."""
        raise NotImplementedError

    def _needs_relay(self) -> bool:
        return True

    def _farewell(self) -> list[Effect]:
        """Return what the relay is told when a person gives the file up."""
        return []

    def _other(self, event: Event, now: float) -> list[Effect]:  # noqa: ARG002 - the sender needs both
        return []

    # Turns and rests

    def _go(self) -> list[Effect]:
        if self.phase is Phase.RESTING and self._connected:
            self.phase = Phase.IDLE
            return [CancelTimer(key=AGAIN), *self._go()]
        if self.phase is not Phase.IDLE or (self._needs_relay() and not self._connected):
            return []
        self.phase = Phase.WAITING
        return [Tell(state=TransferState.QUEUED), WantTurn()]

    def _give_turn(self) -> list[Effect]:
        held = self._has_turn or self.phase is Phase.WAITING
        self._has_turn = False
        return [GiveTurn()] if held else []

    def _ask(self) -> list[Effect]:
        if not self._connected:
            given = self._give_turn()
            self.phase = Phase.IDLE
            return [*given, Tell(state=TransferState.QUEUED, code="unavailable")]
        self.phase = Phase.ASKING
        return [self._request()]

    def _move(self, grant: FileGranted) -> list[Effect]:
        self.phase = Phase.MOVING
        return [Tell(state=TransferState.RUNNING), Move(grant=grant, flight=self._flight)]

    def _rest(self, code: str, now: float, chance: float, retry_after_ms: int | None) -> list[Effect]:
        """Full jitter: what was cut for many must not come back all at once."""
        self._flight += 1
        self._setbacks += 1
        spread_s = min(PAUSE_MAX_S, PAUSE_FIRST_S * 2.0 ** min(self._setbacks - 1, 8))
        wait_s = (retry_after_ms or 0) / 1000 + chance * spread_s
        given = self._give_turn()
        self.phase = Phase.RESTING
        return [*given, Tell(state=TransferState.QUEUED, code=code), StartTimer(key=AGAIN, deadline=now + wait_s)]

    def _rested(self) -> list[Effect]:
        if self.phase is not Phase.RESTING:
            return []
        self.phase = Phase.IDLE
        return self._go()

    def _disconnected(self) -> list[Effect]:
        self._connected = False
        if self.phase is not Phase.ASKING:
            return []
        self._flight += 1
        return self._ask()

    # Answers

    def _answered(self, event: Prepared | Granted | AskRefused | Moved | Cut, now: float) -> list[Effect]:
        match event:
            case Granted() if self.phase is Phase.ASKING:
                return self._granted(event.grant, now)
            case AskRefused() if self.phase is Phase.ASKING:
                return self._refused(event, now)
            case Moved() if self.phase is Phase.MOVING:
                return self._moved(now)
            case Cut() if self.phase in {Phase.MOVING, Phase.PREPARING}:
                return self._cut(event, now)
        return self._other(event, now)

    def _refused(self, event: AskRefused, now: float) -> list[Effect]:
        if event.code in HOLDING:
            given = self._give_turn()
            self._flight += 1
            self.phase = Phase.PAUSED
            return [*given, Tell(state=TransferState.PAUSED, code=event.code, params=event.params)]
        if event.code in PASSING or event.params.get("why") == "waiting_for_approval":
            return self._rest(event.code, now, event.chance, event.retry_after_ms)
        return self._end(TransferState.FAILED, event.code, event.params)

    def _cut(self, event: Cut, now: float) -> list[Effect]:
        if event.progressed:
            self._setbacks = 0
        if event.code in {"auth_failed", "conflict"} and self._setbacks == 0:
            # The grant is over, or our count was wrong: the next answer says where to go on.
            self._flight += 1
            self._setbacks = 1
            return self._ask()
        if event.code in PASSING or event.code in {"lost", "conflict"}:
            return self._rest(event.code, now, event.chance, event.retry_after_ms)
        return self._end(TransferState.FAILED, event.code, event.params)

    def _end(self, state: TransferState, code: str = "", params: dict[str, str | int] | None = None) -> list[Effect]:
        self._flight += 1
        given = self._give_turn()
        self.phase = Phase.ENDED
        return [CancelTimer(key=AGAIN), StopMoving(), *given, Tell(state=state, code=code, params=params or {})]

    # What a person does

    def _pause(self) -> list[Effect]:
        if self.phase in {Phase.PAUSED, Phase.CHECKING}:
            return []
        self._flight += 1
        given = self._give_turn()
        self.phase = Phase.PAUSED
        return [CancelTimer(key=AGAIN), StopMoving(), *given, Tell(state=TransferState.PAUSED)]

    def _resume(self) -> list[Effect]:
        if self.phase is not Phase.PAUSED:
            return []
        self.phase, self._setbacks = Phase.IDLE, 0
        return self._go() or [Tell(state=TransferState.QUEUED, code="unavailable")]

    def _cancel(self) -> list[Effect]:
        return [*self._farewell(), *self._end(TransferState.CANCELLED), RemoveCopy()]
