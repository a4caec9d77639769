import pytest

from shared.errors import InvalidState
from shared.machines.effects import CancelTimer, Connect, Disconnect, Effect, Report, StartTimer, TimerFired
from shared.machines.link import Begin, Challenged, End, LinkMachine, Lost, SignedIn, State


def connecting() -> LinkMachine:
    machine = LinkMachine()
    machine.handle(Begin(), 0.0)
    return machine


def ready(now: float = 0.0) -> LinkMachine:
    machine = connecting()
    machine.handle(Challenged(), now)
    machine.handle(SignedIn(), now)
    return machine


def delay_s(effects: list[Effect], now: float) -> float:
    (timer,) = [effect for effect in effects if isinstance(effect, StartTimer)]
    return timer.deadline - now


def lose(machine: LinkMachine, now: float, chance: float, times: int) -> float:
    """Lose the connection so often, from connecting; return the last delay."""
    for _ in range(times - 1):
        machine.handle(Lost(code="unreachable", chance=chance), now)
        machine.handle(TimerFired(key="retry"), now)
    return delay_s(machine.handle(Lost(code="unreachable", chance=chance), now), now)


def test_the_way_to_ready_is_connect_challenge_sign_in() -> None:
    machine = LinkMachine()

    assert machine.handle(Begin(), 0.0) == [CancelTimer(key="retry"), Report(state="connecting"), Connect()]
    assert machine.handle(Challenged(), 1.0) == [Report(state="signing_in")]
    assert machine.handle(SignedIn(), 2.0) == [Report(state="ready"), StartTimer(key="healthy", deadline=32.0)]


def test_first_attempt_after_a_loss_comes_within_a_second() -> None:
    assert delay_s(ready().handle(Lost(code="lost", chance=0.5), 10.0), 10.0) == 0.5


@pytest.mark.parametrize(("losses", "most_s"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (40, 60)])
def test_delay_is_spread_over_a_doubling_range_of_at_most_a_minute(losses: int, most_s: float) -> None:
    assert lose(connecting(), 0.0, 0.75, losses) == most_s * 0.75


def test_delay_may_be_nothing_at_all() -> None:
    assert lose(connecting(), 0.0, 0.0, 9) == 0.0


def test_thirty_healthy_seconds_forget_earlier_losses() -> None:
    machine = connecting()
    lose(machine, 0.0, 1.0, 5)
    machine.handle(TimerFired(key="retry"), 20.0)
    machine.handle(Challenged(), 20.0)
    machine.handle(SignedIn(), 20.0)
    machine.handle(TimerFired(key="healthy"), 50.0)

    assert delay_s(machine.handle(Lost(code="lost", chance=1.0), 51.0), 51.0) == 1.0


def test_a_connection_that_soon_breaks_again_does_not_forget() -> None:
    machine = connecting()
    lose(machine, 0.0, 1.0, 3)
    machine.handle(TimerFired(key="retry"), 4.0)
    machine.handle(Challenged(), 4.0)
    machine.handle(SignedIn(), 4.0)

    assert delay_s(machine.handle(Lost(code="lost", chance=1.0), 5.0), 5.0) == 8.0


def test_what_the_relay_asks_to_wait_is_added() -> None:
    effects = ready().handle(Lost(code="unavailable", chance=0.5, retry_after_ms=7000), 0.0)

    assert delay_s(effects, 0.0) == 7.5


def test_a_restarting_relay_is_not_stormed() -> None:
    effects = ready().handle(Lost(code="lost", chance=0.5, close_code=1012), 0.0)

    assert delay_s(effects, 0.0) == 15.0
    assert Report(state="offline", code="restart", retry_in_s=15.0) in effects


@pytest.mark.parametrize(("close_code", "code"), [(4401, "revoked"), (4409, "replaced"), (4426, "upgrade")])
def test_some_close_codes_end_it_for_good(close_code: int, code: str) -> None:
    machine = ready()

    effects = machine.handle(Lost(code="lost", chance=0.5, close_code=close_code), 0.0)

    assert effects == [CancelTimer(key="healthy"), Report(state="stopped", code=code)]


@pytest.mark.parametrize("code", ["auth_failed", "certificate", "plain_refused", "key_store", "not_enrolled"])
def test_what_trying_again_cannot_cure_stops(code: str) -> None:
    machine = connecting()
    machine.handle(Lost(code=code, chance=0.0, params={"host": "relay"}), 0.0)

    assert machine.state is State.STOPPED


def test_a_typed_password_is_tried_once() -> None:
    machine = LinkMachine()
    machine.handle(Begin(interactive=True), 0.0)

    effects = machine.handle(Lost(code="unreachable", chance=0.5), 1.0)

    assert effects == [CancelTimer(key="healthy"), Report(state="stopped", code="unreachable")]


def test_after_a_typed_password_was_right_the_link_tries_again_by_itself() -> None:
    machine = LinkMachine()
    machine.handle(Begin(interactive=True), 0.0)
    machine.handle(Challenged(), 0.0)
    machine.handle(SignedIn(), 0.0)
    machine.handle(Lost(code="lost", chance=0.5), 1.0)

    assert machine.state is State.OFFLINE


def test_a_person_need_not_wait() -> None:
    machine = ready()
    machine.handle(Lost(code="lost", chance=0.9), 1.0)

    assert machine.handle(Begin(), 1.1) == [CancelTimer(key="retry"), Report(state="connecting"), Connect()]


def test_asking_twice_changes_nothing() -> None:
    assert connecting().handle(Begin(), 0.0) == []


def test_the_end_closes_a_living_connection() -> None:
    effects = ready().handle(End(code="signed_out"), 5.0)

    assert Disconnect() in effects
    assert effects[-1] == Report(state="stopped", code="signed_out")


def test_the_end_while_waiting_has_nothing_to_close() -> None:
    machine = ready()
    machine.handle(Lost(code="lost", chance=0.9), 1.0)

    assert Disconnect() not in machine.handle(End(), 1.0)


def test_an_impossible_event_is_a_defect() -> None:
    with pytest.raises(InvalidState):
        LinkMachine().handle(SignedIn(), 0.0)
