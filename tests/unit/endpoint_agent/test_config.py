from pathlib import Path

import pytest

from endpoint_agent.config import Options, Trusted, UserFile, make_config, read_user_file
from endpoint_agent.machine_settings import ConfigUnreadable, MachineSettings
from shared.stamp import Policy
from tests.support.stamps import signed_stamp

STAMP = signed_stamp(
    relay_url="wss://stamped:8443",
    fingerprint="aa",
    organisation="Aurora IT",
    proxy="http://proxy:3128",
    policy=Policy(allow_quit=False, language="it"),
)
NOTHING = UserFile()


def test_the_stamp_is_enough() -> None:
    config = make_config(STAMP, NOTHING, Options())
    assert (config.relay, config.trusted, config.organisation) == ("wss://stamped:8443", Trusted("aa"), "Aurora IT")
    assert (config.proxy, config.language, config.default_language) == ("http://proxy:3128", "", "it")
    assert not config.allow_quit


def test_each_layer_stands_above_the_one_before() -> None:
    user, machine = UserFile(relay="wss://file:1", language="it"), MachineSettings(relay="wss://machine:1")
    assert make_config(STAMP, NOTHING, Options(), machine).relay == "wss://machine:1"
    assert make_config(STAMP, user, Options(), machine).relay == "wss://file:1"
    assert make_config(STAMP, user, Options(relay="wss://line:2"), machine).relay == "wss://line:2"
    assert make_config(STAMP, user, Options()).language == "it"


def test_a_trust_given_above_replaces_one_of_another_kind_from_below() -> None:
    stamp = signed_stamp(ca_pem="PEM")
    assert make_config(stamp, NOTHING, Options()).trusted == Trusted(ca_pem="PEM")
    assert make_config(stamp, NOTHING, Options(), MachineSettings(fingerprint="bb")).trusted == Trusted("bb")
    assert make_config(STAMP, NOTHING, Options(ca_file=Path("ca.pem"))).trusted == Trusted("", Path("ca.pem"))


def test_a_key_file_needs_the_stamp_or_the_option() -> None:
    allowing = signed_stamp(policy=Policy(allow_key_file=True))
    assert not make_config(None, NOTHING, Options()).allow_key_file
    assert make_config(allowing, NOTHING, Options()).allow_key_file
    assert make_config(None, NOTHING, Options(allow_key_file=True)).allow_key_file


def test_the_link_gets_address_trust_proxy_and_journal(tmp_path: Path) -> None:
    link = make_config(STAMP, NOTHING, Options(journal=tmp_path / "j")).link()
    assert (link.url, link.fingerprint, link.proxy) == ("wss://stamped:8443", "aa", "http://proxy:3128")
    assert link.journal == tmp_path / "j"


def test_without_a_file_the_person_said_nothing(tmp_path: Path) -> None:
    assert read_user_file(tmp_path / "agent.toml") == UserFile()


def test_the_persons_file_is_toml(tmp_path: Path) -> None:
    path = tmp_path / "agent.toml"
    path.write_text('relay = "wss://file:1"\nca_file = "ca.pem"\n')
    assert read_user_file(path) == UserFile(relay="wss://file:1", ca_file="ca.pem")


@pytest.mark.parametrize("content", ["relay = ", "realy = 'x'", "relay = 5", "relay = '\udcff'"])
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "agent.toml"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigUnreadable) as refused:
        read_user_file(path)
    assert refused.value.params["path"] == str(path)
