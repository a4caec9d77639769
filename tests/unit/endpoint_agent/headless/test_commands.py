import pytest

from endpoint_agent.headless import commands as c


def test_a_command_is_told_by_its_name() -> None:
    assert c.decode(b'{"do": "send", "text": "hello", "id": 7}') == c.Send(text="hello", id=7)
    assert c.decode(b'{"do": "start_chat"}') == c.StartChat()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"send",
        b'{"do": "sing"}',
        b'{"do": "send"}',
        b'{"do": "send", "text": "x", "loud": true}',
        b'{"text": "x"}',
        b'{"do": "send", "text": "\xff"}',
        b"[" * 5000,
    ],
)
def test_anything_else_is_a_value_error(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        c.decode(line)
