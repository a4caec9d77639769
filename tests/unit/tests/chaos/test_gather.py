"""Evidence is read as it was left, and what a kill cut in half is nobody's word."""

from pathlib import Path

from tests.chaos import gather

ID = "01a1fffe-c3a0-7c96-99ce-97d2b050b3bd"


def test_a_line_cut_in_half_by_a_kill_is_left_out(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_text('{"kind":"outbox","message_id":"a"}\n{"kind":"sent","mess{"kind":"sent","message_id":"b"}\n')
    assert [line.message_id for line in gather.journal(journal)] == ["a"]


def test_lines_keep_their_order_and_unknown_fields_do_no_harm(tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    journal.write_text('{"kind":"outbox","at":"2026-03-04","seq":1}\n{"kind":"stored","seq":2,"sha256":"x"}\n')
    assert [(line.kind, line.seq) for line in gather.journal(journal)] == [("outbox", 1), ("stored", 2)]


def test_every_id_in_a_file_is_found(tmp_path: Path) -> None:
    said = tmp_path / "said"
    said.write_text(f'{{"shown":"request","request_id":"{ID}","text":"no id"}}')
    assert gather.ids_in(said) == {ID}


def test_a_client_that_wrote_nothing_has_nothing_to_say(tmp_path: Path) -> None:
    assert gather.journal(tmp_path / "missing") == []
    assert gather.ids_in(tmp_path / "missing") == frozenset()


def test_a_text_is_known_by_its_hash() -> None:
    assert gather.sha256("ciao") == "b133a0c0e9bee3be20163d2ad31d6248db292aa6dcb1ee087a2aa50e0fc75ae2"
