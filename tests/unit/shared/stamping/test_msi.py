"""A Windows installer is not touched: its stamp lies beside it in a .zip."""

import zipfile
from pathlib import Path

import pytest

from shared.stamping import archive, msi
from shared.stamping.refused import NO_PACKAGE, PackageRefused

INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
WORD = bytes.fromhex("0609020000000000c000000000000046")


def ole(root: bytes = INSTALLER, says: bytes = b"Sportello agent") -> bytes:
    """Write as much of a compound file as tells a .msi from its cousins."""
    head = bytearray(512)
    head[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    head[30:32] = (9).to_bytes(2, "little")
    directory = bytearray(512)
    directory[80:96] = root
    return bytes(head + directory) + says


def package(folder: Path, content: bytes | None = None) -> Path:
    path = folder / "sportello-agent-1.2.3.msi"
    path.write_bytes(ole() if content is None else content)
    return path


def test_the_installer_lies_untouched_beside_its_stamp_and_a_script(tmp_path: Path) -> None:
    base, target = package(tmp_path), tmp_path / "acme.zip"
    msi.put(base, target, "head.content.signature")
    with zipfile.ZipFile(target) as made:
        top = "sportello-agent-1.2.3"
        assert sorted(made.namelist()) == [f"{top}/install.cmd", f"{top}/{base.name}", f"{top}/sportello.stamp"]
        assert made.read(f"{top}/{base.name}") == base.read_bytes()
        script = made.read(f"{top}/install.cmd").decode("ascii")
    assert f'msiexec.exe /i "%~dp0{base.name}" /qn' in script
    assert script.count("\r\n") == script.count("\n")
    assert archive.get_from_zip(target) == "head.content.signature"
    assert msi.get(base) == ""


def test_the_same_stamp_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        msi.put(package(tmp_path), tmp_path / name, "stamp")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ" * 600, ole(WORD), ole(says=b"Another program"), ole()[:600], ole()[:30] + b"\xff\xff" + ole()[32:]],
    ids=["empty", "program", "Word", "not ours", "cut off", "damaged"],
)
def test_what_is_no_installer_of_ours_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(PackageRefused) as refused:
        msi.put(package(tmp_path, content), tmp_path / "acme.zip", "stamp")
    assert refused.value.params["why"] == NO_PACKAGE
    assert not (tmp_path / "acme.zip").exists()
