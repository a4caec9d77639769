import os

from pytestqt.qtbot import QtBot

from shared.qt.json_lines import MAX_LINE_BYTES, LineReader, LineWriter


def lines_of(qtbot: QtBot, *written: bytes) -> list[bytes]:
    """Return what is read from a pipe into which somebody writes in these pieces."""
    there, here = os.pipe()
    reader, lines = LineReader(there), list[bytes]()
    reader.line.connect(lambda line: lines.append(bytes(line)))
    with qtbot.waitSignal(reader.ended):
        reader.start()
        for piece in written:
            os.write(here, piece)
        os.close(here)
    os.close(there)
    return lines


def test_lines_come_whole_however_they_were_written(qtbot: QtBot) -> None:
    assert lines_of(qtbot, b"on", b"e\ntwo\nth", b"ree\n") == [b"one", b"two", b"three"]


def test_the_last_line_needs_no_end(qtbot: QtBot) -> None:
    assert lines_of(qtbot, b"one\ntwo") == [b"one", b"two"]


def test_blank_lines_say_nothing(qtbot: QtBot) -> None:
    assert lines_of(qtbot, b"\n  \none\n\n") == [b"one"]


def test_an_endless_line_does_not_fill_the_memory(qtbot: QtBot) -> None:
    piece = b"x" * 32 * 1024
    (line,) = lines_of(qtbot, *[piece] * 64)
    assert len(line) <= MAX_LINE_BYTES


def test_a_descriptor_that_cannot_be_read_has_ended(qtbot: QtBot) -> None:
    there, here = os.pipe()
    reader = LineReader(here)
    with qtbot.waitSignal(reader.ended):
        reader.start()
    os.close(there)
    os.close(here)


def test_what_is_shown_is_one_json_line() -> None:
    there, here = os.pipe()
    LineWriter(here).write("said", text="one\ntwo")
    assert os.read(there, 100) == b'{"shown":"said","text":"one\\ntwo"}\n'
    os.close(there)
    os.close(here)


def test_a_reader_that_is_gone_is_noticed(qtbot: QtBot) -> None:
    there, here = os.pipe()
    os.close(there)
    writer = LineWriter(here)
    for _ in range(2):  # a program whose loop did not run yet misses the first one
        with qtbot.waitSignal(writer.gone):
            writer.write("said")
    os.close(here)
