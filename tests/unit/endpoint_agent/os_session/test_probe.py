import pytest

from endpoint_agent.os_session.probe import ALWAYS_ACTIVE, Seen, judge
from shared.limits import IDLE_AFTER_S
from shared.protocol.directory import OsSessionState

ACTIVE, IDLE, LOCKED = OsSessionState.ACTIVE, OsSessionState.IDLE, OsSessionState.LOCKED


@pytest.mark.parametrize(
    ("idle_s", "is_locked", "seen"),
    [
        (0.0, False, Seen(ACTIVE, 0)),
        (IDLE_AFTER_S - 0.5, False, Seen(ACTIVE, IDLE_AFTER_S - 1)),
        (float(IDLE_AFTER_S), False, Seen(IDLE, IDLE_AFTER_S)),
        (3.9, True, Seen(LOCKED, 3)),
        (None, False, Seen(ACTIVE, 0)),
        (-5.0, False, Seen(ACTIVE, 0)),
    ],
)
def test_seconds_without_input_become_a_state(idle_s: float | None, is_locked: bool, seen: Seen) -> None:
    assert judge(idle_s, is_locked=is_locked) == seen


def test_where_nothing_is_known_somebody_is_there() -> None:
    assert ALWAYS_ACTIVE.look() == Seen(ACTIVE, 0)
