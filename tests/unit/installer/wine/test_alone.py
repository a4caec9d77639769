"""Unit tests of installer/wine/alone.py."""

from pathlib import Path

import pytest

from installer.errors import InstallerError
from installer.wine import __main__ as freezing
from installer.wine.alone import alone


def test_a_second_one_is_told_to_wait_in_one_sentence(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(InstallerError, match="another `make packages-windows` is at work here"):
        alone(tmp_path).__enter__()


def test_the_next_one_goes_on_after_the_first_has_failed(tmp_path: Path) -> None:
    with pytest.raises(InstallerError, match="could not be frozen"), alone(tmp_path):
        raise InstallerError("The agent could not be frozen under Wine.")
    with alone(tmp_path):
        pass


def test_the_folder_is_made(tmp_path: Path) -> None:
    with alone(tmp_path / "build/wine"):
        assert (tmp_path / "build/wine").is_dir()


def test_freezing_leaves_everything_as_it_is_while_another_one_is_at_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(freezing, "CACHE", tmp_path)
    with alone(tmp_path):
        before = sorted(tmp_path.iterdir())
        assert freezing.main() == 1
    assert "Try again when it has ended." in capsys.readouterr().err
    assert sorted(tmp_path.iterdir()) == before
