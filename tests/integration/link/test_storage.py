"""A disk that does not take what it is given: nothing is acknowledged, nothing vanishes, the person is told."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.errors import StorageFailed
from shared.ids import ConversationId, new_id
from shared.limits import MAX_TEXT_BYTES
from shared.link.events import LinkState, LinkStateChanged, OutgoingChanged
from shared.link.parts import Parts
from shared.mailbox.records import OutgoingState
from tests.integration.link.conftest import RelayInThread
from tests.support import logfail
from tests.support.clients import AgentKeys, Client, running
from tests.support.waiting import until

TALK = ConversationId(new_id())
BIG = "x" * MAX_TEXT_BYTES
ExpectLog = Callable[..., logfail.Expected]


def limit_pages(client: Client, pages: int) -> None:
    """Let the store grow to so many pages and no further, as on a full disk."""

    def limit(parts: Parts) -> None:
        parts.talks.mailbox._store.execute(f"PRAGMA max_page_count = {pages}").fetchall()

    client.link._command(limit)


def test_a_text_the_disk_refuses_is_said_to_have_failed_and_can_be_tried_again(
    desk: RelayInThread, home: Path, expect_log: ExpectLog
) -> None:
    expect_log("shared.link.talks", logging.ERROR, text="full")
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        limit_pages(client, 1)
        message_id = client.link.send_text(TALK, BIG)
        failed = client.wait_for(OutgoingChanged, lambda event: event.message.state is OutgoingState.FAILED)
        limit_pages(client, 100_000)
        client.link.retry(message_id)
        until(lambda: client.texts(TALK) == [BIG], within_s=20)

    assert (failed.message.message_id, failed.message.code, failed.message.text) == (message_id, "storage", BIG)
    assert [row.message_id for row in desk.relay.rows[TALK]] == [message_id]


def test_a_row_the_disk_refuses_is_not_acknowledged_and_comes_again(
    desk: RelayInThread, home: Path, expect_log: ExpectLog
) -> None:
    expect_log("shared.link.talks", logging.ERROR, text="full")
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        limit_pages(client, 1)
        desk.loop.call(lambda: desk.relay.say(TALK, BIG))
        client.wait_for(LinkStateChanged, lambda event: event.code == "storage")
        acknowledged = desk.relay.delivered.get((str(keys.key_id), TALK), 0)
        limit_pages(client, 100_000)
        until(lambda: client.texts(TALK) == [BIG], within_s=20)

    assert acknowledged == 0


def test_a_store_that_cannot_be_opened_stops_the_link_and_refuses_texts(desk: RelayInThread, home: Path) -> None:
    (home / "box.sqlite3").write_bytes(b"not a database" * 100)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "storage")
        with pytest.raises(StorageFailed):
            client.link.send_text(TALK, "hello")

    assert desk.relay.connections == 0
