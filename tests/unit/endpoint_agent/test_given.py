from pathlib import Path

import pytest

from endpoint_agent import given as givens
from endpoint_agent.config import Options
from endpoint_agent.device_key import Token
from endpoint_agent.given import read_given
from endpoint_agent.machine_settings import MachineSettings
from tests.support.stamps import write_stamp


@pytest.fixture(autouse=True)
def machine(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(givens, "read_machine_settings", MachineSettings)


def test_the_stamps_token_goes_with_its_stamp(tmp_path: Path) -> None:
    given = read_given(Options(), write_stamp(tmp_path / "s", enrollment_token="of the stamp"))
    assert given.stamp is not None
    assert given.token == Token("of the stamp", given.stamp)
    assert given.problem is None


def test_a_token_from_above_stands_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = write_stamp(tmp_path / "s", enrollment_token="of the stamp")
    assert read_given(Options(enrollment_token=" typed "), stamp).token == Token("typed")
    assert read_given(Options(enrollment_token="-"), stamp, "read").token == Token("read")
    monkeypatch.setattr(givens, "read_machine_settings", lambda: MachineSettings(enrollment_token="of the machine"))
    assert read_given(Options(), stamp).token == Token("of the machine")


def test_a_golden_image_has_no_token(tmp_path: Path) -> None:
    assert read_given(Options(), write_stamp(tmp_path / "s")).token is None


def test_the_first_thing_that_is_wrong_is_kept_and_the_rest_is_read(home: Path, tmp_path: Path) -> None:
    (home / ".config" / "sportello").mkdir()
    (home / ".config" / "sportello" / "agent.toml").write_text("relay = ")
    given = read_given(Options(language="it"), tmp_path / "no.stamp")
    assert given.problem is not None
    assert given.problem.code == "config"
    assert given.config.language == "it"
