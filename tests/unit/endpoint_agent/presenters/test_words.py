"""What the relay announces in a conversation, in the user's words."""

import pytest

from endpoint_agent.presenters.words import event_words


@pytest.mark.parametrize(
    ("event", "params", "words"),
    [
        ("technician_joined", {"name": "Anna"}, "Anna has joined the conversation"),
        ("transferred", {"name": "Bruno"}, "Bruno goes on with the conversation"),
        ("transferred", {"group": "Rete"}, "A colleague will go on with the conversation (Rete)"),
        ("teleported", {}, "Something happened that this version cannot show (teleported)"),
    ],
)
def test_each_announcement_has_its_sentence(event: str, params: dict[str, str], words: str) -> None:
    assert event_words(event, params) == words
