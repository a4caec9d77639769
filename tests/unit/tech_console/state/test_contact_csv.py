"""People's CSV files as they come: separators, encodings, headings in two languages."""

import pytest

from shared.ids import ContactId, new_id
from shared.protocol.people import RowOutcome
from tech_console.state.contact_csv import (
    MAX_BYTES,
    MAX_ROWS,
    BadFile,
    Field,
    error_file,
    guess,
    import_rows,
    is_error,
    read_sheet,
)

ROWS = "Cognome;Nome;E-mail;Dispositivo\r\nRossi;Giulia;g@acme.example;PC-1\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_usual_encodings_are_read(encoding: str) -> None:
    sheet = read_sheet("Nome;E-mail\nNiccolò;n@acme.example\n".encode(encoding))
    assert sheet.rows == [["Niccolò", "n@acme.example"]]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_usual_separators_are_found(separator: str) -> None:
    text = ROWS.replace(";", separator)
    assert read_sheet(text.encode()).rows == [["Rossi", "Giulia", "g@acme.example", "PC-1"]]


def test_quoted_cells_may_hold_separators_and_lines() -> None:
    sheet = read_sheet(b'name;e-mail\n"Rossi; Giulia\nof Acme";g@acme.example\n')
    assert sheet.rows == [["Rossi; Giulia\nof Acme", "g@acme.example"]]


def test_short_rows_are_filled_and_empty_ones_left_out() -> None:
    assert read_sheet(b"a,b,c\n\n1\n , ,\n1,2,3\n").rows == [["1", "", ""], ["1", "2", "3"]]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"only,headings\n", "empty"),
        (b"x" * (MAX_BYTES + 1), "too_big"),
        (b"h\n" + b"r\n" * (MAX_ROWS + 1), "too_many"),
        (b"PK\x03\x04\x00\x00\n\x00", "unreadable"),
        (b"a\n\x81\x8d\x8f", "unreadable"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_sheet(data)
    assert caught.value.why == why


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Nome", Field.FIRST_NAME), ("SURNAME", Field.LAST_NAME), ("E-Mail", Field.E_MAIL), ("Computer", Field.DEVICE)],
)
def test_headings_of_both_languages_say_what_a_column_holds(heading: str, field: Field) -> None:
    assert guess(read_sheet(f"x;{heading}\n1;2\n".encode())) == {field: 1}


def test_a_column_of_addresses_is_known_without_a_heading() -> None:
    assert guess(read_sheet(b"who;where\nGiulia;g@acme.example\n")) == {Field.E_MAIL: 1}


def test_rows_become_what_the_relay_takes() -> None:
    sheet = read_sheet(ROWS.encode())
    (row,) = import_rows(sheet, guess(sheet))
    assert (row.first_name, row.last_name, row.e_mail, row.device_name) == ("Giulia", "Rossi", "g@acme.example", "PC-1")


def test_columns_that_are_not_chosen_stay_empty_and_cells_are_bounded() -> None:
    sheet = read_sheet(b"e-mail\n" + b"x" * 5000 + b"\n")
    (row,) = import_rows(sheet, {Field.E_MAIL: 0})
    assert (row.first_name, len(row.e_mail)) == ("", 254)


def test_the_file_of_errors_holds_those_rows_their_reasons_and_no_formula() -> None:
    sheet = read_sheet(b"name;e-mail\n=cmd();x\nGiulia;g@acme.example\n")
    outcomes = [
        RowOutcome(outcome="bad_text", field="e_mail"),
        RowOutcome(outcome="created", contact_id=ContactId(new_id())),
    ]
    text = error_file(sheet, outcomes, ["not an address", ""], "Why not")
    assert text == "\ufeffname,e-mail,Why not\r\n'=cmd(),x,not an address\r\n"


@pytest.mark.parametrize(
    ("outcome", "expected"), [("created", False), ("changed", False), ("same", False), ("twice", True)]
)
def test_what_was_not_taken_is_an_error(outcome: str, expected: bool) -> None:
    assert is_error(RowOutcome(outcome=outcome)) is expected
