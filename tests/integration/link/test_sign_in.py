import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.errors import ProfileInUse
from shared.ids import ConversationId, DeviceKeyId, new_id
from shared.link.events import (
    Answered,
    Challenged,
    LinkState,
    LinkStateChanged,
    MailboxOpened,
    Received,
    Refused,
    Welcomed,
)
from shared.link.sign_in import Enrolment
from shared.protocol.base import Done, Error
from shared.protocol.chat import CloseConversation, Typing
from shared.protocol.directory import SnapshotEnd
from shared.protocol.enrolment import Enrol, Enrolled
from shared.protocol.hello import AgentSignIn, Bye, SignOut, TechnicianResume, TechnicianSignIn
from shared.stamp import SignedStamp
from shared.version import own_version
from tests.integration.link.conftest import RelayInThread
from tests.support.clients import AgentKeys, SessionKeeper, running
from tests.support.fake_relay import PASSWORD, RELAY_ID
from tests.support.stamps import PUBLIC_KEY, signed_stamp
from tests.support.waiting import until

TALK = ConversationId(new_id())
NOW = dt.datetime.now(dt.UTC)


class WithoutToken(AgentKeys):
    def enrolment(self) -> Enrolment | None:
        return None


class FullKeyStore(AgentKeys):
    def save_enrolment(self, enrolled: Enrolled) -> None:
        raise KeyStoreFull(enrolled.customer_name)


class KeyStoreFull(ProfileInUse):
    code = "key_store"


def test_a_new_device_enrols_and_signs_in_on_the_same_connection(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        welcome = client.wait_for(Welcomed).message

    assert [type(message) for message in desk.relay.received[:2]] == [Enrol, AgentSignIn]
    assert desk.relay.connections == 1
    assert welcome.device_key_id == keys.key_id  # type: ignore[union-attr]  # an agent's welcome


def test_an_enrolled_device_does_not_enrol_again(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)

    assert len(desk.relay.of_type(Enrol)) == 1


def test_each_start_of_a_program_names_itself_anew_and_says_its_version(desk: RelayInThread, home: Path) -> None:
    keys = AgentKeys()
    for _ in range(2):
        with running(desk.config(), keys, home / "box.sqlite3") as client:
            client.wait_until(LinkState.READY)

    first, second = (message for message in desk.relay.received if isinstance(message, AgentSignIn))
    assert first.program_version == second.program_version == own_version() != ""
    assert first.instance != second.instance
    assert len(first.instance) >= 16


class Stamped(AgentKeys):
    """A device whose token came with a stamp."""

    def __init__(self, signed: SignedStamp) -> None:
        super().__init__()
        self._signed = signed

    def enrolment(self) -> Enrolment | None:
        details = super().enrolment()
        assert details is not None
        return msgspec.structs.replace(details, stamp=self._signed)


def test_a_stamp_of_this_relay_lets_its_token_go(desk: RelayInThread, home: Path) -> None:
    desk.relay.stamp_keys = [PUBLIC_KEY]
    with running(desk.config(), Stamped(signed_stamp(relay_id=RELAY_ID)), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"relay_id": "another relay"}, "foreign"),
        ({"key": Ed25519PrivateKey.generate()}, "foreign"),
        ({"issued_at": NOW + dt.timedelta(days=30)}, "future"),
        ({"issued_at": NOW - dt.timedelta(days=9), "expires_at": NOW - dt.timedelta(days=2)}, "expired"),
    ],
)
def test_another_stamps_token_never_leaves_the_device(
    desk: RelayInThread, home: Path, fields: dict[str, Any], why: str
) -> None:
    desk.relay.stamp_keys = [PUBLIC_KEY]
    keys = Stamped(signed_stamp(**({"relay_id": RELAY_ID} | fields)))
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        assert client.wait_until(LinkState.STOPPED, "stamp").params["why"] == why
    assert desk.relay.received == []


def test_a_device_that_has_joined_does_not_ask_how_old_its_stamp_is(desk: RelayInThread, home: Path) -> None:
    desk.relay.stamp_keys = [PUBLIC_KEY]
    joined = AgentKeys()
    with running(desk.config(), joined, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
    two_days_ago = NOW - dt.timedelta(days=2)
    keys = Stamped(signed_stamp(relay_id=RELAY_ID, issued_at=two_days_ago, expires_at=two_days_ago))
    keys.key, keys.key_id = joined.key, joined.key_id
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)


def test_a_token_that_is_not_accepted_is_told_as_such(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.refuse_sign_in = Error(code="auth_failed")
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "enrolment")


def test_a_device_without_a_token_says_that_it_is_not_enrolled(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), WithoutToken(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "not_enrolled")


def test_a_key_that_cannot_be_kept_is_not_used(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), FullKeyStore(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "key_store")

    assert not desk.relay.of_type(AgentSignIn)


def test_a_refused_device_does_not_try_again(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.refuse_sign_in = Error(code="auth_failed")
    keys = AgentKeys()
    keys.key_id = DeviceKeyId(new_id())
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "auth_failed")

    assert desk.relay.connections == 1


def test_the_relay_says_who_it_is_before_anybody_signs_in(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), SessionKeeper(), home / "box.sqlite3") as client:
        assert client.wait_for(Challenged).challenge.organisation == "Test desk"
        client.wait_until(LinkState.STOPPED, "sign_in_required")

    assert desk.relay.received == []


