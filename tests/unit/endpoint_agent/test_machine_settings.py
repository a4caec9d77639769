from pathlib import Path

import pytest

from endpoint_agent.machine_settings import (
    REGISTRY_VALUES,
    ConfigUnreadable,
    MachineSettings,
    from_values,
    read_machine_settings,
)


def test_without_a_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_machine_settings(tmp_path / "agent.toml") == MachineSettings()


def test_the_file_is_toml(tmp_path: Path) -> None:
    path = tmp_path / "agent.toml"
    path.write_text('relay = "wss://help:1"\nenrollment_token = "t"\nproxy = "http://p:1"\n')
    assert read_machine_settings(path) == MachineSettings(
        relay="wss://help:1", enrollment_token="t", proxy="http://p:1"
    )


@pytest.mark.parametrize("content", ["relay = ", "realy = 'x'", "relay = 5"])
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "agent.toml"
    path.write_text(content)
    with pytest.raises(ConfigUnreadable) as refused:
        read_machine_settings(path)
    assert refused.value.params["path"] == str(path)


def test_every_registry_value_is_a_setting() -> None:
    assert from_values(dict.fromkeys(REGISTRY_VALUES, "x")).stamp == "x"
