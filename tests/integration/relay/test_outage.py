"""The database goes away under the writer: nothing is acknowledged, nothing is lost, and its return is noticed (P32)."""

import logging
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from shared.protocol.base import Error
from shared.protocol.chat import Sent
from tests.support.office import Office, Voice


@pytest.fixture
def failing(office: Office) -> Callable[[type[Exception]], None]:
    """Let the next commit fail with an error of the library."""

    def fail(error: type[Exception]) -> None:
        @sa.event.listens_for(office.engine, "commit", once=True)
        def refuse(_connection: sa.Connection) -> None:
            raise error("disk", None, Exception("I/O"))

    return fail


@pytest.mark.parametrize("error", [sa.exc.OperationalError, sa.exc.InternalError, sa.exc.DatabaseError])
def test_a_failed_commit_promises_nothing_and_a_repetition_stores_it_once(
    office: Office,
    failing: Callable[[type[Exception]], None],
    expect_log: Callable[..., object],
    error: type[Exception],
) -> None:
    # P32
    expect_log("relay.writer.batch", logging.ERROR, text="commit failed")
    anna, giulia = office.technician(), office.agent(office.customer())
    talk = office.talk(giulia, anna)
    voice = Voice(talk)
    messages = [voice.say(str(n)) for n in range(3)]
    office.hints.clear()
    failing(error)
    lost = office.commit([(giulia, message) for message in messages])
    assert (lost.healthy, lost.hints, [o.code for o in lost.outcomes]) == (False, [], ["unavailable"] * 3)
    assert office.texts(talk) == []
    again = office.commit([(giulia, message) for message in messages])
    assert (again.healthy, [o.code for o in again.outcomes]) == (True, [""] * 3)
    assert office.texts(talk) == ["0", "1", "2"]


def test_unavailable_says_when_to_try_again(
    office: Office, failing: Callable[[type[Exception]], None], expect_log: Callable[..., object]
) -> None:
    expect_log("relay.writer.batch", logging.ERROR, text="commit failed")
    anna, giulia = office.technician(), office.agent(office.customer())
    message = Voice(office.talk(giulia, anna)).say("ciao")
    failing(sa.exc.OperationalError)
    assert office.says(giulia, message) == Error(code="unavailable", re=1, retry_after_ms=1000)
    assert isinstance(office.says(giulia, message), Sent)


def test_the_return_of_the_database_is_found_by_writing(
    office: Office, failing: Callable[[type[Exception]], None]
) -> None:
    failing(sa.exc.OperationalError)
    assert [office.runner.probe().healthy for _ in range(2)] == [False, True]


def test_deadlines_that_could_not_be_kept_are_kept_later(
    office: Office, failing: Callable[[type[Exception]], None], expect_log: Callable[..., object]
) -> None:
    # P32, P37
    expect_log("relay.writer.batch", logging.ERROR, text="deadlines failed")
    office.talk(office.agent(office.customer()), office.technician())
    office.passes(120)
    failing(sa.exc.OperationalError)
    assert office.wakes() == 1
    assert office.tickets() == []
    office.wakes()
    assert len(office.tickets()) == 1
