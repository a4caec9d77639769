"""The connection itself: performs what the link machine decides, owns the socket, hands bursts to the courier."""

import asyncio
import itertools
import logging
import random
import secrets
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

import msgspec
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, WebSocketException

from shared.errors import ProtocolError, SportelloError
from shared.limits import SIGN_IN_WINDOW_S
from shared.link.config import LinkConfig
from shared.link.courier import Courier
from shared.link.events import Challenged, LinkEvent, LinkState, LinkStateChanged, Welcomed
from shared.link.failure import cause_of
from shared.link.journal import Journal
from shared.link.opening import CLOSE_WITHIN_S, open_talk
from shared.link.sign_in import (
    Credentials,
    Program,
    SignInRefused,
    TechnicianCredentials,
    TypedSignIn,
    Welcome,
    sign_in,
)
from shared.link.talks import Talks
from shared.link.timers import Timers
from shared.link.trust import Trust
from shared.link.wire import Wire, decode, hear
from shared.machines import link
from shared.machines.effects import CancelTimer, Connect, Disconnect, Effect, Report, StartTimer, TimerFired
from shared.protocol import codec
from shared.protocol.base import Message, Request
from shared.protocol.hello import Bye, Challenge, SignOut
from shared.tasks import spawn
from shared.version import own_version

log = logging.getLogger(__name__)

SIGN_IN_WITHIN_S = 2.0 * SIGN_IN_WINDOW_S
INSTANCE_BYTES = 12


