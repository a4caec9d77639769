import logging
import stat
from pathlib import Path
from typing import Any

import pytest

from tech_console.config import ConsoleConfig, load_preferences, save_preferences, with_given
from tech_console.state.preference_values import PreferenceValues


def test_preferences_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "state" / "preferences.json"
    values = PreferenceValues(relay_url="wss://relay.example", theme="dark", close_to_tray=False)
    save_preferences(path, values)
    assert load_preferences(path) == values
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_without_a_file_everything_is_as_new(tmp_path: Path) -> None:
    assert load_preferences(tmp_path / "none.json") == PreferenceValues()


def test_a_broken_file_does_not_keep_the_console_from_starting(tmp_path: Path, expect_log: Any) -> None:
    expect_log("tech_console.config", logging.WARNING)
    path = tmp_path / "preferences.json"
    path.write_text("{ half")
    assert load_preferences(path) == PreferenceValues()


def test_the_command_line_stands_above_the_preferences(tmp_path: Path) -> None:
    kept = PreferenceValues(relay_url="wss://old.example", fingerprint="aa")
    config = ConsoleConfig(state=tmp_path, relay="wss://new.example")
    assert with_given(kept, config) == PreferenceValues(relay_url="wss://new.example")


def test_the_same_relay_keeps_its_pin(tmp_path: Path) -> None:
    kept = PreferenceValues(relay_url="wss://relay.example", fingerprint="aa")
    assert with_given(kept, ConsoleConfig(state=tmp_path, relay="wss://relay.example")) == kept


@pytest.mark.parametrize("other", ["wss://b.example", "wss://a.example/path"])
def test_each_relay_has_a_store_of_its_own(tmp_path: Path, other: str) -> None:
    config = ConsoleConfig(state=tmp_path)
    assert config.store_for("wss://a.example") != config.store_for(other)
