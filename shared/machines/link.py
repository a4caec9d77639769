"""The life of the connection: connect → challenge → authenticate → ready → lost. No socket, no clock, no randomness.

It decides when to try again and when never to; sign_in.py and client.py in shared/link do the work. Source:
docs/protocol.md, Reconnecting.
"""

import enum

import msgspec

from shared.errors import InvalidState
from shared.limits import HEALTHY_AFTER_S, RECONNECT_FIRST_S, RECONNECT_MAX_S, RESTART_SPREAD_S
from shared.machines.effects import CancelTimer, Connect, Disconnect, Effect, Report, StartTimer, TimerFired
from shared.protocol.base import CloseCode


class State(enum.Enum):
    """`offline` waits for its next attempt, `stopped` for a person."""

    OFFLINE = "offline"
    CONNECTING = "connecting"
    SIGNING_IN = "signing_in"
    READY = "ready"
    STOPPED = "stopped"


class Begin(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wants a connection now. `interactive`: with a password just typed, so one attempt only."""

    interactive: bool = False


class End(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wants no connection any more."""

    code: str = ""


class Challenged(msgspec.Struct, frozen=True, kw_only=True):
    """The relay is there and asks who we are."""


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """The relay knows us."""


class Lost(msgspec.Struct, frozen=True, kw_only=True):
    """The connection or the attempt is over; `chance` is a fresh random number in [0, 1)."""

    code: str
    chance: float
    close_code: int | None = None
    params: dict[str, str | int] = {}
    retry_after_ms: int | None = None


Event = Begin | End | Challenged | SignedIn | Lost | TimerFired

CLOSE_WORDS = {
    CloseCode.REPLACED: "replaced",
    CloseCode.REVOKED: "revoked",
    CloseCode.UPGRADE: "upgrade",
    CloseCode.RESTART: "restart",
    CloseCode.TRY_LATER: "unavailable",
}
FINAL = frozenset({
    "replaced", "revoked", "upgrade", "auth_failed", "certificate", "plain_refused", "key_store", "sign_in_required",
    "signed_out", "not_enrolled", "enrolment", "stamp", "copied", "authorities",
})  # fmt: skip
"""Trying again by itself would change nothing, or push out the connection that replaced this one."""

RETRY, HEALTHY = "retry", "healthy"
LIVE = (State.CONNECTING, State.SIGNING_IN, State.READY)


class LinkMachine:
    """Feed it events, perform what it returns."""

    def __init__(self) -> None:
        self.state = State.STOPPED
        self._failures = 0
        self._interactive = False

    def handle(self, event: Event, now: float) -> list[Effect]:
        """Return what to do.

        Raises: InvalidState for an event that cannot happen in this state.
        """
        match event, self.state:
            case Begin(), State.OFFLINE | State.STOPPED:
                return self._connect(interactive=event.interactive)
            case End(), _:
                return self._stop(event.code)
            case Challenged(), State.CONNECTING:
                return [self._enter(State.SIGNING_IN)]
            case SignedIn(), State.SIGNING_IN:
                self._interactive = False
                return [self._enter(State.READY), StartTimer(key=HEALTHY, deadline=now + HEALTHY_AFTER_S)]
            case Lost(), State.CONNECTING | State.SIGNING_IN | State.READY:
                return self._lost(event, now)
            case TimerFired(key="retry"), State.OFFLINE:
                return self._connect(interactive=False)
            case TimerFired(key="healthy"), State.READY:
                self._failures = 0
                return []
            case Begin(), _:
                return []  # a person may press the button twice
        raise InvalidState(f"{type(event).__name__} in {self.state.value}")

    def _connect(self, *, interactive: bool) -> list[Effect]:
        self._interactive = interactive
        return [CancelTimer(key=RETRY), self._enter(State.CONNECTING), Connect()]

    def _stop(self, code: str) -> list[Effect]:
        closing: list[Effect] = [Disconnect()] if self.state in LIVE else []
        return [CancelTimer(key=RETRY), CancelTimer(key=HEALTHY), *closing, self._enter(State.STOPPED, code)]

    def _lost(self, event: Lost, now: float) -> list[Effect]:
        code = CLOSE_WORDS.get(event.close_code or 0, event.code)
        if code in FINAL or self._interactive:
            self._interactive = False
            wait_s = None if event.retry_after_ms is None else event.retry_after_ms / 1000
            return [CancelTimer(key=HEALTHY), self._enter(State.STOPPED, code, event.params, wait_s)]
        delay_s = (event.retry_after_ms or 0) / 1000 + event.chance * self._spread_s(code)
        self._failures += 1
        return [
            CancelTimer(key=HEALTHY),
            self._enter(State.OFFLINE, code, event.params, delay_s),
            StartTimer(key=RETRY, deadline=now + delay_s),
        ]

    def _spread_s(self, code: str) -> float:
        """Full jitter: what all clients lost together they must not ask for together."""
        grown = min(RECONNECT_MAX_S, RECONNECT_FIRST_S * 2.0 ** min(self._failures, 16))
        return max(grown, RESTART_SPREAD_S) if code == "restart" else grown

    def _enter(
        self,
        state: State,
        code: str = "",
        params: dict[str, str | int] | None = None,
        retry_in_s: float | None = None,
    ) -> Report:
        self.state = state
        return Report(state=state.value, code=code, params=params or {}, retry_in_s=retry_in_s)
