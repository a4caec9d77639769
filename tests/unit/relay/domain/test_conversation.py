"""The talk's rules: when its ticket is due, which number follows, what a repetition is, who may speak."""

import datetime as dt

import msgspec
import pytest

from relay.domain import conversation as rules
from relay.domain.conversation import Conversation, StoredMessage
from shared.errors import Gap, MessageIdConflict, NotAllowed
from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, MessageId, TechnicianId, new_id

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(seconds=30)
TALK = Conversation(
    id=ConversationId(new_id()),
    customer_id=CustomerId(new_id()),
    device_id=DeviceId(new_id()),
    device_key_id=DeviceKeyId(new_id()),
    technician_id=TechnicianId(new_id()),
    contact_id=None,
    is_open=True,
    head=0,
    opened_at=NOW,
    accepted_at=None,
    ticket_due_at=None,
    closed_at=None,
    closed_by="",
    shield_level=0,
    shield_method="os_user",
    shield_by="",
    shield_at=None,
    service_id=None,
    waiting_group_id=None,
    version=1,
)
STORED = StoredMessage(message_id=MessageId(new_id()), body_hash=rules.body_hash("ciao"), seq=7, at=NOW)


def test_the_ticket_is_due_two_minutes_after_acceptance() -> None:
    talk = rules.accepted(TALK, NOW)
    assert talk.accepted_at == NOW
    assert talk.ticket_due_at == NOW + dt.timedelta(minutes=2)


def test_a_second_acceptance_does_not_move_the_ticket() -> None:
    talk = rules.accepted(TALK, NOW)
    assert rules.accepted(talk, LATER) is talk


def test_a_closed_talk_owes_no_ticket() -> None:
    talk = rules.closed(rules.accepted(TALK, NOW), by="device", now=LATER)
    assert (talk.is_open, talk.closed_by, talk.closed_at, talk.ticket_due_at) == (False, "device", LATER, None)


def test_closing_twice_changes_nothing() -> None:
    talk = rules.closed(TALK, by="device", now=NOW)
    assert rules.closed(talk, by="technician", now=LATER) is talk


def test_each_change_is_a_new_version() -> None:
    accepted = rules.accepted(TALK, NOW)
    closed = rules.closed(accepted, by="device", now=LATER)
    assert [TALK.version, accepted.version, closed.version] == [1, 2, 3]


def test_the_two_members_may_speak_and_nobody_else() -> None:
    rules.check_member(TALK, TALK.device_key_id)
    rules.check_member(TALK, TALK.technician_id)
    with pytest.raises(NotAllowed) as refused:
        rules.check_member(TALK, new_id())
    assert refused.value.params == {"why": "not_a_member"}


def test_numbers_follow_one_another() -> None:
    rules.check_number(number=1, last=0)
    rules.check_number(number=42, last=41)


@pytest.mark.parametrize(("number", "last"), [(2, 0), (5, 3), (3, 3), (1, 3)])
def test_a_number_out_of_order_is_told_which_one_is_awaited(number: int, last: int) -> None:
    with pytest.raises(Gap) as refused:
        rules.check_number(number=number, last=last)
    assert refused.value.params == {"expected": last + 1}


def test_the_same_message_again_is_answered_with_what_was_stored() -> None:
    again = rules.check_repetition(STORED, message_id=STORED.message_id, body_hash=rules.body_hash("ciao"))
    assert again is STORED


@pytest.mark.parametrize(
    ("message_id", "text"), [(STORED.message_id, "addio"), (MessageId(new_id()), "ciao")], ids=["body", "id"]
)
def test_the_same_number_with_another_body_or_id_is_refused_loudly(message_id: MessageId, text: str) -> None:
    with pytest.raises(MessageIdConflict) as refused:
        rules.check_repetition(STORED, message_id=message_id, body_hash=rules.body_hash(text))
    assert refused.value.params == {"message_id": message_id}


def test_a_closed_talk_takes_no_message() -> None:
    rules.check_open(TALK)
    with pytest.raises(NotAllowed) as refused:
        rules.check_open(msgspec.structs.replace(TALK, is_open=False))
    assert refused.value.params == {"why": "closed"}
