"""A build is used again while nothing that decides it has changed."""

import datetime as dt

import pytest

from installer.freezing import inputs
from installer.programs import PROGRAMS, ROOT


def test_what_is_pinned_and_the_program_are_part_of_the_input() -> None:
    digests = {inputs.digest(PROGRAMS[name], key) for name in ("agent", "console") for key in ("", "key")}
    assert len(digests) == 4


def test_sources_recipe_and_locked_libraries_decide() -> None:
    paths = {str(path.relative_to(ROOT)) for path in inputs.paths(PROGRAMS["agent"])}
    assert {
        "endpoint_agent/__main__.py",
        "shared/stamp.py",
        "installer/freezing/bundle.spec",
        "requirements.lock",
    } <= paths
    assert not any(path.endswith((".pyc", ".qm")) or path.startswith("relay/") for path in paths)


def test_the_date_of_a_build_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert inputs.last_change() == dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
