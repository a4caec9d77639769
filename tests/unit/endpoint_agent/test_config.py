from pathlib import Path

import pytest

from endpoint_agent.config import ConfigUnreadable, Options, UserFile, make_config, read_user_file
from endpoint_agent.stamp import Stamp

STAMP = Stamp(relay_url="wss://stamped:8443", fingerprint="aa", organisation="Aurora IT", allow_quit=False)


def test_the_stamp_is_enough() -> None:
    config = make_config(STAMP, UserFile(), Options())
    assert (config.relay, config.fingerprint, config.organisation) == ("wss://stamped:8443", "aa", "Aurora IT")
    assert not config.allow_quit


def test_the_command_line_stands_above_the_persons_file_and_that_above_the_stamp() -> None:
    user = UserFile(relay="wss://file:1", language="it")
    assert make_config(STAMP, user, Options()).relay == "wss://file:1"
    assert make_config(STAMP, user, Options(relay="wss://line:2")).relay == "wss://line:2"
    assert make_config(STAMP, user, Options()).language == "it"


def test_a_trust_given_above_replaces_one_of_the_other_kind_from_below() -> None:
    config = make_config(STAMP, UserFile(), Options(ca_file=Path("ca.pem")))
    assert (config.fingerprint, config.ca_file) == ("", Path("ca.pem"))


def test_a_key_file_needs_the_stamp_or_the_option() -> None:
    assert not make_config(Stamp(), UserFile(), Options()).allow_key_file
    assert make_config(Stamp(allow_key_file=True), UserFile(), Options()).allow_key_file
    assert make_config(Stamp(), UserFile(), Options(allow_key_file=True)).allow_key_file


def test_the_link_gets_address_trust_and_journal(tmp_path: Path) -> None:
    link = make_config(STAMP, UserFile(), Options(journal=tmp_path / "j")).link()
    assert (link.url, link.fingerprint, link.journal) == ("wss://stamped:8443", "aa", tmp_path / "j")


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
