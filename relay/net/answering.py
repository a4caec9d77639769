"""Answers that take a while to read: given by a worker thread from committed rows, one at a time for each connection."""

import asyncio
from collections.abc import Callable

from relay.net.session import Session
from relay.net.talk import Talk
from shared.errors import RateLimited, SportelloError, Unavailable
from shared.protocol.base import Error, Message
from shared.tasks import spawn

RETRY_AFTER_MS = 1_000


def answer_soon(talk: Talk, session: Session, ref: int, read: Callable[[], Message], *, name: str) -> None:
    """Send what `read` returns, or the error it raises. Raises: RateLimited while an earlier answer is not read yet."""
    if session in talk.reading:
        raise RateLimited(retry_after_ms=RETRY_AFTER_MS)
    talk.reading.add(session)
    spawn(_answer(talk, session, ref, read), name=name)


async def _answer(talk: Talk, session: Session, ref: int, read: Callable[[], Message]) -> None:
    try:
        session.send(await asyncio.to_thread(read))
    except SportelloError as error:
        session.send(Error(code=error.code, re=ref, params=dict(error.params), retry_after_ms=error.retry_after_ms))
    except Exception:
        session.send(Error(code=Unavailable.code, re=ref, retry_after_ms=RETRY_AFTER_MS))
        raise
    finally:
        talk.reading.discard(session)
