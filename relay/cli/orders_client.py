"""Has orders of the command line carried out: by the running writer, or, when no relay runs, in this process.

Which of the two it is decides the writer's lock, so there is never a second writer. Synchronous on purpose.
"""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from relay.clock import RelayClock
from relay.config import Config
from relay.services.orders import LocalCaller, Order
from relay.writer.batch import BatchRunner
from relay.writer.store import (
    WriterRunning,
    lock_writer,
    open_store,
    prepare_folder,
    read_audit_seed,
    read_secret,
    stamp_place,
)
from relay.writer.wire import Job, Outcome, Unpacker, committed_decoder, pack
from shared import errors
from shared.errors import SportelloError, Unavailable
from shared.protocol import codec
from shared.protocol.base import Error, Message

ANSWER_WITHIN_S: Final = 30.0
STARTING_WITHIN_S: Final = 5.0
"""A writer that holds the lock opens its socket within so long."""
Carrier = Callable[[Message], Message]
_CALLER: Final = LocalCaller()
_REFUSALS: Final = {
    kind.code: kind
    for kind in (
        errors.NotFound, errors.NotAllowed, errors.AuthFailed, errors.Conflict, errors.Expired, errors.BadText,
        errors.TooLarge, errors.Unavailable,
    )
}  # fmt: skip


@contextlib.contextmanager
def ordering(config: Config) -> Iterator[Carrier]:
    """Yield what carries out one message and returns its answer. Raises there: SportelloError for a refusal."""
    prepare_folder(config.state)
    deadline = time.monotonic() + STARTING_WITHIN_S
    while True:
        if (connection := _connect(config)) is not None:
            with connection:
                yield lambda message: _answer(_ask(connection, message))
            return
        try:
            lock = lock_writer(config.writer_lock, wait_s=0)
        except WriterRunning as error:
            if time.monotonic() >= deadline:
                raise Unavailable(retry_after_ms=1_000) from error
            time.sleep(0.05)
            continue
        with lock, _own_writer(config) as runner:
            yield lambda message: _answer(runner.run([_job(message)]).outcomes[0])
        return


def _connect(config: Config) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(ANSWER_WITHIN_S)
    try:
        connection.connect(str(config.writer_socket))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    return connection


def _ask(connection: socket.socket, message: Message) -> Outcome:
    unpacker = Unpacker()
    try:
        connection.sendall(pack([_job(message)]))
        while data := connection.recv(65_536):
            for body in unpacker.feed(data):
                outcomes = committed_decoder.decode(body).outcomes
                if outcomes:  # a batch without one is news for the talk process
                    return outcomes[0]
    except (TimeoutError, ConnectionError) as error:  # it may have been done: that is for a person to look at
        raise Unavailable(retry_after_ms=1_000) from error
    raise Unavailable(retry_after_ms=1_000)


@contextlib.contextmanager
def _own_writer(config: Config) -> Iterator[BatchRunner]:
    engine = open_store(config)
    clock = RelayClock(config.clock_mark, rate=config.clock_rate)
    try:
        yield BatchRunner(
            engine, clock, read_secret(engine), audit_seed=read_audit_seed(config), stamps=stamp_place(config)
        )
    finally:
        clock.save()
        engine.dispose()


def _job(message: Message) -> Job:
    frame = msgspec.json.encode(message) if isinstance(message, Order) else codec.encode(message)
    return Job(number=1, caller=_CALLER, frame=frame)


def _answer(outcome: Outcome) -> Message:
    answer = codec.decode(outcome.answer)
    if isinstance(answer, Error):
        kind = _REFUSALS.get(answer.code, SportelloError)
        raise kind(answer.code, retry_after_ms=answer.retry_after_ms, **answer.params)
    return answer
