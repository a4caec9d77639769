"""An office for each test: a real database file, made once per run and copied."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.office import Office


@pytest.fixture(scope="session")
def fresh_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the state folder of a relay that has just been set up."""
    folder = tmp_path_factory.mktemp("fresh") / "state"
    Office(folder).close()
    return folder


@pytest.fixture
def office(fresh_state: Path, tmp_path: Path) -> Iterator[Office]:
    """Give a writer on a database of its own."""
    state = tmp_path / "state"
    shutil.copytree(fresh_state, state)
    office = Office(state)
    yield office
    office.close()
