"""The relay's one clock: never behind what it has shown, whatever the system's clock does (P33)."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from relay.clock import RelayClock
from relay.db.schema import to_ms

NOON = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)


class System:
    """The machine's wall clock and its monotonic seconds, both in the test's hand."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.wall, self.monotonic = NOON, 1000.0
        wall = SimpleNamespace(now=lambda _zone: self.wall)
        patch.setattr("relay.clock.dt", SimpleNamespace(datetime=wall, timedelta=dt.timedelta, UTC=dt.UTC))
        patch.setattr("relay.clock.time", SimpleNamespace(monotonic=lambda: self.monotonic))

    def passes(self, seconds: float) -> None:
        self.wall += dt.timedelta(seconds=seconds)
        self.monotonic += seconds


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    return System(monkeypatch)


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., RelayClock]:
    def begin(*, rate: float = 1.0, saves: bool = True) -> RelayClock:
        return RelayClock(tmp_path / "clock", rate=rate, saves=saves)

    return begin


def test_it_shows_the_wall_clock_and_goes_with_monotonic_time(system: System, start: Callable[..., RelayClock]) -> None:
    clock = start()
    system.passes(90.5)
    assert clock.now() == NOON + dt.timedelta(seconds=90.5)


@pytest.mark.parametrize("jump", [dt.timedelta(days=1), dt.timedelta(days=-1), dt.timedelta(hours=-1)])
def test_setting_the_systems_clock_while_it_runs_changes_nothing(
    system: System, start: Callable[..., RelayClock], jump: dt.timedelta
) -> None:
    clock = start()
    system.wall += jump
    system.monotonic += 10
    assert clock.now() == NOON + dt.timedelta(seconds=10)


def test_after_a_restart_with_the_clock_set_back_time_goes_on(system: System, start: Callable[..., RelayClock]) -> None:
    clock = start()
    system.passes(3600)
    clock.save()
    system.wall = NOON - dt.timedelta(days=1)
    assert start().now() == NOON + dt.timedelta(hours=1)


def test_after_a_restart_with_a_right_clock_it_is_followed_again(
    system: System, start: Callable[..., RelayClock]
) -> None:
    start().save()
    system.passes(86_400)
    assert start().now() == NOON + dt.timedelta(days=1)


@pytest.mark.parametrize("torn", ["", "12", "x" * 30, "-5"])
def test_a_torn_mark_is_ignored(system: System, start: Callable[..., RelayClock], tmp_path: Path, torn: str) -> None:
    (tmp_path / "clock").write_text(torn)
    assert start().now() == NOON


@pytest.mark.parametrize("rate", [1.0, 40.0])
def test_a_killed_relay_falls_back_by_ten_seconds_of_its_own_time_at_most(
    system: System, start: Callable[..., RelayClock], rate: float
) -> None:
    clock = start(rate=rate)
    shown = NOON
    for _ in range(200):
        system.passes(0.1)
        shown = clock.now()
    system.wall = NOON
    assert shown - start(rate=rate).now() <= dt.timedelta(seconds=10 + rate / 10)


def test_only_the_writer_keeps_the_mark(system: System, start: Callable[..., RelayClock], tmp_path: Path) -> None:
    clock = start(saves=False)
    system.passes(100)
    clock.now()
    assert not (tmp_path / "clock").exists()


def test_the_talk_process_follows_the_writers_time(system: System, start: Callable[..., RelayClock]) -> None:
    clock = start(saves=False)
    clock.follow(NOON + dt.timedelta(hours=5))
    system.passes(2)
    assert clock.now() == NOON + dt.timedelta(hours=5, seconds=2)


def test_a_fast_clock_says_how_long_to_really_wait(system: System, start: Callable[..., RelayClock]) -> None:
    clock = start(rate=40)
    assert clock.seconds_until(NOON + dt.timedelta(seconds=120)) == 3
    assert clock.seconds_until(NOON - dt.timedelta(seconds=1)) == 0


def test_it_counts_whole_milliseconds(system: System, start: Callable[..., RelayClock]) -> None:
    clock = start()
    system.passes(0.0019)
    assert to_ms(clock.now()) == to_ms(NOON) + 1
