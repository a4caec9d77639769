"""A package starts the relay before anybody has told it a name: until somebody can know it, its certificate follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from relay.adapters import certificate
from relay.config import Config
from tests.support.cli import Cli
from tests.support.relay import Relay, running_relay

NAMED = "--tls-names=desk.example.org"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    """A relay that has run once without a name."""
    with running_relay(tmp_path) as relay:
        relay.stop()
        yield relay.state


def names(state: Path) -> tuple[str, ...]:
    return certificate.facts(certificate.ensure(Config(state=state))[0]).names


def restart(state: Path) -> str:
    """Start it with a name, and end it; returns the fingerprint that it said."""
    relay = Relay(state, [NAMED])
    relay.start()
    relay.stop()
    return relay.log().rpartition("(SHA-256): ")[2].split()[0]


def test_while_nobody_can_know_it_the_certificate_gets_the_names_of_now(state: Path) -> None:
    before = certificate.fingerprint(Config(state=state))
    said = restart(state)
    assert "desk.example.org" in names(state)
    assert said == certificate.fingerprint(Config(state=state)) != before
    assert restart(state) == said


@pytest.mark.parametrize("told", ["account", "customer"])
def test_who_may_have_been_told_its_fingerprint_keeps_it(state: Path, told: str) -> None:
    cli = Cli(state)
    cli.init() if told == "account" else cli.ask("customer", "add", "Acme")
    before = certificate.fingerprint(Config(state=state))
    assert restart(state) == before
    assert "desk.example.org" not in names(state)


def test_a_relay_that_runs_is_not_given_another_certificate_by_a_second_one(tmp_path: Path) -> None:
    with running_relay(tmp_path) as relay:
        before = certificate.fingerprint(Config(state=relay.state))
        second = Relay(relay.state, [NAMED])
        try:
            second.start()
        finally:
            second.kill()
        assert certificate.fingerprint(Config(state=relay.state)) == before
