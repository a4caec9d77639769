from pathlib import Path

import pytest

from endpoint_agent.stamp import Stamp, StampUnreadable, read_stamp


def test_without_a_stamp_nothing_is_decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endpoint_agent.stamp.usual_places", lambda: [tmp_path / "stamp.json"])
    assert read_stamp() == Stamp()


def test_a_stamp_in_a_usual_place_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stamp.json").write_text('{"relay_url": "wss://help:8443", "allow_quit": false}')
    monkeypatch.setattr("endpoint_agent.stamp.usual_places", lambda: [tmp_path / "none", tmp_path / "stamp.json"])
    assert read_stamp() == Stamp(relay_url="wss://help:8443", allow_quit=False)


@pytest.mark.parametrize("content", ["", "[]", '{"relay": "x"}', '{"allow_quit": "no"}'])
def test_a_stamp_that_says_something_else_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "stamp.json"
    path.write_text(content)
    with pytest.raises(StampUnreadable):
        read_stamp(path)


def test_a_named_stamp_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(StampUnreadable):
        read_stamp(tmp_path / "stamp.json")
