"""The client against a relay that misbehaves, over a real socket and a real store."""

from pathlib import Path

import pytest

from shared.ids import ConversationId, new_id
from shared.limits import MAX_SYNC_POSITIONS
from shared.link.events import HistoryLoaded, LinkState, LinkStateChanged, MessageStored, OutboxCounted, OutgoingChanged
from shared.mailbox.records import OutgoingState
from shared.protocol.base import Error, Message
from shared.protocol.chat import Delivered, Pull, SendMessage, Sync
from shared.protocol.requests import CounterChanged
from tests.integration.link.conftest import RelayInThread
from tests.support.clients import AgentKeys, Client, SessionKeeper, running
from tests.support.fault_proxy import in_thread
from tests.support.waiting import until

TALK = ConversationId(new_id())


def test_a_text_is_stored_by_the_relay_and_comes_back_once(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        message_id = client.link.send_text(TALK, "hello")
        until(lambda: client.texts(TALK) == ["hello"])

    assert desk.relay.texts(TALK) == ["hello"]
    assert client.states(message_id) == [OutgoingState.QUEUED, OutgoingState.SENDING, OutgoingState.SENT]


def test_five_hundred_texts_written_offline_arrive_in_order_after_a_restart(desk: RelayInThread, home: Path) -> None:
    keys, texts = AgentKeys(), [f"text {number}" for number in range(500)]
    desk.relay.faults.refuse_sign_in = Error(code="unavailable", retry_after_ms=60_000)
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        for text in texts:
            client.link.send_text(TALK, text)
        client.wait_for(OutboxCounted, lambda event: event.waiting == 500)
    desk.relay.faults.refuse_sign_in = None

    with running(desk.config(), keys, home / "box.sqlite3") as client:
        until(lambda: len(client.rows(TALK)) == 500, within_s=20)

    assert desk.relay.texts(TALK) == client.texts(TALK) == texts


def test_a_text_whose_answer_was_lost_is_not_said_twice(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.lose_answers = 3
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        for number in range(20):
            client.link.send_text(TALK, f"text {number}")
        until(lambda: len(client.rows(TALK)) == 20, within_s=20)

    assert desk.relay.texts(TALK) == client.texts(TALK) == [f"text {number}" for number in range(20)]
    assert desk.relay.connections >= 4


def test_rows_pushed_twice_are_shown_once(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.double_pushes = True
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        for number in range(30):
            desk.loop.call(lambda number=number: desk.relay.say(TALK, f"text {number}"))  # type: ignore[misc]
        until(lambda: len(client.rows(TALK)) == 30)

    assert client.texts(TALK) == desk.relay.texts(TALK)


def test_a_hole_is_pulled_before_anything_behind_it_is_shown(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        until(lambda: desk.relay.of_type(Sync))
        desk.relay.faults.skip_pushes = 3
        for number in range(5):
            desk.loop.call(lambda number=number: desk.relay.say(TALK, f"text {number}"))  # type: ignore[misc]
        until(lambda: len(client.rows(TALK)) == 5)

    assert client.texts(TALK) == desk.relay.texts(TALK)
    assert desk.relay.of_type(Pull)


def test_rows_are_acknowledged_after_they_are_on_disk(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        for number in range(20):
            desk.loop.call(lambda number=number: desk.relay.say(TALK, f"text {number}"))  # type: ignore[misc]
        until(lambda: desk.relay.delivered.get((str(keys.key_id), TALK)) == 20)

    assert len(desk.relay.of_type(Delivered)) <= 20


def test_rows_stored_before_are_not_shown_as_new_after_a_restart(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        desk.loop.call(lambda: desk.relay.say(TALK, "first"))
        until(lambda: client.texts(TALK) == ["first"])

    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        desk.loop.call(lambda: desk.relay.say(TALK, "second"))
        until(lambda: client.rows(TALK))

    assert client.texts(TALK) == ["second"]


@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_connection_cut_at_any_byte_costs_no_word_and_doubles_none(
    desk: RelayInThread, home: Path, direction: str
) -> None:
    keys = AgentKeys()
    with in_thread(desk.relay.port) as proxy:
        config = desk.config()
        config = type(config)(url=f"ws://127.0.0.1:{proxy.port}", allow_plain=True)
        with running(config, keys, home / "box.sqlite3") as client:
            client.wait_until(LinkState.READY)
            way = getattr(proxy, direction)
            for cut in range(500, 2900, 100):
                way.cut_after_bytes = cut
                client.link.send_text(TALK, f"cut at {cut}")
                desk.loop.call(lambda cut=cut: desk.relay.say(TALK, f"answer at {cut}"))  # type: ignore[misc]
                desk.loop.call(desk.relay.cut_all)
                client.link.reconnect()
            way.cut_after_bytes = None
            until(lambda: settled(client, desk, 48), within_s=60, what="all words")

    assert client.texts(TALK) == desk.relay.texts(TALK)
    assert len(set(client.texts(TALK))) == 48


def settled(client: Client, desk: RelayInThread, rows: int) -> bool:
    client.link.reconnect()
    return len(client.rows(TALK)) == len(desk.relay.rows[TALK]) == rows


def test_what_the_relay_swallows_is_sent_again_on_the_next_connection(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.drop_sends = 2
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        client.link.send_text(TALK, "one")
        client.link.send_text(TALK, "two")
        until(lambda: len(desk.relay.of_type(SendMessage)) == 2)
        desk.loop.call(desk.relay.cut_all)
        until(lambda: client.texts(TALK) == ["one", "two"], within_s=20)


def test_a_busy_relay_delays_words_and_keeps_their_order(desk: RelayInThread, home: Path) -> None:
    refusals = iter([Error(code="rate_limited", retry_after_ms=50)] * 30)

    def every_second_send(message: Message) -> Error | None:
        return next(refusals, None) if isinstance(message, SendMessage) and message.number % 2 == 0 else None

    desk.relay.faults.refuse = every_second_send
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        for number in range(20):
            client.link.send_text(TALK, f"text {number}")
        until(lambda: len(client.rows(TALK)) == 20, within_s=20)

    assert client.texts(TALK) == [f"text {number}" for number in range(20)]


def test_a_text_into_a_closed_conversation_fails_with_the_reason(desk: RelayInThread, home: Path) -> None:
    desk.relay.closed.add(TALK)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        message_id = client.link.send_text(TALK, "too late")
        failed = client.wait_for(OutgoingChanged, lambda event: event.message.state is OutgoingState.FAILED)

        assert (failed.message.message_id, failed.message.code) == (message_id, "closed")
        client.wait_for(OutboxCounted, lambda event: event.waiting == 0)


def test_a_failed_text_goes_out_when_the_person_tries_again(desk: RelayInThread, home: Path) -> None:
    desk.relay.closed.add(TALK)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        message_id = client.link.send_text(TALK, "again")
        client.wait_for(OutgoingChanged, lambda event: event.message.state is OutgoingState.FAILED)
        desk.relay.closed.clear()
        client.link.retry(message_id)
        until(lambda: client.texts(TALK) == ["again"])

    assert desk.relay.rows[TALK][0].message_id == message_id


def test_a_discarded_text_is_gone(desk: RelayInThread, home: Path) -> None:
    desk.relay.closed.add(TALK)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        message_id = client.link.send_text(TALK, "never mind")
        client.wait_for(OutgoingChanged, lambda event: event.message.state is OutgoingState.FAILED)
        client.link.discard(message_id)
        client.wait_for(OutgoingChanged, lambda event: event.message.state is OutgoingState.DISCARDED)
        client.link.load_history(TALK)

        assert client.wait_for(HistoryLoaded).outgoing == []


def test_a_taken_id_is_shown_as_failed_and_retried_under_a_new_one_only_by_the_person(
    desk: RelayInThread, home: Path
) -> None:
    refusals = iter([Error(code="cid_conflict")])
    desk.relay.faults.refuse = lambda message: next(refusals, None) if isinstance(message, SendMessage) else None
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        message_id = client.link.send_text(TALK, "mine")
        client.wait_for(OutgoingChanged, lambda event: event.message.state is OutgoingState.FAILED)
        client.link.send_text(TALK, "next")
        until(lambda: client.texts(TALK) == ["next"])
        client.link.retry(message_id)
        until(lambda: client.texts(TALK) == ["next", "mine"])

    first, second, third = desk.relay.of_type(SendMessage)
    assert isinstance(first, SendMessage)
    assert isinstance(second, SendMessage)
    assert isinstance(third, SendMessage)
    assert second.stream == third.stream != first.stream
    assert third.message_id != message_id


def test_a_device_that_waits_for_approval_keeps_its_words(desk: RelayInThread, home: Path) -> None:
    desk.relay.approved = False
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        client.link.send_text(TALK, "patient")
        client.wait_for(OutboxCounted, lambda event: event.waiting == 1)
        desk.loop.call(lambda: desk.relay.tell(approval()))
        until(lambda: client.texts(TALK) == ["patient"])

    assert len(desk.relay.of_type(SendMessage)) == 1


def approval() -> Message:
    return CounterChanged(
        approved=True,
        helpdesk_enabled=True,
        user_chat_enabled=True,
        technician_available=True,
        identity_required=False,
    )


def test_history_of_a_conversation_never_seen_is_pulled_page_by_page(desk: RelayInThread, home: Path) -> None:
    desk.relay.foreign.add(TALK)
    for number in range(150):
        desk.loop.call(lambda number=number: desk.relay.say(TALK, f"text {number}"))  # type: ignore[misc]
    keeper = SessionKeeper()
    with running(desk.config(), keeper, home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "sign_in_required")
        client.link.sign_in("ada@desk.test", "correct horse battery", "123456")
        client.wait_until(LinkState.READY)
        client.link.load_history(TALK)
        client.wait_for(HistoryLoaded, lambda event: event.complete)

    assert client.texts(TALK) == [f"text {number}" for number in range(150)]
    assert not desk.relay.of_type(Delivered)


def test_history_shows_offline_what_was_stored(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        desk.loop.call(lambda: desk.relay.say(TALK, "kept"))
        until(lambda: client.texts(TALK) == ["kept"])
        client.link.save_draft(TALK, "half a sen")
    desk.loop.run(desk.relay.close())

    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.link.load_history(TALK)
        loaded = client.wait_for(HistoryLoaded)

    assert [row.text for row in loaded.messages] == ["kept"]
    assert (loaded.draft, loaded.complete, loaded.code) == ("half a sen", True, "unavailable")


def test_a_relay_that_comes_back_is_found_by_itself(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        desk.loop.run(desk.relay.close(1001))
        client.wait_for(LinkStateChanged, lambda event: event.state is LinkState.OFFLINE)
        client.link.send_text(TALK, "while away")
        desk.loop.run(desk.relay.open())
        until(lambda: client.texts(TALK) == ["while away"], within_s=30)


def test_a_relay_restored_from_an_older_backup_is_followed_and_our_lost_words_come_back_to_us(
    desk: RelayInThread, home: Path
) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        for text in ("one", "two", "three"):
            client.link.send_text(TALK, text)
        until(lambda: client.texts(TALK) == ["one", "two", "three"])
        desk.loop.call(lambda: desk.relay.restore(TALK, 1))
        desk.loop.call(lambda: desk.relay.say(TALK, "after the restore"))
        desk.loop.call(desk.relay.cut_all)
        replaced = client.wait_for(HistoryLoaded, lambda event: event.first)
        client.link.retry(replaced.outgoing[0].message_id)
        until(lambda: desk.relay.texts(TALK) == ["one", "after the restore", "two"])

    assert [row.text for row in replaced.messages] == ["one", "after the restore"]
    assert replaced.first
    assert [(message.text, message.code) for message in replaced.outgoing] == [
        ("two", "lost_by_relay"),
        ("three", "lost_by_relay"),
    ]


def test_a_restored_relay_that_grew_beyond_our_place_is_followed_too(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        for text in ("one", "two"):
            client.link.send_text(TALK, text)
        until(lambda: client.texts(TALK) == ["one", "two"])
    desk.loop.call(lambda: desk.relay.restore(TALK, 1))
    for text in ("other two", "other three", "other four"):
        desk.loop.call(lambda text=text: desk.relay.say(TALK, text))  # type: ignore[misc]

    with running(desk.config(), keys, home / "box.sqlite3") as client:
        replaced = client.wait_for(HistoryLoaded, lambda event: event.first)

    assert [row.text for row in replaced.messages] == ["one", "other two", "other three", "other four"]
    assert [(message.text, message.code) for message in replaced.outgoing] == [("two", "lost_by_relay")]


def test_more_conversations_than_one_frame_holds_are_told_in_several(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    talks = [ConversationId(new_id()) for _ in range(MAX_SYNC_POSITIONS + 1)]
    for talk in talks:
        desk.loop.call(lambda talk=talk: desk.relay.say(talk, "hello"))  # type: ignore[misc]
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        until(lambda: len(client.events(MessageStored)) == len(talks), within_s=20)
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        until(lambda: len(desk.relay.of_type(Sync)) == 3)

    frames = [message for message in desk.relay.received if isinstance(message, Sync)]
    assert [len(frame.positions) for frame in frames] == [0, MAX_SYNC_POSITIONS, 1]
    assert [frame.last for frame in frames] == [True, False, True]
