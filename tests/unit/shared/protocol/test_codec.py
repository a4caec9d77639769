"""The wire's JSON: what is sent is what is read, unknown things are survived, no frame whatever escapes as a surprise."""

import datetime as dt
import json

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.errors import ProtocolError
from shared.ids import ConversationId, MessageId, StreamId, new_id
from shared.limits import MAX_SYNC_POSITIONS, MAX_TEXT_BYTES
from shared.protocol import base, codec
from shared.protocol.base import Done, Error
from shared.protocol.chat import ChatMessage, Position, SenderKind, SendMessage, Sync
from shared.protocol.identity import SendIdentityToken

TALK = ConversationId(new_id())
SEND = SendMessage(
    ref=3,
    conversation_id=TALK,
    stream=StreamId(new_id()),
    number=1,
    message_id=MessageId(new_id()),
    text="ciao è \u2028",
)


def why(frame: bytes | str) -> dict[str, str | int]:
    with pytest.raises(ProtocolError) as refused:
        codec.decode(frame)
    return refused.value.params


def changed(**facts: object) -> bytes:
    return json.dumps({**json.loads(codec.encode(SEND)), **facts}).encode()


def test_what_is_sent_is_what_is_read() -> None:
    assert codec.decode(codec.encode(SEND)) == SEND


def test_every_message_has_a_tag_of_its_own_and_is_in_the_union() -> None:
    assert len(codec.TAGS) == len(codec.MESSAGES)
    assert codec.TAGS["chat.send"] is SendMessage
    assert not set(codec.ABSTRACT) & set(codec.MESSAGES)


def test_every_message_that_is_answered_has_a_ref_and_every_reply_names_it() -> None:
    requests = [kind for kind in codec.MESSAGES if issubclass(kind, base.Request)]
    replies = [kind for kind in codec.MESSAGES if issubclass(kind, base.Reply)]
    assert [kind for kind in requests if "ref" not in kind.__struct_fields__] == []
    assert [kind for kind in replies if "re" not in kind.__struct_fields__] == []


def test_no_message_can_be_changed_after_it_was_made() -> None:
    assert [kind for kind in codec.MESSAGES if not kind.__struct_config__.frozen] == []


def test_what_equals_its_default_does_not_travel() -> None:
    assert codec.encode(Done(re=5)) == b'{"type":"done","re":5}'


def test_times_travel_with_their_zone() -> None:
    at = dt.datetime(2026, 3, 4, 12, 0, 0, 250_000, tzinfo=dt.UTC)
    said = ChatMessage(
        conversation_id=TALK,
        seq=1,
        message_id=SEND.message_id,
        sender=SenderKind.DEVICE,
        sender_id="",
        sender_name="",
        at=at,
    )
    assert codec.decode(codec.encode(said)) == said
    assert why(codec.encode(said).replace(b"Z", b"")) == {"why": "malformed"}


def test_a_field_of_a_newer_version_is_skipped() -> None:
    assert codec.decode(changed(invented="later", deep={"a": [1, {"b": None}]})) == SEND


def test_of_a_key_that_comes_twice_the_last_counts() -> None:
    # P21: never two readers with two opinions; msgspec's own rule is written down here.
    frame = codec.encode(Done(re=1))[:-1] + b',"re":2}'
    assert codec.decode(frame) == Done(re=2)


def test_a_message_of_a_newer_version_is_told_apart_from_nonsense() -> None:
    assert why(b'{"type":"phone.call","ref":9,"size":1}') == {"why": "unknown_type", "ref": 9}
    assert why(b'{"type":"phone.call"}') == {"why": "unknown_type"}


@pytest.mark.parametrize(
    "facts",
    [
        {"number": 0},
        {"number": -1},
        {"number": 2**63},
        {"number": 2**64},
        {"number": 1.5},
        {"number": True},
        {"text": True},
        {"text": None},
        {"text": ""},
        {"text": ["ciao"]},
        {"text": "x" * (MAX_TEXT_BYTES + 1)},
        {"conversation_id": "../../etc/passwd"},
        {"conversation_id": TALK.upper()},
        {"conversation_id": f"{TALK}\n"},
        {"stream": ""},
    ],
)
def test_a_wrong_value_is_malformed_and_says_which_request_it_was(facts: dict[str, object]) -> None:
    assert why(changed(**facts)) == {"why": "malformed", "ref": 3}


@pytest.mark.parametrize("ref", [-1, "3", None, 2**60, 2**63, 2**70])
def test_a_wrong_ref_is_malformed(ref: object) -> None:
    # The answer names no request then: it must be readable in its turn.
    assert why(changed(ref=ref)) in ({"why": "malformed"}, {"why": "unreadable"})


@pytest.mark.parametrize(
    "frame",
    [
        b"",
        b"null",
        b"[]",
        b"1e400",
        b'{"type":"done","re":1e400}',
        b'{"type":"done","re":NaN}',
        b'"\xff\xfe"',
        b"\xff",
        b'{"type":',
        b'{"type":"done","re":1}}',
        b'{"type":5}',
        b"{" + b'"a":{' * 2,
        "\ud800",
    ],
)
def test_nonsense_is_unreadable_or_malformed(frame: bytes | str) -> None:
    assert why(frame)["why"] in {"unreadable", "malformed", "unknown_type"}


@pytest.mark.parametrize("depth", [10**3, 10**4, 10**5, 10**6])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_of_any_depth_is_an_ordinary_refusal(depth: int, opening: bytes, closing: bytes) -> None:
    # P21: msgspec raises RecursionError here, which is no error of its own.
    deep = opening * depth + b"1" + closing * depth
    assert why(deep)["why"] in {"unreadable", "malformed"}
    assert why(b'{"type":"done","re":1,"x":' + deep + b"}")["why"] in {"unreadable", "malformed"}


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
@example(b'{"type":"done","re":1}')
def test_no_frame_whatever_escapes_as_another_error(frame: bytes | str) -> None:
    try:
        message = codec.decode(frame)
    except ProtocolError:
        return
    assert isinstance(message, codec.MESSAGES)


@given(st.data())
def test_a_spoilt_frame_is_read_or_refused(data: st.DataObject) -> None:
    frame = bytearray(codec.encode(SEND))
    place = data.draw(st.integers(0, len(frame) - 1))
    frame[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        codec.decode(bytes(frame))
    except ProtocolError:
        return


def test_a_language_is_one_of_two_words_and_nothing_behind_them() -> None:
    ask = SendIdentityToken(ref=1, first_name="a", last_name="b", e_mail="a@b", language="it")
    assert codec.decode(codec.encode(ask)) == ask
    assert why(codec.encode(msgspec.structs.replace(ask, language="it\n"))) == {"why": "malformed", "ref": 1}


def test_lists_are_bounded() -> None:
    full = Sync(ref=1, positions=[Position(conversation_id=TALK, delivered=0)] * MAX_SYNC_POSITIONS)
    assert codec.decode(codec.encode(full)) == full
    over = msgspec.structs.replace(full, positions=full.positions * 2)
    assert why(codec.encode(over)) == {"why": "malformed", "ref": 1}


def test_an_error_carries_a_code_and_plain_values() -> None:
    error = Error(code="gap", re=4, params={"expected": 7}, retry_after_ms=10)
    assert codec.decode(codec.encode(error)) == error
