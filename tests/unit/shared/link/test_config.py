import pytest

from shared.link.config import LinkConfig


@pytest.mark.parametrize("typed", ["wss://help.example.com", "wss://help.example.com/"])
def test_an_address_without_a_path_means_the_relays_usual_one(typed: str) -> None:
    assert LinkConfig(url=typed).talk_url == "wss://help.example.com/talk"


def test_an_address_behind_a_front_proxy_keeps_its_path() -> None:
    assert LinkConfig(url="wss://example.com/help/talk").talk_url == "wss://example.com/help/talk"
