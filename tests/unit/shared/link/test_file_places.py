import os
import stat
from pathlib import Path

import pytest

from shared.ids import FileId, new_id
from shared.link.file_control import Stopped
from shared.link.file_places import (
    PREVIEWS_KEPT_S,
    FilePlaces,
    disk,
    half_of,
    mark_of_the_web,
    open_private,
    put_in_place,
)


def made(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_gets_its_name_and_the_half_is_gone(home: Path) -> None:
    half = made(home / "half.part")

    assert put_in_place(half, home, "report.pdf") == home / "report.pdf"
    assert not half.exists()


@pytest.mark.parametrize(
    ("name", "then"),
    [("report.pdf", "report (2).pdf"), ("read me", "read me (2)"), ("a.tar.gz", "a.tar (2).gz")],
)
def test_a_name_that_is_taken_gets_a_number_and_the_other_file_stays(home: Path, name: str, then: str) -> None:
    made(home / name, b"mine")

    assert put_in_place(made(home / "half.part"), home, name).name == then
    assert (home / name).read_bytes() == b"mine"


def test_what_lies_under_a_taken_name_may_even_be_a_folder_or_a_broken_link(home: Path) -> None:
    (home / "a.pdf").mkdir()
    (home / "a (2).pdf").symlink_to(home / "nowhere")

    assert put_in_place(made(home / "half.part"), home, "a.pdf").name == "a (3).pdf"
    assert not (home / "nowhere").exists()


def test_where_links_are_not_possible_the_name_is_taken_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    made(home / "a.pdf", b"mine")

    assert put_in_place(made(home / "half.part", b"theirs"), home, "a.pdf").read_bytes() == b"theirs"
    assert (home / "a.pdf").read_bytes() == b"mine"


def test_a_name_never_leads_out_of_the_folder(home: Path) -> None:
    assert put_in_place(made(home / "half.part"), home, "../../etc/passwd") == home / "passwd"
    assert half_of(home, "..\\..\\x.pdf", FileId(new_id())).parent == home


def test_our_files_are_for_us_alone_and_links_are_not_followed(home: Path) -> None:
    path = home / "deep" / "file"
    os.close(open_private(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700

    (home / "link").symlink_to(path)
    with pytest.raises(OSError, match="symbolic"):
        open_private(home / "link")


def test_what_nobody_sends_any_more_and_old_previews_are_removed(home: Path) -> None:
    places = FilePlaces(home / "box.sqlite3")
    mine, stray, half = FileId(new_id()), FileId(new_id()), FileId(new_id())
    made(places.copy_of(mine))
    made(places.copy_of(stray))
    made(places.copy_of(half).with_suffix(".new"))
    fresh, old = made(places.preview_of(mine)), made(places.preview_of(stray))
    now = fresh.stat().st_mtime
    os.utime(old, (now - PREVIEWS_KEPT_S - 1, now - PREVIEWS_KEPT_S - 1))
    places.tidy({mine}, now)

    assert [path.name for path in (places.root / "outgoing").iterdir()] == [mine]
    assert [path.name for path in (places.root / "previews").iterdir()] == [mine]


def test_a_folder_that_is_not_there_is_tidy(home: Path) -> None:
    FilePlaces(home / "box.sqlite3").tidy(set())


def test_what_the_disk_refuses_is_said_as_a_code() -> None:
    with pytest.raises(Stopped) as caught, disk("save_failed", name="a.pdf"):
        raise OSError(28, "No space left on device")

    assert (caught.value.code, caught.value.params) == (
        "save_failed",
        {"name": "a.pdf", "why": "No space left on device"},
    )


def test_a_system_without_marks_loses_nothing(home: Path) -> None:
    mark_of_the_web(home / "not there", "relay.example")
