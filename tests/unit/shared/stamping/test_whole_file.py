"""Unit tests of shared/stamping/whole_file.py."""

import errno
import stat
from pathlib import Path

import pytest

from shared.stamping.whole_file import StampingFailed, whole_file


def written(target: Path, refused: OSError) -> None:
    with whole_file(target) as file:
        file.write(b"half")
        raise refused


def test_the_file_appears_whole_and_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "out.deb"
    with whole_file(target) as file:
        file.write(b"all")
        assert not target.exists()
    assert target.read_bytes() == b"all"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("number", "why"),
    [(errno.ENOSPC, "disk_full"), (errno.EFBIG, "disk_full"), (errno.EROFS, "no_permission"), (errno.EIO, "system")],
)
def test_what_breaks_leaves_what_was_there_and_says_why(tmp_path: Path, number: int, why: str) -> None:
    target = tmp_path / "out.deb"
    target.write_bytes(b"before")
    with pytest.raises(StampingFailed) as failed:
        written(target, refused=OSError(number, "refused"))
    assert failed.value.params == {"why": why, "path": str(target)}
    assert [(path, path.read_bytes()) for path in tmp_path.iterdir()] == [(target, b"before")]


def test_a_disk_that_fills_up_is_named(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("only Linux has a disk that is always full")
    with pytest.raises(StampingFailed) as failed, whole_file(tmp_path / "out"):
        full.write_bytes(b"x")
    assert failed.value.params["why"] == "disk_full"


def test_a_folder_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StampingFailed) as failed, whole_file(tmp_path / "no" / "out"):
        pass
    assert failed.value.params["why"] == "missing"
