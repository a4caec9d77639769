import datetime as dt

import jwt
import msgspec
import pytest

from shared.errors import ProtocolError
from shared.ids import CustomerId, DeviceId, DeviceKeyId, new_id
from shared.link.sign_in import SignInRefused, UpgradeRequired, sign_in
from shared.protocol.base import Done, Error, Message, Request
from shared.protocol.enrolment import Enrol, Enrolled
from shared.protocol.hello import AgentSignIn, AgentWelcome, Challenge
from tests.support.clients import AgentKeys

LONG_AGO = dt.datetime(2001, 1, 1, 12, 0, tzinfo=dt.UTC)
KEY = DeviceKeyId(new_id())
CHALLENGE = Challenge(nonce="nonce", relay_id="relay", versions=[1], now=LONG_AGO, organisation="Desk", edition="msp")


class Relay:
    """Answers what a relay would, and keeps what it was asked."""

    def __init__(self, *answers: Message) -> None:
        self.asked: list[Request] = []
        self._answers = list(answers)

    async def ask(self, message: Request) -> Message:
        self.asked.append(message)
        return self._answers.pop(0)


def welcome() -> AgentWelcome:
    return AgentWelcome(
        re=1,
        device_id=DeviceId(new_id()),
        device_key_id=KEY,
        customer_id=CustomerId(new_id()),
        customer_name="",
        epoch=1,
        approved=True,
        now=LONG_AGO,
    )


def enrolled() -> Enrolled:
    return Enrolled(
        re=1,
        device_id=DeviceId(new_id()),
        device_key_id=KEY,
        customer_id=CustomerId(new_id()),
        customer_name="",
        approved=True,
    )


def claims(token: str, keys: AgentKeys) -> dict[str, object]:
    options = {"verify_exp": False, "verify_iat": False}
    decoded = jwt.decode(
        token,
        keys.key.public_key(),
        algorithms=["EdDSA"],
        audience="relay",
        options=options,  # type: ignore[arg-type]
    )
    return dict(decoded)


async def test_the_token_is_for_this_connection_and_dated_by_the_relay_s_clock() -> None:
    keys, relay = AgentKeys(), Relay(welcome())
    keys.key_id = KEY

    await sign_in(relay.ask, CHALLENGE, keys, None)

    (request,) = relay.asked
    assert isinstance(request, AgentSignIn)
    issued = int(LONG_AGO.timestamp())
    assert claims(request.jws, keys) == {
        "iss": KEY,
        "sub": KEY,
        "aud": "relay",
        "nonce": "nonce",
        "iat": issued,
        "exp": issued + 60,
    }


async def test_the_proof_of_a_new_key_is_no_sign_in() -> None:
    keys, relay = AgentKeys(), Relay(enrolled(), welcome())

    await sign_in(relay.ask, CHALLENGE, keys, None)

    enrol, signed = relay.asked
    assert isinstance(enrol, Enrol)
    assert isinstance(signed, AgentSignIn)
    assert claims(enrol.proof, keys)["iss"] == "enrol"
    assert jwt.utils.base64url_decode(enrol.public_key) == keys.key.public_key().public_bytes_raw()
    assert keys.key_id == KEY


async def test_a_relay_without_our_version_asks_for_an_upgrade() -> None:
    with pytest.raises(UpgradeRequired):
        await sign_in(Relay().ask, msgspec.structs.replace(CHALLENGE, versions=[2, 3]), AgentKeys(), None)


async def test_a_refusal_carries_the_relay_s_own_words() -> None:
    error = Error(re=1, code="rate_limited", retry_after_ms=5000)

    with pytest.raises(SignInRefused) as caught:
        await sign_in(Relay(error).ask, CHALLENGE, AgentKeys(), None)
    assert caught.value.error == error


async def test_an_answer_of_another_kind_is_a_fault_of_the_relay() -> None:
    with pytest.raises(ProtocolError):
        await sign_in(Relay(Done(re=1)).ask, CHALLENGE, AgentKeys(), None)
