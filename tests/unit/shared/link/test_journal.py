from pathlib import Path

import msgspec

from shared.link.journal import Journal


def test_every_step_is_a_line_with_both_clocks_and_no_text(home: Path) -> None:
    journal = Journal(home / "journal")
    journal.note(kind="outbox", message_id="m1", text="secret")
    line = msgspec.json.decode((home / "journal").read_bytes())
    journal.close()

    assert line["kind"] == "outbox"
    assert line["message_id"] == "m1"
    assert line["sha256"] == "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"
    assert {"at", "monotonic_s"} <= line.keys()
    assert "text" not in line


def test_a_line_is_written_behind_those_of_an_earlier_run(home: Path) -> None:
    for kind in ("state", "stored"):
        journal = Journal(home / "journal")
        journal.note(kind=kind)
        journal.close()

    kinds = [msgspec.json.decode(line)["kind"] for line in (home / "journal").read_text().splitlines()]
    assert kinds == ["state", "stored"]


def test_without_a_path_nothing_is_written() -> None:
    Journal(None).note(kind="state")


def test_a_closed_journal_is_silent(home: Path) -> None:
    journal = Journal(home / "journal")
    journal.close()
    journal.note(kind="state")

    assert (home / "journal").read_text() == ""
