"""Portable archives: one folder, the rights that matter, the same bytes whenever they are made."""

import datetime as dt
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from installer import archives
from installer.freezing.bundle import Bundle, Facts

FACTS = Facts(
    program="agent",
    version="1.2.3",
    inputs="",
    content="",
    made_from=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    python="3.11",
    platform="linux",
)


@pytest.fixture
def made(tmp_path: Path) -> Bundle:
    folder = tmp_path / "sportello-agent"
    (folder / "_internal").mkdir(parents=True)
    (folder / "sportello-agent").write_bytes(b"program")
    (folder / "sportello-agent").chmod(0o750)
    (folder / "_internal" / "words.qm").write_bytes(b"ciao")
    (folder / "_internal" / "link").symlink_to("words.qm")
    return Bundle(folder=folder, facts=FACTS)


def test_the_tar_unpacks_into_one_folder_that_runs(made: Bundle, tmp_path: Path) -> None:
    target = archives.make_tar(made, tmp_path / "out")
    assert target.name == "sportello-agent-1.2.3-linux-x86_64.tar.gz"
    with tarfile.open(target) as archive:
        archive.extractall(tmp_path, filter="data")
    program = tmp_path / "sportello-agent-1.2.3" / "sportello-agent"
    assert os.access(program, os.X_OK)
    assert (program.parent / "_internal" / "link").read_bytes() == b"ciao"


def test_the_zip_keeps_links_and_rights(made: Bundle, tmp_path: Path) -> None:
    with zipfile.ZipFile(archives.make_zip(made, tmp_path / "out")) as archive:
        rights = {member.filename: member.external_attr >> 16 for member in archive.infolist()}
        assert rights["sportello-agent-1.2.3/sportello-agent"] & 0o777 == 0o755
        assert rights["sportello-agent-1.2.3/_internal/words.qm"] & 0o777 == 0o644
        assert archive.read("sportello-agent-1.2.3/_internal/link") == b"words.qm"


@pytest.mark.parametrize("make", [archives.make_tar, archives.make_zip])
def test_the_same_bundle_is_the_same_archive(made: Bundle, tmp_path: Path, make: archives.Maker) -> None:
    first = make(made, tmp_path / "one").read_bytes()
    (made.folder / "sportello-agent").touch()
    assert make(made, tmp_path / "two").read_bytes() == first
