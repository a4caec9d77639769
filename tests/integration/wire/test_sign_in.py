"""Entry over real sockets: signatures and their replay (P05), enrolment (P03), passwords and second factors (P12)."""

import asyncio
import base64
import json
import math
import statistics
import time

import jwt
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from relay.adapters import passwords
from relay.services import orders
from shared.ids import DeviceKeyId, EnrollmentTokenId, TechnicianId, new_id
from shared.protocol.base import CloseCode, Error, Message
from shared.protocol.chat import Sync
from shared.protocol.directory import CreateToken, RevokeToken, TokenCreated
from shared.protocol.hello import (
    AgentSignIn,
    AgentWelcome,
    SignOut,
    TechnicianResume,
    TechnicianSignIn,
    TechnicianWelcome,
)
from tests.support.peer import DeviceIdentity, Peer, Scene, connected, fresh_address, known_device
from tests.support.relay import PASSWORD, Relay, Technician

SOMEBODY_ELSE = "01a20088-0000-7000-8000-000000000001"


async def refusal(peer: Peer, jws: str) -> tuple[str, int | None]:
    """Return the error code and the close code that answer a sign-in."""
    answer = await peer.ask(AgentSignIn(ref=1, jws=jws, version=1))
    assert isinstance(answer, Error)
    return answer.code, await peer.close_code()


# Devices.


async def test_a_replayed_signature_is_worth_nothing_and_the_original_stays_up(scene: Scene) -> None:
    # P05
    device = await known_device(scene)
    async with connected(scene.relay) as original:
        jws = original.jws(device)
        answer = await original.done(AgentSignIn(ref=1, jws=jws, version=1))
        assert isinstance(answer, AgentWelcome)
        async with connected(scene.relay) as thief:
            assert await refusal(thief, jws) == ("auth_failed", CloseCode.POLICY)
        await original.done(Sync(ref=2))


@pytest.mark.parametrize(
    "changed",
    [
        {"nonce": "A" * 43},
        {"nonce": None},
        {"aud": SOMEBODY_ELSE},
        {"aud": None},
        {"iat": -3600, "exp": -3550},
        {"iat": 0, "exp": 3600},
        {"iat": 3600, "exp": 3650},
        {"exp": None},
        {"iat": None},
        {"exp": math.nan, "iat": math.nan},
        {"exp": math.inf},
        {"exp": "soon"},
        {"iss": SOMEBODY_ELSE},
        {"sub": None},
        {"sub": 5},
        {"nonce": ["A"]},
    ],
    ids=str,
)
async def test_every_claim_of_a_signature_is_checked(scene: Scene, changed: dict[str, object]) -> None:
    # P05: other nonce, other relay, an hour old or made for later; times count from the challenge's own.
    device = await known_device(scene)
    async with connected(scene.relay) as peer:
        for name in ("iat", "exp"):
            if isinstance(changed.get(name), int):
                changed = {**changed, name: peer.now + int(str(changed[name]))}
        assert await refusal(peer, peer.jws(device, **changed)) == ("auth_failed", CloseCode.POLICY)


