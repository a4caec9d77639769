import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from endpoint_agent import stamp as places
from endpoint_agent.stamp import find_stamp, pinned_key, usual_places
from shared.stamp import MAX_STAMP_BYTES, StampRefused
from tests.support.stamps import PUBLIC_KEY, signed_stamp, write_stamp


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A frozen program in a folder of its own, and a system without a stamp."""
    folder = tmp_path / "program"
    (folder / "parts").mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(folder / "parts"), raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "sportello-agent"))
    monkeypatch.setattr(places, "SYSTEM_FOLDER", tmp_path / "etc")
    (tmp_path / "etc").mkdir()
    return folder


def refused(path: Path | None = None, text: str = "") -> dict[str, str | int]:
    with pytest.raises(StampRefused) as caught:
        find_stamp(path, text)
    return caught.value.params


def test_without_a_stamp_nothing_is_decided(program: Path) -> None:
    assert find_stamp() is None


def test_beside_the_program_comes_before_the_systems_folder_and_that_before_the_registrys_text(
    program: Path, tmp_path: Path
) -> None:
    in_registry = signed_stamp(customer_name="registry")
    assert find_stamp(text=in_registry.text) == in_registry
    write_stamp(tmp_path / "etc" / "sportello.stamp", customer_name="system")
    assert getattr(find_stamp(text=in_registry.text), "stamp").customer_name == "system"  # noqa: B009 - it is not None
    write_stamp(program / "sportello.stamp", customer_name="beside")
    assert getattr(find_stamp(), "stamp").customer_name == "beside"  # noqa: B009 - it is not None


def test_a_program_that_is_not_frozen_has_nothing_beside_it() -> None:
    assert [path.parent for path in usual_places()] == [places.SYSTEM_FOLDER]


def test_a_stamp_that_was_named_must_be_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.stamp") == {"why": "unreadable", "path": str(tmp_path / "none.stamp")}


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"a.b.c", b"x" * (MAX_STAMP_BYTES + 10)])
def test_a_file_that_is_no_stamp_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    assert refused(tmp_path / "s") == {"why": "unreadable", "path": str(tmp_path / "s")}


def test_a_changed_stamp_is_told_from_one_that_is_none(tmp_path: Path) -> None:
    path = write_stamp(tmp_path / "s")
    head, content, signature = path.read_text().strip().split(".")
    path.write_text(f"{head}.{content[:-8]}AAAAAAAA.{signature}")
    assert refused(path)["why"] == "tampered"


def test_a_build_with_a_pinned_key_reads_no_other_stamp(program: Path) -> None:
    (program / "parts" / "stamp-key.txt").write_text(f"{PUBLIC_KEY}\n")
    write_stamp(program / "sportello.stamp")
    assert find_stamp() is not None
    write_stamp(program / "sportello.stamp", key=Ed25519PrivateKey.generate())
    assert refused()["why"] == "foreign"


def test_a_pin_that_cannot_be_read_is_no_missing_pin(program: Path) -> None:
    (program / "stamp-key.txt").write_bytes(b"\xff")
    with pytest.raises(StampRefused):
        pinned_key()