class Client:
    """Runs on the network thread, from `handle(Begin())` to `stop`."""

    def __init__(
        self,
        config: LinkConfig,
        credentials: Credentials,
        talks: Talks,
        courier: Courier,
        journal: Journal,
        timers: Timers,
        say: Callable[[LinkEvent], None],
    ) -> None:
        self._config = config
        self._host = urlsplit(config.url).hostname or ""
        self._trust = Trust(config)
        self._credentials = credentials
        self._talks = talks
        self._courier = courier
        self._journal = journal
        self._timers = timers
        self._say = say
        self._program = Program(version=own_version(), instance=secrets.token_urlsafe(INSTANCE_BYTES))
        self._machine = link.LinkMachine()
        self._typed: TypedSignIn | None = None
        self._connection: asyncio.Task[None] | None = None
        self._socket: ClientConnection | None = None
        self._ending: Ending | None = None
        self._frames: list[str | bytes] = []

    # What the machine decides

    def handle(self, event: link.Event) -> None:
        """Give an event to the machine and do what it asks."""
        for effect in self._machine.handle(event, self._timers.now()):
            self._perform(effect)

    def sign_in(self, typed: TypedSignIn) -> None:
        """Connect anew with what was typed."""
        self.handle(link.End())
        self._typed = typed
        self.handle(link.Begin(interactive=True))

    def sign_out(self) -> None:
        """End the technician's session, on the relay if it can be reached, and here."""
        if self._talks.questions is not None:
            self._talks.questions.ask(SignOut(ref=0), lambda _: None)
        if isinstance(self._credentials, TechnicianCredentials):
            self._credentials.save_session("")
        self.handle(link.End(code="signed_out"))

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Connect():
                typed, self._typed = self._typed, None
                self._connection = spawn(self._connect(self._connection, typed), name="link connection")
            case Disconnect() if self._connection is not None:
                self._connection.cancel()
            case StartTimer():
                key = effect.key
                self._timers.start(key, effect.deadline, lambda: self.handle(TimerFired(key=key)))
            case CancelTimer():
                self._timers.cancel(effect.key)
            case Report():
                self._report(effect)

    def _report(self, report: Report) -> None:
        self._journal.note(kind="state", state=report.state, code=report.code)
        log.info("%s %s %s", report.state, report.code, report.params.get("why", ""))
        self._say(
            LinkStateChanged(
                state=LinkState(report.state), code=report.code, params=report.params, retry_in_s=report.retry_in_s
            )
        )

    async def stop(self) -> None:
        """Close for good; returns when the socket is closed."""
        self.handle(link.End())
        if self._connection is not None:
            await asyncio.wait([self._connection])

    # One connection

    async def _connect(self, former: asyncio.Task[None] | None, typed: TypedSignIn | None) -> None:
        if former is not None and not former.done():
            await asyncio.wait([former])  # it still closes its socket
        self._ending = None
        self.handle((await self._ended(typed)).lost())

    async def _ended(self, typed: TypedSignIn | None) -> "Ending":
        """Live through one connection; return why it is over."""
        try:
            await self._live(typed)
        except ssl.SSLCertVerificationError as error:
            return await self._untrusted(error)
        except ConnectionClosed as error:
            ending = self._ending or Ending(code="lost")
            return msgspec.structs.replace(ending, close_code=error.rcvd.code if error.rcvd else None)
        except SignInRefused as refused:
            told = refused.error
            return Ending(code=told.code, params=told.params, retry_after_ms=told.retry_after_ms)
        except SportelloError as error:
            return Ending(code=error.code, params=error.params, retry_after_ms=error.retry_after_ms)
        except (OSError, TimeoutError, WebSocketException) as error:
            return self._not_reached(error)
        except Exception:
            log.exception("a connection failed")
        return Ending(code="lost")

    async def _untrusted(self, error: ssl.SSLCertVerificationError) -> "Ending":
        try:
            refused = await self._trust.explain(error)
        except (OSError, SportelloError) as other:
            return self._not_reached(other)
        return Ending(code=refused.code, params=refused.params)

    def _not_reached(self, error: Exception) -> "Ending":
        cause = cause_of(error, self._host)
        return Ending(code=cause.code, params=cause.params)

    async def _live(self, typed: TypedSignIn | None) -> None:
        """From opening to the close; ends in an exception that says why."""
        socket = await open_talk(self._config, self._trust)
        wire = Wire(socket)
        sending = spawn(wire.run(), name="link sending")
        try:
            welcome = await self._sign_in(socket, typed)
            self._socket, self._frames = socket, []
            self._say(Welcomed(message=welcome))
            self.handle(link.SignedIn())
            self._courier.connected(wire.post, welcome)
            await self._receive(socket)
        finally:
            self._socket = None
            self._talks.sleep()
            sending.cancel()
            await asyncio.wait([sending])
            await wire.finish(CLOSE_WITHIN_S)
            await socket.close()

    async def _sign_in(self, socket: ClientConnection, typed: TypedSignIn | None) -> Welcome:
        async with asyncio.timeout(SIGN_IN_WITHIN_S):
            challenge = await hear(socket)
            if not isinstance(challenge, Challenge):
                raise ProtocolError("no challenge", why="unexpected")
            self.handle(link.Challenged())
            self._say(Challenged(challenge=challenge))
            refs = itertools.count(1)

            async def ask(message: Request) -> Message:
                await socket.send(codec.encode(msgspec.structs.replace(message, ref=next(refs))), text=True)
                return await hear(socket)

            return await sign_in(ask, challenge, self._credentials, typed, self._program)

    async def _receive(self, socket: ClientConnection) -> None:
        """Frames that are there together become one burst: `recv` does not give the loop back while it has any."""
        loop = asyncio.get_running_loop()
        while True:
            frame = await socket.recv()
            self._frames.append(frame)  # a line of its own: the list is another one after the wait
            if len(self._frames) == 1:
                loop.call_soon(self._take_burst)

    def _take_burst(self) -> None:
        frames, self._frames = self._frames, []
        messages = [message for frame in frames if (message := decode(frame)) is not None]
        for message in messages:
            if isinstance(message, Bye):
                self._ending = Ending(code=message.code, retry_after_ms=message.retry_after_ms)
        if self._socket is not None:
            self._courier.burst([message for message in messages if not isinstance(message, Bye)])

    def hang_up(self, code: str, retry_after_ms: int | None) -> None:
        """Drop the connection at once, without a farewell, and say why."""
        self._ending = Ending(code=code, retry_after_ms=retry_after_ms)
        if self._socket is not None:
            self._socket.transport.abort()


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """Why a connection ended."""

    code: str
    params: dict[str, str | int] = {}
    close_code: int | None = None
    retry_after_ms: int | None = None

    def lost(self) -> link.Lost:
        """Return the event for the machine."""
        return link.Lost(
            code=self.code,
            chance=random.random(),
            close_code=self.close_code,
            params=self.params,
            retry_after_ms=self.retry_after_ms,
        )
