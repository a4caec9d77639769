"""How things stand between this device and its support: the connection, the approval, what the person may do now."""

from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.clock import Deadline
from shared.link.api import Link
from shared.link.events import (
    Challenged,
    LinkEvent,
    LinkState,
    LinkStateChanged,
    MailboxOpened,
    OutboxCounted,
    Received,
    Welcomed,
)
from shared.protocol.hello import AgentWelcome
from shared.protocol.requests import CounterChanged
from shared.stamp import Brand

NOTHING_KNOWN = CounterChanged(
    approved=False, helpdesk_enabled=False, user_chat_enabled=False, technician_available=False, identity_required=True
)


class StatusPresenter(QObject):
    """Signals: `changed()` after anything here changed; `welcomed()` after each sign-in."""

    changed = Signal()
    welcomed = Signal()

    def __init__(self, link: Link, organisation: str = "", brand: Brand = Brand()) -> None:  # noqa: B008 - frozen
        super().__init__()
        self._link = link
        self.brand = brand
        self.link_state = LinkState.OFFLINE
        self.code = ""
        """Why there is no connection; see LinkStateChanged."""
        self.params: dict[str, str | int] = {}
        self.organisation = organisation
        self.edition = "msp"
        self.customer_name = ""
        self.device_id = ""
        self.device_key_id = ""
        self.counter = NOTHING_KNOWN
        self.waiting = 0
        """Messages of all conversations that wait for the connection."""
        self.is_told = False
        """Whether the relay has said, on this connection, what the person may do."""
        self._retry: Deadline | None = None

    @property
    def title(self) -> str:
        """What stands over windows: the brand of the installation, else the organisation; empty while neither is known."""
        return self.brand.title or self.organisation

    @property
    def support_phone(self) -> str:
        """Whom to call when nothing here helps; empty where it is not said."""
        return self.brand.support_phone

    @property
    def is_ready(self) -> bool:
        """Signed in, at this moment."""
        return self.link_state is LinkState.READY

    @property
    def is_approved(self) -> bool:
        """Whether the IT support has accepted this device."""
        return self.counter.approved

    @property
    def can_ask(self) -> bool:
        """Whether *Start chat* makes sense now; the identity is asked for on the way (A-30)."""
        counter = self.counter
        allowed = counter.approved and counter.helpdesk_enabled and counter.user_chat_enabled
        return self.is_ready and allowed and counter.technician_available

    @property
    def can_open_ticket(self) -> bool:
        """Whether a ticket can reach the support now."""
        return self.is_ready and self.is_approved

    @property
    def may_write_ticket(self) -> bool:
        """Whether a ticket may be written: sent now, or kept until there is a connection (L4)."""
        return not self.is_known_unapproved

    @property
    def is_known_unapproved(self) -> bool:
        """Whether this device waits for its approval, as the relay said."""
        return self.is_ready and self.is_told and not self.counter.approved

    def retry_in_s(self) -> int | None:
        """Return the whole seconds until the next try by itself; None when there will be none."""
        return None if self._retry is None else -(-self._retry.remaining_ms() // 1000)

    def reconnect(self) -> None:
        """Try now."""
        self._link.reconnect()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        match event:
            case LinkStateChanged():
                self._link_changed(event)
            case Challenged(challenge=challenge):
                self.organisation = challenge.organisation or self.organisation
                self.edition = challenge.edition
            case Welcomed(message=AgentWelcome() as welcome):
                self._welcome(welcome)
            case MailboxOpened(waiting=waiting) | OutboxCounted(waiting=waiting):
                self.waiting = waiting
            case Received(message=CounterChanged() as counter):
                self.counter, self.is_told = counter, True
                self.organisation = counter.organisation or self.organisation
            case _:
                return
        self.changed.emit()

    def _link_changed(self, event: LinkStateChanged) -> None:
        self.link_state, self.params = event.state, event.params
        if event.state in {LinkState.OFFLINE, LinkState.STOPPED, LinkState.READY}:
            self.code = event.code  # while it tries, the reason of the last failure stays on screen
        self._retry = None if event.retry_in_s is None else Deadline(round(event.retry_in_s * 1000))
        if event.state is not LinkState.READY:
            self.is_told = False

    def _welcome(self, welcome: AgentWelcome) -> None:
        self.customer_name = welcome.customer_name
        self.device_id, self.device_key_id = welcome.device_id, welcome.device_key_id
        if not welcome.approved:
            self.counter, self.is_told = NOTHING_KNOWN, True
        self.welcomed.emit()
