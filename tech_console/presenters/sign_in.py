"""The way in: which relay, whether to trust its certificate, who I am. Also what is left of it when a session ends."""

import enum
import time
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from shared.errors import SportelloError
from shared.link.config import LinkConfig
from shared.link.events import LinkState, LinkStateChanged
from shared.link.trust import plain_fingerprint
from tech_console.presenters.line import Line, Problem
from tech_console.presenters.preferences import Preferences
from tech_console.presenters.world import World

DEFAULT_SCHEME = "wss"
SCHEMES = {"https": "wss", "http": "ws"}
QUIET = frozenset({"", "sign_in_required", "signed_out"})
"""Reasons to ask for a password that are no fault of anybody."""
ADDRESS_FAULTS = frozenset(
    {"plain_refused", "upgrade", "storage", "profile_in_use", "bad_address", "authorities", "tls", "proxy"}
)


class Stage(enum.Enum):
    """Which question is on screen; `signed_in` shows none."""

    ADDRESS = "address"
    TRUST = "trust"
    CREDENTIALS = "credentials"
    SIGNED_IN = "signed_in"


class SignInState(msgspec.Struct, frozen=True, kw_only=True):
    """What the sign-in screen shows. While `is_busy` an answer is awaited; `problem` says why the last try failed."""

    stage: Stage = Stage.ADDRESS
    is_busy: bool = False
    problem: Problem | None = None
    host: str = ""
    fingerprint: str = ""
    why: str = ""
    """Of a certificate: `untrusted`, `host`, `expired` or `pin`."""


class SignIn(QObject):
    """Signals: `changed(SignInState)`."""

    changed = Signal(object)

    def __init__(
        self,
        line: Line,
        world: World,
        preferences: Preferences,
        base: LinkConfig,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._line = line
        self._world = world
        self._preferences = preferences
        self._base = base
        self._now = now
        self._was_in = False
        self._wait_until = 0.0
        self.state = SignInState()
        self._wait_over = QTimer(self, singleShot=True)
        self._wait_over.timeout.connect(lambda: self.changed.emit(self.state))
        line.state_changed.connect(self._link_changed)

    def start(self) -> None:
        """Connect to the relay that is known, or ask for one."""
        address = self._preferences.values.relay_url or self._base.url
        if address:
            self._connect(address)
        else:
            self._show(stage=Stage.ADDRESS)

    def choose_relay(self, address: str) -> None:
        """Use the relay a person named; another one than before is trusted anew."""
        url = relay_url(address)
        if url is None:
            self._show(stage=Stage.ADDRESS, problem=Problem(what="relay", code="bad_address"))
            return
        if url != self._preferences.values.relay_url:
            self._preferences.change(relay_url=url, fingerprint="")
        self._connect(url)

    def change_relay(self) -> None:
        """Go back to the question for the address."""
        self._line.close()
        self._was_in = False
        self._show(stage=Stage.ADDRESS)

    def trust(self, fingerprint: str) -> bool:
        """Pin the certificate a person compared; False when it is not the one the relay showed."""
        if plain_fingerprint(fingerprint) != plain_fingerprint(self.state.fingerprint):
            return False
        self._preferences.change(fingerprint=plain_fingerprint(fingerprint))
        self._connect(self._preferences.values.relay_url or self._base.url)
        return True

    def sign_in(self, e_mail: str, password: str, second_factor: str) -> None:
        """Try once; the answer is the next state."""
        if not self._line.is_open or self.wait_ms():
            return
        self._preferences.change(e_mail=e_mail.strip())
        self._show(stage=Stage.CREDENTIALS, is_busy=True)
        self._line.link.sign_in(e_mail.strip(), password, "".join(second_factor.split()))

    def sign_out(self) -> None:
        """End the session here and on the relay."""
        self._was_in = False
        if self._line.is_open:
            self._line.link.sign_out()
        self._world.forget()

    def retry(self) -> None:
        """Try the connection again now."""
        if self._line.is_open:
            self._line.link.reconnect()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._wait_over.stop()

    def wait_ms(self) -> int:
        """Return how long the relay takes no further try, 0 when it does."""
        return max(0, round((self._wait_until - self._now()) * 1000))

    def _connect(self, url: str) -> None:
        self._was_in = False
        fingerprint = self._preferences.values.fingerprint or self._base.fingerprint
        config = msgspec.structs.replace(self._base, url=url, fingerprint=fingerprint)
        self._show(stage=Stage.CREDENTIALS, is_busy=True)
        try:
            self._line.open(config)
        except SportelloError as error:
            self._show(stage=Stage.ADDRESS, problem=Problem(what="relay", code=error.code, params=error.params))

    def _link_changed(self, state: LinkStateChanged) -> None:
        if state.state is LinkState.READY:
            self._was_in = True
            self._show(stage=Stage.SIGNED_IN)
        elif state.state in {LinkState.CONNECTING, LinkState.SIGNING_IN}:
            if not self._was_in:
                self._show(stage=Stage.CREDENTIALS, is_busy=True, problem=self.state.problem)
        elif state.code:
            self._ended(state)

    def _ended(self, state: LinkStateChanged) -> None:
        if state.state is LinkState.OFFLINE and self._was_in:
            return
        code = state.code
        if code == "certificate":
            params = {key: str(value) for key, value in state.params.items()}
            self._show(
                stage=Stage.TRUST,
                host=params.get("host", ""),
                fingerprint=params.get("fingerprint", ""),
                why=params.get("why", ""),
            )
            return
        if code == "rate_limited" and state.retry_in_s:
            self._wait(state.retry_in_s)
        stage = Stage.ADDRESS if code in ADDRESS_FAULTS else Stage.CREDENTIALS
        self._show(stage=stage, problem=self._problem(state))
        if state.state is LinkState.STOPPED:
            self._was_in = False

    def _problem(self, state: LinkStateChanged) -> Problem | None:
        code = state.code
        if code == "sign_in_required" and self._was_in:
            code = "session_over"
        if code in QUIET:
            return None
        wait_ms = None if state.retry_in_s is None else round(state.retry_in_s * 1000)
        return Problem(what="sign_in", code=code, params=state.params, retry_after_ms=wait_ms)

    def _wait(self, seconds: float) -> None:
        self._wait_until = self._now() + seconds
        self._wait_over.start(round(seconds * 1000) + 50)

    def _show(
        self,
        *,
        stage: Stage,
        is_busy: bool = False,
        problem: Problem | None = None,
        host: str = "",
        fingerprint: str = "",
        why: str = "",
    ) -> None:
        state = SignInState(stage=stage, is_busy=is_busy, problem=problem, host=host, fingerprint=fingerprint, why=why)
        if state != self.state:
            self.state = state
            self.changed.emit(state)


def relay_url(address: str) -> str | None:
    """Return the WebSocket address meant by what a person typed, None when it names no host."""
    text = address.strip().rstrip("/")
    scheme, separator, rest = text.partition("://")
    if not separator:
        scheme, rest = DEFAULT_SCHEME, text
    scheme = SCHEMES.get(scheme.lower(), scheme.lower())
    if scheme not in {"wss", "ws"} or not rest or any(char.isspace() for char in rest) or rest.startswith((":", "/")):
        return None
    return f"{scheme}://{rest}"
