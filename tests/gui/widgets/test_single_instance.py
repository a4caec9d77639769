import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shared.qt.single_instance import SingleInstance

HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from shared.qt.single_instance import SingleInstance
app = QCoreApplication([])
print(SingleInstance("agent", Path(sys.argv[1]), "s1").claim(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance("agent", tmp_path, "s1")
    assert made.claim()
    yield made
    made.release()


def test_a_second_start_is_refused_and_shows_the_first(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    with qtbot.waitSignal(first.show_requested):
        assert not SingleInstance("agent", tmp_path, "s1").claim()


@pytest.mark.parametrize(
    ("program", "folder", "session"), [("console", "", "s1"), ("agent", "b", "s1"), ("agent", "", "s2")]
)
def test_another_program_profile_or_session_may_run_beside(
    first: SingleInstance, tmp_path: Path, program: str, folder: str, session: str
) -> None:
    other = SingleInstance(program, tmp_path / folder, session)
    assert other.claim()
    other.release()


def test_after_the_first_ended_another_may_start(first: SingleInstance, tmp_path: Path) -> None:
    first.release()
    again = SingleInstance("agent", tmp_path, "s1")
    assert again.claim()
    again.release()


def test_a_crashed_instance_does_not_block_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        holder.kill()
        holder.wait()
    after = SingleInstance("agent", tmp_path, "s1")
    assert after.claim()
    after.release()
