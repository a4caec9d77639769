import re
from pathlib import Path

import pytest

from endpoint_agent.exits import STATUSES, exit_status

PAGE = Path(__file__).parents[3] / "docs" / "agent.md"


@pytest.mark.parametrize(
    ("code", "why", "status"),
    [
        ("", "", 0),
        ("stamp", "unreadable", 11),
        ("stamp", "expired", 16),
        ("unreachable", "name", 20),
        ("certificate", "host", 23),
        ("enrolment", "", 31),
        ("key_store", "none", 40),
        ("storage", "full", 42),
        ("storage", "something of the driver", 41),
        ("updates", "tampered", 50),
        ("updates", "nothing_newer", 51),
        ("a code of a later version", "", 1),
    ],
)
def test_each_cause_has_its_number(code: str, why: str, status: int) -> None:
    assert exit_status(code, {"why": why}) == status


def test_the_page_for_administrators_names_every_number() -> None:
    section = PAGE.read_text().split("## Exit status")[1].split("\n## ")[0]
    assert {int(number) for number in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)} == STATUSES
