import msgspec
import pytest

from shared.ids import new_id
from tech_console.headless.command import BadCommand
from tech_console.headless.commands import COMMANDS, Quit, Send, parse


def test_a_line_becomes_a_command() -> None:
    conversation_id = new_id()
    line = msgspec.json.encode({"do": "send", "conversation_id": conversation_id, "text": "ciao", "id": 7})
    command = parse(line)
    assert isinstance(command, Send)
    assert (command.id, command.conversation_id, command.text) == (7, conversation_id, "ciao")


def test_quit_needs_nothing() -> None:
    assert parse(b'{"do": "quit"}') == Quit()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"do": "dance"}',
        b'{"do": "send", "conversation_id": "not an id", "text": "x"}',
        b'{"do": "quit", "surprise": true}',
        b"\xff\xfe",
        b"[" * 5000,
    ],
)
def test_every_other_line_is_refused_as_a_bad_command(line: bytes) -> None:
    with pytest.raises(BadCommand) as caught:
        parse(line)
    assert caught.value.params["why"]


def test_every_command_has_a_name_of_its_own() -> None:
    names = [command.__struct_config__.tag for command in COMMANDS]
    assert len(set(names)) == len(names)
