"""Questions to the relay that wait for their answer, for presenters; each is answered exactly once."""

from collections.abc import Callable

from shared.link.api import Link
from shared.link.events import Answered, LinkEvent, Refused, RequestTicket
from shared.protocol.base import Request

Asked = RequestTicket | None
"""What a verb returns that asks the relay: the question, or None where there was nothing to ask."""
Then = Callable[[Answered | Refused], None]


class Asking:
    """One per presenter; answers come by `handle`, on the thread that asked."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._waiting: dict[RequestTicket, Then] = {}

    def ask(self, message: Request, then: Then) -> RequestTicket:
        """Ask; `then` gets the answer or the refusal."""
        ticket = self._link.request(message)
        self._waiting[ticket] = then
        return ticket

    def handle(self, event: LinkEvent) -> None:
        """Give an answer to whoever waits for it; other events are nobody's."""
        if isinstance(event, Answered | Refused) and (then := self._waiting.pop(event.ticket, None)) is not None:
            then(event)
