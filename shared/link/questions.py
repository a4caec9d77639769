"""Requests on their way over one connection: counts `ref`, finds who waits for an answer, gives up on late ones."""

from collections.abc import Callable

import msgspec

from shared.limits import ANSWER_WITHIN_S
from shared.link.timers import Timers
from shared.protocol.base import Error, Message, Request

Answer = Callable[[Message], None]
"""Gets the reply or the Error, exactly once."""

NO_ANSWER = Error(code="unavailable", params={"why": "no_answer"})
"""The relay may have carried it out all the same; `unavailable` alone means that it never left, or was refused."""


class Questions:
    """One per connection; `post` puts a message on the wire."""

    def __init__(self, timers: Timers, post: Callable[[Message], None]) -> None:
        self._timers = timers
        self.post = post
        self._last = 0
        self._waiting: dict[int, Answer] = {}

    def ask(self, message: Request | Callable[[int], Request], answer: Answer) -> None:
        """Send a request with the next `ref`."""
        self._last += 1
        ref = self._last
        self._waiting[ref] = answer
        deadline = self._timers.now() + ANSWER_WITHIN_S
        self._timers.start(("question", ref), deadline, lambda: self._give_up_on(ref))
        self.post(message(ref) if callable(message) else msgspec.structs.replace(message, ref=ref))

    def settle(self, message: Message) -> bool:
        """Hand an answer over; False when `message` answers nothing of ours."""
        ref = getattr(message, "re", None)
        return ref is not None and self._settle(ref, message)

    def _settle(self, ref: int, message: Message) -> bool:
        answer = self._waiting.pop(ref, None)
        if answer is None:
            return False
        self._timers.cancel(("question", ref))
        answer(message)
        return True

    def _give_up_on(self, ref: int) -> None:
        self._settle(ref, NO_ANSWER)

    def give_up(self) -> None:
        """The connection is gone: nobody gets an answer any more, and is told so."""
        for ref in list(self._waiting):
            self._give_up_on(ref)
