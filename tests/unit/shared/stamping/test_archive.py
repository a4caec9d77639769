"""The stamp of a portable archive lies beside the program; what was there before keeps its bytes."""

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.stamping import archive
from shared.stamping.refused import NO_PACKAGE, STAMPED, PackageRefused

Put = Callable[[Path, Path, str], None]
Get = Callable[[Path], str]
TOP = "sportello-agent-1.2.3"
KINDS = [
    pytest.param(".tar.gz", archive.put_in_tar, archive.get_from_tar, id="tar"),
    pytest.param(".zip", archive.put_in_zip, archive.get_from_zip, id="zip"),
]


def base(folder: Path, ending: str) -> Path:
    path = folder / f"base{ending}"
    names = [f"{TOP}/_internal/words", f"{TOP}/sportello-agent"]
    if ending == ".zip":
        with zipfile.ZipFile(path, "w") as made:
            for name in names:
                made.writestr(name, b"bytes")
    else:
        with tarfile.open(path, "w:gz") as packed:
            for name in names:
                member = tarfile.TarInfo(name)
                member.size = 5
                packed.addfile(member, io.BytesIO(b"bytes"))
    return path


def unpacked(path: Path) -> dict[str, bytes]:
    if path.name.endswith(".zip"):
        with zipfile.ZipFile(path) as made:
            return {name: made.read(name) for name in made.namelist()}
    with tarfile.open(path) as packed:
        return {name: file.read() for name in packed.getnames() if (file := packed.extractfile(name))}


@pytest.mark.parametrize(("ending", "put", "get"), KINDS)
def test_a_stamp_lies_beside_the_program(tmp_path: Path, ending: str, put: Put, get: Get) -> None:
    source, target = base(tmp_path, ending), tmp_path / f"acme{ending}"
    assert get(source) == ""
    put(source, target, "head.content.signature")
    assert get(target) == "head.content.signature"
    assert unpacked(target) == unpacked(source) | {f"{TOP}/sportello.stamp": b"head.content.signature"}


def test_the_packed_bytes_of_a_tar_stay(tmp_path: Path) -> None:
    source, target = base(tmp_path, ".tar.gz"), tmp_path / "acme.tar.gz"
    archive.put_in_tar(source, target, "stamp")
    assert target.read_bytes().endswith(source.read_bytes())


@pytest.mark.parametrize(("ending", "put", "get"), KINDS)
def test_a_customers_archive_is_not_stamped_again(tmp_path: Path, ending: str, put: Put, get: Get) -> None:
    put(base(tmp_path, ending), tmp_path / f"acme{ending}", "stamp")
    with pytest.raises(PackageRefused) as refused:
        put(tmp_path / f"acme{ending}", tmp_path / f"other{ending}", "stamp")
    assert refused.value.params["why"] == STAMPED
    assert get(tmp_path / f"acme{ending}") == "stamp"


@pytest.mark.parametrize(("ending", "put", "get"), KINDS)
@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", b"something else entirely" * 100])
def test_what_is_no_archive_of_ours_is_refused(tmp_path: Path, ending: str, put: Put, get: Get, content: bytes) -> None:
    path = tmp_path / f"base{ending}"
    path.write_bytes(content)
    with pytest.raises(PackageRefused) as refused:
        get(path)
    assert refused.value.params["why"] == NO_PACKAGE
    with pytest.raises(PackageRefused):
        put(path, tmp_path / f"acme{ending}", "stamp")


def test_an_archive_with_several_folders_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "base.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("one/file", b"")
        made.writestr("two/file", b"")
    with pytest.raises(PackageRefused):
        archive.get_from_zip(path)
