"""Who is at the device: the assurance scale and the e-mailed token. Source: design, Identity; docs/protocol.md."""

from typing import Annotated

import msgspec

from shared.ids import ContactId
from shared.protocol.base import EMail, Instant, Message, Name, Record, Reply, Request


class Shield(Record, frozen=True, kw_only=True):
    """How far the identity of a contact is assured; computed by the relay only.

    `level` 0 OS user name only, 1 claimed, 2 assigned by a technician, 3 e-mail confirmed on this device,
    4 organisation identity. `by` is the technician (2), the address (3) or the issuer (4).
    """

    level: Annotated[int, msgspec.Meta(ge=0, le=4)] = 0
    method: str = "os_user"
    by: str = ""
    at: Instant | None = None


class ContactCard(Record, frozen=True, kw_only=True):
    """The contact as the agent itself may see it."""

    contact_id: ContactId
    first_name: Name
    last_name: Name
    e_mail: EMail


class SendIdentityToken(Request, tag="identity.send_token", frozen=True, kw_only=True):
    """Agent → relay: mail a token to this address. The answer is the same whether a mail goes out or not."""

    first_name: Name
    last_name: Name
    e_mail: EMail
    language: Annotated[str, msgspec.Meta(pattern=r"^(it|en)\Z")] = "en"


class IdentityTokenQueued(Reply, tag="identity.token_queued", frozen=True, kw_only=True):
    """A mail is on its way if the limits allow; the token dies after `lifetime_ms`."""

    lifetime_ms: int


class ConfirmIdentity(Request, tag="identity.confirm", frozen=True, kw_only=True):
    """Agent → relay: the pasted token."""

    token: Annotated[str, msgspec.Meta(max_length=64)]


class IdentityMailFailed(Message, tag="identity.mail_failed", frozen=True, kw_only=True):
    """Relay → agent: the mail to `e_mail` could not be handed over yet; `final` means no further attempt."""

    e_mail: EMail
    final: bool


class IdentityChanged(Message, tag="identity.changed", frozen=True, kw_only=True):
    """Relay → agent: who the relay holds this OS session's person to be; None: nobody yet."""

    shield: Shield
    contact: ContactCard | None = None
