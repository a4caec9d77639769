"""The story of `make demo SMOKE=1`: every step in real windows, found by their accessible names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.headless import ROOT


@pytest.mark.slow
@pytest.mark.screen
@pytest.mark.timeout(600)
def test_the_whole_story_is_played_in_real_windows_and_leaves_nothing_at_home(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.demo", "--smoke"],
        cwd=ROOT,
        env=os.environ,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert not [path for folder in (".config", ".local") for path in (home / folder).rglob("*") if path.is_file()]
