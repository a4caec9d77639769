"""The stamp of a Debian package is a control member; the payload's bytes are not touched."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from shared.stamping import deb
from shared.stamping.refused import NO_PACKAGE, STAMPED, TOO_BIG, PackageRefused

PAYLOAD = b"payload of an odd length"[:23]


def ar(*parts: tuple[str, bytes]) -> bytes:
    """Write an ar archive as dpkg-deb does."""
    written = b"!<arch>\n"
    for name, content in parts:
        head = f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(content):<10}`\n".encode()
        written += head + content + b"\n" * (len(content) % 2)
    return written


def control(**files: bytes) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return gzip.compress(made.getvalue())


def package(folder: Path, packed: bytes | None = None) -> Path:
    path = folder / "base.deb"
    parts = ("control.tar.gz", packed or control(control=b"Package: x\n", postinst=b"#!/bin/sh\n"))
    path.write_bytes(ar(("debian-binary", b"2.0\n"), parts, ("data.tar.zst", PAYLOAD)))
    return path


def test_a_stamp_that_was_put_in_is_read_again(tmp_path: Path) -> None:
    base, target = package(tmp_path), tmp_path / "acme.deb"
    assert deb.get(base) == ""
    deb.put(base, target, "head.content.signature")
    assert deb.get(target) == "head.content.signature"


def test_all_else_is_as_it_was(tmp_path: Path) -> None:
    base, target = package(tmp_path), tmp_path / "acme.deb"
    deb.put(base, target, "stamp")
    assert target.read_bytes().endswith(ar(("data.tar.zst", PAYLOAD))[8:])
    start = target.read_bytes().index(gzip.compress(b"")[:3])
    with tarfile.open(fileobj=io.BytesIO(target.read_bytes()[start:]), mode="r:gz") as archive:
        assert archive.getnames() == ["./control", "./postinst", "./stamp"]


def test_the_same_stamp_gives_the_same_package(tmp_path: Path) -> None:
    base = package(tmp_path)
    for name in ("one.deb", "two.deb"):
        deb.put(base, tmp_path / name, "stamp")
    assert (tmp_path / "one.deb").read_bytes() == (tmp_path / "two.deb").read_bytes()


def test_a_customers_package_is_not_stamped_again(tmp_path: Path) -> None:
    deb.put(package(tmp_path), tmp_path / "acme.deb", "stamp")
    with pytest.raises(PackageRefused) as refused:
        deb.put(tmp_path / "acme.deb", tmp_path / "other.deb", "stamp")
    assert refused.value.params["why"] == STAMPED


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", NO_PACKAGE),
        (b"MZ not an archive", NO_PACKAGE),
        (ar(("debian-binary", b"2.0\n")), NO_PACKAGE),
        (ar(("debian-binary", b"2.0\n"), ("control.tar.xz", b"x" * 8)), NO_PACKAGE),
        (ar(("debian-binary", b"2.0\n"), ("control.tar.gz", b"x" * 8)), NO_PACKAGE),
        (ar(("debian-binary", b"2.0\n"), ("control.tar.gz", gzip.compress(b"x" * 8))), NO_PACKAGE),
        (ar(("debian-binary", b"2.0\n"), ("control.tar.gz", control(control=b"")))[:-20], NO_PACKAGE),
        (ar(("debian-binary", b"2.0\n"), ("control.tar.gz", gzip.compress(bytes(5 << 20)))), TOO_BIG),
    ],
    ids=["empty", "no archive", "one part", "xz", "no gzip", "no tar", "cut off", "bomb"],
)
def test_what_is_no_package_of_ours_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "base.deb"
    path.write_bytes(content)
    with pytest.raises(PackageRefused) as refused:
        deb.get(path)
    assert refused.value.params["why"] == why
