"""Who is at the device: the short, one-off confirmation by e-mail, in two steps. Source: design 7, A-30 to A-33."""

import enum

from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.asking import Asked, Asking
from endpoint_agent.presenters.clock import Deadline
from shared.link.api import Link
from shared.link.events import Answered, LinkEvent, Received, Refused
from shared.protocol.identity import (
    ConfirmIdentity,
    ContactCard,
    IdentityChanged,
    IdentityMailFailed,
    IdentityTokenQueued,
    SendIdentityToken,
    Shield,
)

CONFIRMED_LEVEL = 2
"""From this level on no confirmation is asked for before a chat (A-30, A-31)."""


class Step(enum.Enum):
    """What the dialog asks for."""

    DETAILS = "details"
    CODE = "code"
    DONE = "done"


class IdentityPresenter(QObject):
    """Signals: `changed()`; `confirmed()` once the relay knows the person."""

    changed = Signal()
    confirmed = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._asking = Asking(link)
        self.shield = Shield()
        self.contact: ContactCard | None = None
        self.step = Step.DETAILS
        self.first_name = self.last_name = self.e_mail = ""
        self.is_busy = False
        self.code = ""
        self.params: dict[str, str | int] = {}
        self.retry_after_ms: int | None = None
        self.is_mail_failed = self.is_mail_final = False
        """The mail could not be handed over yet, or never will be."""
        self.language = "en"
        self._life: Deadline | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether chats may begin without asking who this is."""
        return self.shield.level >= CONFIRMED_LEVEL

    def token_life_ms(self) -> int:
        """Return what is left of the mailed token's life."""
        return 0 if self._life is None else self._life.remaining_ms()

    def begin(self) -> None:
        """Start from the first step, with what is known already filled in."""
        self._clear_error()
        if self.step is not Step.CODE or not self.token_life_ms():
            self.step = Step.DETAILS
        if self.contact is not None and not self.e_mail:
            card = self.contact
            self.first_name, self.last_name, self.e_mail = card.first_name, card.last_name, card.e_mail
        self.changed.emit()

    def send_token(self, first_name: str, last_name: str, e_mail: str) -> Asked:
        """Have a token mailed to this address."""
        if self.is_busy:
            return None
        self.first_name, self.last_name, self.e_mail = first_name.strip(), last_name.strip(), e_mail.strip()
        message = SendIdentityToken(
            ref=0,
            first_name=self.first_name,
            last_name=self.last_name,
            e_mail=self.e_mail,
            language="it" if self.language == "it" else "en",
        )
        self._start()
        return self._asking.ask(message, self._sent)

    def resend(self) -> Asked:
        """Mail another token; the one before is dead then."""
        return self.send_token(self.first_name, self.last_name, self.e_mail)

    def confirm(self, token: str) -> Asked:
        """Hand in the pasted token."""
        if self.is_busy:
            return None
        self._start()
        return self._asking.ask(ConfirmIdentity(ref=0, token=token.strip()[:64]), self._confirmed)

    def back(self) -> None:
        """Correct the details."""
        self._clear_error()
        self.step = Step.DETAILS
        self.changed.emit()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self._asking.handle(event)
        match event:
            case Received(message=IdentityChanged() as identity):
                self.shield, self.contact = identity.shield, identity.contact
                self.changed.emit()
            case Received(message=IdentityMailFailed(e_mail=e_mail, final=final)) if e_mail == self.e_mail:
                self.is_mail_failed, self.is_mail_final = True, final
                self.changed.emit()

    def _start(self) -> None:
        self._clear_error()
        self.is_busy = True
        self.changed.emit()

    def _clear_error(self) -> None:
        self.code, self.params, self.retry_after_ms = "", {}, None

    def _refused(self, answer: Refused) -> None:
        self.code, self.params, self.retry_after_ms = answer.code, answer.params, answer.retry_after_ms

    def _sent(self, answer: Answered | Refused) -> None:
        self.is_busy = False
        if isinstance(answer, Refused):
            self._refused(answer)
        elif isinstance(answer.reply, IdentityTokenQueued):
            self.is_mail_failed = self.is_mail_final = False
            self._life = Deadline(answer.reply.lifetime_ms)
            self.step = Step.CODE
        self.changed.emit()

    def _confirmed(self, answer: Answered | Refused) -> None:
        self.is_busy = False
        if isinstance(answer, Refused):
            self._refused(answer)
            self.changed.emit()
            return
        self.step, self._life = Step.DONE, None
        self.changed.emit()
        self.confirmed.emit()
