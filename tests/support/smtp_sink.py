"""A real mail server on loopback that keeps what it is sent, and misbehaves on request. It delivers nothing."""

import asyncio
import email
import email.policy
import logging
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from email.message import EmailMessage
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self

import msgspec
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.loop_thread import LoopThread
from tests.support.ports import LOOPBACK
from tests.support.tls import LocalCa
from tests.support.waiting import until_async

# At WARNING aiosmtpd complains about its own use of its own old names.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Security(Enum):
    """How the connection is protected."""

    PLAIN = auto()
    STARTTLS = auto()
    """Anything but STARTTLS is refused before the connection is encrypted."""
    TLS = auto()


class Mode(Enum):
    """How the server behaves; may be changed at any time."""

    OK = auto()
    TRY_LATER = auto()
    """The text is refused for now (452)."""
    REFUSE = auto()
    """The recipient is refused for good (550)."""
    DROP = auto()
    """The mail is kept and the connection cut before the answer: the sender cannot know which."""
    SLOW = auto()
    """The answer to the text comes after `delay_s`."""


class Mail(msgspec.Struct, frozen=True):
    """One mail as it came over the wire."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes

    def parse(self) -> EmailMessage:
        """Return headers and parts, decoded."""
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    def text(self, kind: str = "plain") -> str:
        """Return the body of that kind, `plain` or `html`; empty when there is none."""
        part = self.parse().get_body((kind,))
        return str(part.get_content()) if part else ""


class SmtpSink:
    """Listens while the context is open; usable from any thread.

    `login` is the one user and password that may send; without it nobody is asked. `on_mail` is called on the
    server's thread for each mail kept.
    """

    def __init__(
        self,
        *,
        security: Security = Security.PLAIN,
        ca: LocalCa | None = None,
        login: tuple[str, str] | None = None,
        on_mail: Callable[[Mail], None] | None = None,
        port: int = 0,
    ) -> None:
        self.mode, self.delay_s, self.port = Mode.OK, 0.0, port
        self._security, self._login, self._on_mail = security, login, on_mail
        self._tls = (ca or LocalCa()).server_context() if security is not Security.PLAIN else None
        self._sessions: set[SMTP] = set()
        self._mails: list[Mail] = []
        self._changed = threading.Condition()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with self._open:
            loop = self._open.enter_context(LoopThread("smtp sink"))
            server = loop.run(self._listen())
            self._open.callback(lambda: loop.run(self._end_sessions()))
            self._open.callback(loop.call, server.close)
            self.port = server.sockets[0].getsockname()[1]
            self._open = self._open.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    @property
    def mails(self) -> tuple[Mail, ...]:
        """All mails kept so far, oldest first."""
        with self._changed:
            return tuple(self._mails)

    def wait_for(self, fits: Callable[[Mail], bool] = lambda _: True, *, within_s: float = 5.0) -> Mail:
        """Return the first mail that `fits`, waiting for it if need be.

        Raises:
            TimeoutError: none came within `within_s`.
        """
        deadline = time.monotonic() + within_s
        with self._changed:
            while not (found := [mail for mail in self._mails if fits(mail)]):
                if not self._changed.wait(deadline - time.monotonic()):
                    raise TimeoutError(f"no such mail within {within_s} s; there are {len(self._mails)} others")
        return found[0]

    async def _listen(self) -> asyncio.Server:
        tls_from_start = self._tls if self._security is Security.TLS else None
        return await asyncio.get_running_loop().create_server(self._session, LOOPBACK, self.port, ssl=tls_from_start)

    async def _end_sessions(self) -> None:
        for session in self._sessions:
            _cut(session)
        await until_async(lambda: not self._sessions)

    def _session(self) -> SMTP:
        options: dict[str, Any] = {}
        if self._security is Security.STARTTLS:
            options |= {"tls_context": self._tls, "require_starttls": True}
        if self._login:
            options |= {"authenticator": self._check_login, "auth_require_tls": self._security is Security.STARTTLS}
        return _Session(self, self._sessions, enable_SMTPUTF8=True, hostname="sink", **options)

    def _check_login(self, _server: SMTP, _session: Session, _envelope: Envelope, _kind: str, given: Any) -> AuthResult:
        is_known = isinstance(given, LoginPassword) and self._login == (given.login.decode(), given.password.decode())
        return AuthResult(success=is_known, handled=False)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd looks for hooks by the command's name
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Start a mail."""
        if self._login and not session.authenticated:
            return "530 5.7.0 sign in first"
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(  # noqa: N802  # as above
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse one recipient."""
        if self.mode is Mode.REFUSE:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # as above
        """Keep or refuse the text."""
        if self.mode is Mode.TRY_LATER:
            return "452 4.3.1 try again later"
        self._keep(Mail(envelope.mail_from or "", tuple(envelope.rcpt_tos), bytes(envelope.original_content or b"")))
        if self.mode is Mode.DROP:
            _cut(server)
        if self.mode is Mode.SLOW:
            await asyncio.sleep(self.delay_s)
        return "250 2.0.0 kept"

    def _keep(self, mail: Mail) -> None:
        with self._changed:
            self._mails.append(mail)
            self._changed.notify_all()
        if self._on_mail:
            self._on_mail(mail)


class _Session(SMTP):
    """A connection that is in `among` as long as it lives, so that none outlives the server."""

    def __init__(self, handler: SmtpSink, among: set[SMTP], **options: Any) -> None:
        super().__init__(handler, **options)
        self._among = among

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._among.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._among.discard(self)


def _cut(session: SMTP) -> None:
    if isinstance(session.transport, asyncio.Transport):
        session.transport.abort()