async def test_an_audience_of_several_is_none(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as peer:
        assert (await refusal(peer, peer.jws(device, aud=[peer.challenge.relay_id, "x"])))[0] == "auth_failed"


async def test_another_devices_signature_is_refused(scene: Scene) -> None:
    # P05: a valid key of the same customer that claims to be its colleague
    device, colleague = await known_device(scene), await known_device(scene)
    async with connected(scene.relay) as peer:
        forged = DeviceIdentity(colleague.key, device.device_id, device.key_id, device.customer_id)
        assert await refusal(peer, peer.jws(forged)) == ("auth_failed", CloseCode.POLICY)


async def test_an_unknown_key_is_answered_like_a_wrong_signature(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as peer:
        unknown = msgspec.structs.replace(device, key_id=DeviceKeyId(new_id()))
        assert await refusal(peer, peer.jws(unknown)) == ("auth_failed", CloseCode.POLICY)


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256"])
async def test_only_eddsa_signs(scene: Scene, algorithm: str) -> None:
    # P05, the algorithm confusion of JWT
    device = await known_device(scene)
    async with connected(scene.relay) as peer:
        head = base64.urlsafe_b64encode(json.dumps({"alg": algorithm, "typ": "JWT"}).encode()).decode().rstrip("=")
        _, claims, signature = peer.jws(device).split(".")
        forged = f"{head}.{claims}." + ("" if algorithm.lower() == "none" else signature)
        if algorithm == "HS256":
            secret = device.key.public_key().public_bytes_raw()
            forged = jwt.encode({"sub": device.key_id}, secret.ljust(32, b"0"), algorithm="HS256")
        assert (await refusal(peer, forged))[0] == "auth_failed"


@pytest.mark.parametrize("jws", ["", "a.b.c", "x" * 2048, "." * 100, "eyJ.eyJ.", "\u20ac.\u20ac.\u20ac"])
async def test_nonsense_for_a_signature_is_refused_alike(scene: Scene, jws: str) -> None:
    async with connected(scene.relay) as peer:
        assert await refusal(peer, jws) == ("auth_failed", CloseCode.POLICY)


async def test_a_client_with_a_wrong_clock_signs_in_by_the_relays(scene: Scene) -> None:
    # P33: the challenge says what time it is; what the client's own clock says never travels.
    device = await known_device(scene)
    async with connected(scene.relay) as peer:
        await peer.sign_in(device)


async def test_a_client_of_another_version_is_told_to_upgrade(scene: Scene) -> None:
    device = await known_device(scene)
    async with connected(scene.relay) as peer:
        await peer.send(AgentSignIn(ref=1, jws=peer.jws(device), version=99))
        assert await peer.close_code() == CloseCode.UPGRADE


# Enrolment.


async def test_refused_enrolments_all_sound_the_same(scene: Scene) -> None:
    # P03, over the wire: spent, revoked, spoilt, nobody's
    spent = scene.relay.add_token(scene.customer_id, uses=1)
    address = fresh_address()
    async with connected(scene.relay) as peer:
        await peer.enrol(spent)
    answers: list[tuple[Message, int | None]] = []
    for token in (spent, scene.token[:-1] + "#", "", "sprt_" + "x" * 32):
        async with connected(scene.relay, address=address) as peer:
            enrol = msgspec.structs.replace(peer.enrolment(token, Ed25519PrivateKey.generate()), ref=1)
            answers.append((await peer.ask(enrol), await peer.close_code()))
    assert answers == [(Error(code="auth_failed", re=1), CloseCode.POLICY)] * 4


async def test_one_address_tries_ten_tokens_a_minute(scene: Scene) -> None:
    # P03
    address, codes = fresh_address(), []
    for _ in range(12):
        async with connected(scene.relay, address=address) as peer:
            answer = await peer.ask(peer.enrolment("sprt_guess", Ed25519PrivateKey.generate()))
            assert isinstance(answer, Error)
            codes.append(answer.code)
    assert codes == ["auth_failed"] * 10 + ["rate_limited"] * 2


async def test_a_roll_out_behind_one_address_is_no_guessing(scene: Scene) -> None:
    address = fresh_address()
    for _ in range(15):
        async with connected(scene.relay, address=address) as peer:
            await peer.enrol(scene.token)


async def test_a_key_that_does_not_prove_itself_joins_nothing(scene: Scene) -> None:
    async with connected(scene.relay) as peer:
        mine, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
        answer = await peer.ask(peer.enrolment(scene.token, mine, proof=peer.proof(other)))
        assert isinstance(answer, Error)
        assert answer.code == "auth_failed"


async def test_a_revoked_token_stops_working_at_once(scene: Scene) -> None:
    token_id = EnrollmentTokenId(new_id())
    made = scene.relay.order(CreateToken(ref=1, token_id=token_id, customer_id=scene.customer_id))
    assert isinstance(made, TokenCreated)
    scene.relay.order(RevokeToken(ref=1, token_id=token_id))
    async with connected(scene.relay) as peer:
        answer = await peer.ask(peer.enrolment(made.secret, Ed25519PrivateKey.generate()))
        assert isinstance(answer, Error)
        assert answer.code == "auth_failed"


async def test_what_opens_enrolment_opens_nothing_else(scene: Scene) -> None:
    # P01: an enrolment token, a device key and a device's signature presented to the technicians' doors
    device = await known_device(scene)
    for what in (scene.token, device.key_id, device.device_id):
        async with connected(scene.relay) as peer:
            answer = await peer.ask(TechnicianResume(ref=1, session=what, version=1))
            assert isinstance(answer, Error)
            assert answer.code == "auth_failed"
            assert await peer.close_code() == CloseCode.POLICY
    async with connected(scene.relay) as peer:
        sign_in = peer.technician_sign_in(scene.technician, password=scene.token, second_factor=peer.jws(device)[:40])
        assert await peer.code(sign_in) == "auth_failed"


# Technicians.


def real_technician(relay: Relay) -> Technician:
    """Create an account whose password hash costs what a real one costs."""
    technician_id, secret, codes = TechnicianId(new_id()), passwords.new_totp_secret(), passwords.new_recovery_codes()
    technician = Technician(technician_id, f"{technician_id}@provider.example", PASSWORD, secret, list(codes))
    relay.order(
        orders.AddTechnician(
            technician_id=technician_id,
            name="Real",
            e_mail=technician.e_mail,
            role="technician",
            password_hash=passwords.hash_password(PASSWORD),
            totp_secret=secret,
            recovery_hashes=[passwords.recovery_hash(code) for code in codes],
        )
    )
    return technician


async def answer_to(relay: Relay, technician: Technician, address: str, **changed: object) -> Message:
    """Return the answer to one sign-in from an address, on a connection of its own."""
    async with connected(relay, address=address) as peer:
        return await peer.ask(peer.technician_sign_in(technician, **{"ref": 1, "second_factor": "000000", **changed}))


async def test_wrong_passwords_wait_ever_longer_and_never_for_ever(scene: Scene) -> None:
    # P12: 20 wrong ones from one address; the right one works once the wait is over, and elsewhere at once.
    address, waits = fresh_address(), []
    for _ in range(20):
        answer = await answer_to(scene.relay, scene.technician, address, password="wrong password, again")
        assert isinstance(answer, Error)
        waits.append(answer.retry_after_ms or 0)
    assert waits[:3] == [0, 0, 0]
    assert 0 < waits[3] <= 1001
    right = {"second_factor": scene.technician.code()}
    blocked = await answer_to(scene.relay, scene.technician, address, **right)
    assert isinstance(blocked, Error)
    assert blocked.code == "rate_limited"
    elsewhere = await answer_to(scene.relay, scene.technician, fresh_address(), **right)
    assert isinstance(elsewhere, TechnicianWelcome)


async def test_the_right_password_works_after_the_wait(scene: Scene) -> None:
    # P12
    address = fresh_address()
    for _ in range(3):
        await answer_to(scene.relay, scene.technician, address, password="wrong password, again")
    waits = await answer_to(scene.relay, scene.technician, address)
    assert isinstance(waits, Error)
    assert waits.retry_after_ms is not None
    await asyncio.sleep(waits.retry_after_ms / 1000)
    welcome = await answer_to(scene.relay, scene.technician, address, second_factor=scene.technician.code())
    assert isinstance(welcome, TechnicianWelcome)


async def test_every_wrong_combination_sounds_the_same(scene: Scene) -> None:
    # P12: unknown account, wrong password, wrong code, spent recovery code, a claim that no factor is needed
    address, technician = fresh_address(), scene.technician
    spent = technician.recovery_codes[0]
    await answer_to(scene.relay, technician, fresh_address(), second_factor=spent)
    answers = [
        await answer_to(scene.relay, technician, fresh_address(), e_mail="nobody@provider.example"),
        await answer_to(scene.relay, technician, fresh_address(), password="wrong password, again"),
        await answer_to(scene.relay, technician, fresh_address(), second_factor="123456"),
        await answer_to(scene.relay, technician, fresh_address(), second_factor=spent),
        await answer_to(scene.relay, technician, fresh_address(), second_factor=""),
    ]
    assert answers == [Error(code="auth_failed", re=1)] * 5
    async with connected(scene.relay, address=address) as peer:
        facts = {
            **json.loads(msgspec.json.encode(peer.technician_sign_in(technician))),
            "second_factor": "",
            "mfa": False,
        }
        await peer.send_raw(json.dumps({**facts, "ref": 1}))
        assert await peer.answer(1) == Error(code="auth_failed", re=1)


async def test_a_code_of_the_authenticator_works_once(scene: Scene) -> None:
    # P12
    code = scene.technician.code()
    first = await answer_to(scene.relay, scene.technician, fresh_address(), second_factor=code)
    again = await answer_to(scene.relay, scene.technician, fresh_address(), second_factor=code)
    assert isinstance(first, TechnicianWelcome)
    assert again == Error(code="auth_failed", re=1)


async def test_a_recovery_code_works_once_and_is_counted(scene: Scene) -> None:
    # P12
    code = scene.technician.recovery_codes[0]
    first = await answer_to(scene.relay, scene.technician, fresh_address(), second_factor=code.lower())
    assert isinstance(first, TechnicianWelcome)
    assert first.recovery_codes_left == 9
    again = await answer_to(scene.relay, scene.technician, fresh_address(), second_factor=code)
    assert again == Error(code="auth_failed", re=1)


async def test_the_same_code_twice_at_once_opens_one_session(scene: Scene) -> None:
    # P12: the code is consumed in the database, not looked up before.
    code = scene.technician.code()
    answers = await asyncio.gather(
        *(answer_to(scene.relay, scene.technician, fresh_address(), second_factor=code) for _ in range(5))
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Error"] * 4 + ["TechnicianWelcome"]


@pytest.mark.slow
async def test_an_unknown_account_takes_as_long_as_a_wrong_password(relay: Relay) -> None:
    # P12: medians; the two are taken in turns, so that a busy machine slows both alike.
    technician = real_technician(relay)
    times: dict[str, list[float]] = {technician.e_mail: [], "nobody@provider.example": []}
    for _ in range(15):
        for account, taken in times.items():
            async with connected(relay) as peer:
                sign_in = peer.technician_sign_in(
                    technician, e_mail=account, second_factor="000000", password="wrong wrong wrong"
                )
                started = time.perf_counter()
                answer = await peer.ask(sign_in)
                taken.append(time.perf_counter() - started)
            assert answer == Error(code="auth_failed", re=sign_in.ref)
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert abs(known - unknown) / max(known, unknown) < 0.35, (known, unknown)


async def test_a_session_goes_on_after_a_lost_connection_and_ends_with_the_sign_out(scene: Scene) -> None:
    async with connected(scene.relay) as console:
        welcome = await console.sign_in_as(scene.technician)
        session = welcome.session
    assert len(session) >= 43
    async with connected(scene.relay) as console:
        resumed = await console.done(TechnicianResume(ref=1, session=session, version=1))
        assert isinstance(resumed, TechnicianWelcome)
        assert (resumed.session, resumed.profile.name) == ("", "Anna Neri")
        await console.done(SignOut(ref=2))
        assert await console.close_code() == 1000
    async with connected(scene.relay) as console:
        assert await console.code(TechnicianResume(ref=1, session=session, version=1)) == "auth_failed"


async def test_each_sign_in_makes_a_session_of_its_own(scene: Scene) -> None:
    sessions = set()
    for _ in range(3):
        async with connected(scene.relay) as console:
            sessions.add((await console.sign_in_as(scene.technician)).session)
    assert len(sessions) == 3


async def test_a_second_try_on_the_same_connection_is_read(scene: Scene) -> None:
    async with connected(scene.relay) as console:
        wrong = console.technician_sign_in(scene.technician, password="wrong password, again")
        assert await console.code(wrong) == "auth_failed"
        assert isinstance(await console.done(console.technician_sign_in(scene.technician)), TechnicianWelcome)


def test_sign_in_messages_fit_the_frame_that_is_read_before_sign_in() -> None:
    longest = TechnicianSignIn(ref=1, e_mail="a" * 254, password="p" * 256, second_factor="1" * 40, version=1)
    assert len(msgspec.json.encode(longest)) < 4096