def test_a_technician_signs_in_with_what_was_typed_and_resumes_with_the_session(
    desk: RelayInThread, home: Path
) -> None:
    keeper = SessionKeeper()
    with running(desk.config(), keeper, home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "sign_in_required")
        client.link.sign_in("ada@desk.test", PASSWORD, "123456")
        client.wait_until(LinkState.READY)
        client.wait_for(Received, lambda event: isinstance(event.message, SnapshotEnd))
        desk.loop.call(desk.relay.cut_all)
        until(lambda: desk.relay.of_type(TechnicianResume))
        client.wait_until(LinkState.READY)

    assert len(desk.relay.of_type(TechnicianSignIn)) == 1
    assert keeper.kept == desk.relay.session


def test_a_wrong_password_is_said_and_not_tried_again(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), SessionKeeper(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "sign_in_required")
        client.link.sign_in("ada@desk.test", "wrong", "123456")
        client.wait_until(LinkState.STOPPED, "auth_failed")

    assert len(desk.relay.of_type(TechnicianSignIn)) == 1


def test_a_session_that_is_over_asks_for_the_password(desk: RelayInThread, home: Path) -> None:
    keeper = SessionKeeper()
    keeper.kept = "long ago"
    with running(desk.config(), keeper, home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "sign_in_required")

    assert keeper.kept == ""


def test_signing_out_ends_the_session_on_both_sides(desk: RelayInThread, home: Path) -> None:
    keeper = SessionKeeper()
    with running(desk.config(), keeper, home / "box.sqlite3") as client:
        client.wait_until(LinkState.STOPPED, "sign_in_required")
        client.link.sign_in("ada@desk.test", PASSWORD, "123456")
        client.wait_until(LinkState.READY)
        client.link.sign_out()
        client.wait_until(LinkState.STOPPED, "signed_out")
        until(lambda: desk.relay.of_type(SignOut))

    assert (keeper.kept, desk.relay.session) == ("", "")


def test_another_technician_on_the_same_profile_starts_with_a_mailbox_of_their_own(
    desk: RelayInThread, home: Path
) -> None:
    with running(desk.config(), SessionKeeper(), home / "box.sqlite3") as client:
        client.link.save_setting("whose", "first")
        client.link.sign_in("ada@desk.test", PASSWORD, "123456")
        client.wait_until(LinkState.READY)
        desk.relay.technician_id = type(desk.relay.technician_id)(new_id())
        client.link.sign_in("bob@desk.test", PASSWORD, "123456")
        until(lambda: len(client.events(MailboxOpened)) == 2)

    assert "whose" not in client.events(MailboxOpened)[-1].settings


@pytest.mark.parametrize(("close_code", "code"), [(4401, "revoked"), (4409, "replaced"), (4426, "upgrade")])
def test_a_client_sent_away_for_good_stays_away(desk: RelayInThread, home: Path, close_code: int, code: str) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        desk.loop.run(desk.relay.dismiss(close_code))
        client.wait_until(LinkState.STOPPED, code)

    assert desk.relay.connections == 1


def test_a_client_told_to_wait_waits_at_least_so_long(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        desk.loop.run(desk.relay.dismiss(1013, Bye(code="unavailable", retry_after_ms=30_000)))
        offline = client.wait_until(LinkState.OFFLINE, "unavailable")

    assert offline.retry_in_s is not None
    assert 30 <= offline.retry_in_s <= 31


def test_a_request_is_answered_under_its_ticket(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        first = client.link.request(CloseConversation(ref=0, conversation_id=TALK))
        second = client.link.request(lambda ref: CloseConversation(ref=ref, conversation_id=TALK))
        client.wait_for(Answered, lambda event: event.ticket == second)

        assert isinstance(client.wait_for(Answered, lambda event: event.ticket == first).reply, Done)


def test_a_refused_request_says_why(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.refuse = lambda message: (
        Error(code="forbidden", params={"why": "role"}) if isinstance(message, CloseConversation) else None
    )
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        ticket = client.link.request(CloseConversation(ref=0, conversation_id=TALK))
        refused = client.wait_for(Refused)

    assert (refused.ticket, refused.code, refused.params) == (ticket, "forbidden", {"why": "role"})


def test_a_request_without_a_connection_is_refused_at_once(desk: RelayInThread, home: Path) -> None:
    desk.relay.faults.refuse_sign_in = Error(code="unavailable", retry_after_ms=60_000)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.OFFLINE)
        ticket = client.link.request(CloseConversation(ref=0, conversation_id=TALK))

        assert client.wait_for(Refused) == Refused(ticket=ticket, code="unavailable")


def test_a_request_whose_connection_is_lost_is_refused(desk: RelayInThread, home: Path) -> None:
    def cut(message: object) -> Error | None:
        if isinstance(message, CloseConversation):
            desk.relay.cut_all()
        return None

    desk.relay.faults.refuse = cut
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        client.link.request(CloseConversation(ref=0, conversation_id=TALK))

        assert client.wait_for(Refused).code == "unavailable"


def test_typing_is_told_and_nothing_is_waited_for(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        client.link.typing(TALK)
        until(lambda: desk.relay.of_type(Typing))


def test_a_second_process_on_the_profile_is_refused(desk: RelayInThread, home: Path) -> None:
    with (
        running(desk.config(), AgentKeys(), home / "box.sqlite3"),
        pytest.raises(ProfileInUse),
        running(desk.config(), AgentKeys(), home / "box.sqlite3"),
    ):
        pass


def test_nothing_is_heard_after_stop(desk: RelayInThread, home: Path) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
    heard = len(client.events(LinkStateChanged))
    client.link.typing(TALK)
    client.link.reconnect()
    client.link.stop()

    assert len(client.events(LinkStateChanged)) == heard
