"""How a device joins, with a stamp as the relay makes it and with what is wrong with tokens and stamps (P03)."""

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared import stamp as stamps
from shared.ids import EnrollmentTokenId, StampId, new_id
from shared.protocol.directory import CreateToken, RevokeToken, TokenCreated
from shared.protocol.stamps import CreateStamp, StampCreated
from shared.stamp import Brand, Policy, Stamp
from tests.support import headless
from tests.support.headless import Headless
from tests.support.relay import Relay, running_relay

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    with running_relay(tmp_path_factory.mktemp("relay")) as started:
        yield started


def is_ready(line: dict[str, Any]) -> bool:
    return bool(line["state"] == "ready")


def stamped(folder: Path, text: str, *options: str) -> Headless:
    """An installed agent: nothing but its stamp says where it belongs."""
    path = folder / "sportello.stamp"
    path.write_text(text, encoding="ascii")
    command = [sys.executable, "-m", "endpoint_agent", "--headless", "--no-inventory", f"--stamp={path}"]
    return Headless([*command, f"--state={folder / 'state'}", *options], folder / "agent.log")


def made(relay: Relay, **fields: Any) -> Stamp:
    """A stamp as the relay makes it, with other fields in place of its own."""
    order = CreateStamp(
        ref=1,
        stamp_id=StampId(new_id()),
        customer_id=relay.add_customer(f"Customer {new_id()}"),
        token_id=EnrollmentTokenId(new_id()),
        relay_url=relay.url,
        brand=Brand(title="Laguna IT"),
        policy=Policy(allow_key_file=True, inventory=False, language="it"),
    )
    answer = relay.order(order)
    assert isinstance(answer, StampCreated)
    return msgspec.structs.replace(stamps.read(answer.stamp).stamp, **fields)


def signed(relay: Relay, stamp: Stamp) -> str:
    """Sign it as the relay would."""
    seed = (relay.state / "stamp.key").read_bytes()
    return stamps.sign(stamp, Ed25519PrivateKey.from_private_bytes(seed)).text


def test_a_stamp_of_the_relay_is_all_a_device_needs(relay: Relay, tmp_path: Path) -> None:
    agent = stamped(tmp_path, signed(relay, made(relay)))
    with headless.running(agent):
        line = agent.wait_for("link", is_ready)
        assert agent.wait_for("device")["approved"] in {True, False}
        assert line["code"] == ""
    again = stamped(tmp_path, signed(relay, made(relay, expires_at=NOW - dt.timedelta(days=1))))
    with headless.running(again):
        again.wait_for("link", is_ready)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"relay_id": "another relay"}, 14, "un'altra assistenza"),
        ({"issued_at": NOW + dt.timedelta(days=30)}, 15, "data futura"),
        ({"expires_at": NOW - dt.timedelta(minutes=1)}, 16, "troppo vecchio"),
    ],
)
def test_another_stamp_joins_nobody_and_its_token_is_as_good_as_before(
    relay: Relay, tmp_path: Path, fields: dict[str, Any], status: int, words: str
) -> None:
    stamp = made(relay)
    agent = stamped(tmp_path, signed(relay, msgspec.structs.replace(stamp, **fields)))
    with headless.running(agent):
        line = agent.wait_for("link", lambda shown: shown["code"] == "stamp")
        assert words in line["words"]
    assert agent.status == status
    joining = headless.agent(relay, tmp_path / "other", stamp.enrollment_token)
    with headless.running(joining):
        joining.wait_for("link", is_ready)


def test_a_stamp_somebody_changed_is_not_even_tried(relay: Relay, tmp_path: Path) -> None:
    head, content, signature = signed(relay, made(relay)).split(".")
    agent = stamped(tmp_path, f"{head}.{content[:-4]}AAAA.{signature}", "--language=en")
    with headless.running(agent):
        line = agent.wait_for("error")
        assert (line["code"], line["params"]["why"]) == ("stamp", "tampered")
        assert "changed by somebody" in line["words"]
    assert agent.status == 12


def refusals(relay: Relay) -> dict[str, str]:
    """Tokens of every kind that lets nobody in."""
    customer = relay.add_customer(f"Customer {new_id()}")
    good = relay.add_token(customer)
    token_id = EnrollmentTokenId(new_id())
    revoked = relay.order(CreateToken(ref=1, token_id=token_id, customer_id=customer, max_uses=5, days=1))
    assert isinstance(revoked, TokenCreated)
    relay.order(RevokeToken(ref=1, token_id=token_id))
    return {"changed": f"{good[:-1]}{'A' if good[-1] != 'A' else 'B'}", "revoked": revoked.secret, "invented": "none"}


def test_every_token_that_lets_nobody_in_is_told_in_the_same_words_that_say_what_to_do(
    relay: Relay, tmp_path: Path
) -> None:
    # P03
    spent = relay.add_token(relay.add_customer(f"Customer {new_id()}"), uses=1)
    first = headless.agent(relay, tmp_path / "first", spent)
    with headless.running(first):
        first.wait_for("link", is_ready)
    agents = {
        name: headless.agent(relay, tmp_path / name, token)
        for name, token in {**refusals(relay), "spent": spent}.items()
    }
    with headless.running(*agents.values()):
        said = {agent.wait_for("link", lambda line: line["code"] == "enrolment")["words"] for agent in agents.values()}
    assert len(said) == 1
    assert "Ask your IT support for a new installer" in said.pop()
    assert {agent.status for agent in agents.values()} == {31}


@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyrings.alt.file.PlaintextKeyring"])
def test_a_store_that_keeps_nothing_or_in_the_clear_is_refused_and_the_reason_said(
    relay: Relay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    # P48
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", backend)
    stamp = made(relay, policy=Policy(inventory=False))
    agent = stamped(tmp_path, signed(relay, stamp))
    with headless.running(agent):
        line = agent.wait_for("link", lambda shown: shown["code"] == "key_store")
        assert line["params"]["why"] == "none"
        assert "safe place" in line["words"]
    assert agent.status == 40
    kept = [path for path in (tmp_path / "state").rglob("*") if path.is_file() and path.suffix == ".key"]
    assert kept == []
