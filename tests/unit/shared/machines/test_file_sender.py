import msgspec
import pytest

from shared.machines.delivery import Connected, Disconnected
from shared.machines.effects import Effect, Send, StartTimer, TimerFired
from shared.machines.file_carrier import Event
from shared.machines.file_effects import (
    AskRefused,
    Begin,
    Cancel,
    Cut,
    GiveTurn,
    Granted,
    KeepFacts,
    Move,
    Moved,
    Pause,
    Prepare,
    Prepared,
    RemoveCopy,
    Renew,
    Resume,
    StopMoving,
    Tell,
    TurnGiven,
    Verdict,
    WantTurn,
)
from shared.machines.file_sender import CHECKED_WITHIN_S, Sender
from shared.protocol.transfers import FileState, OfferFile
from tests.unit.shared.machines.files import FILE, SHA, TALK, asked, flight, grant, record, states


def sender(*, copied: bool = True, paused: bool = False) -> Sender:
    return Sender(
        FILE,
        "clip.mp4",
        conversation_id=TALK,
        sha256=SHA if copied else "",
        size=100 if copied else 0,
        is_paused=paused,
    )


def run(machine: Sender, *events: Event) -> list[Effect]:
    return [effect for event in events for effect in machine.handle(event, 0.0)]


def moving(machine: Sender | None = None, offset: int = 0) -> tuple[Sender, int]:
    machine = machine or sender()
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))
    run(machine, Granted(grant=grant(offset=offset), flight=number))
    return machine, number


def test_the_source_is_copied_before_there_is_a_connection() -> None:
    machine = sender(copied=False)

    effects = run(machine, Begin(), TurnGiven())
    assert any(isinstance(effect, Prepare) for effect in effects)

    effects = run(machine, Prepared(sha256=SHA, size=100, flight=0))
    assert KeepFacts(sha256=SHA, size=100) in effects
    assert GiveTurn() in effects
    assert states(effects) == ["queued unavailable"]


def test_what_is_copied_waits_for_the_connection_and_then_for_its_turn() -> None:
    machine = sender()

    assert run(machine, Begin()) == []
    assert WantTurn() in run(machine, Connected())
    assert asked(run(machine, TurnGiven())) == ["OfferFile"]


def test_the_offer_says_what_the_copy_is() -> None:
    machine = sender(copied=False)
    run(machine, Connected(), TurnGiven())

    offers = [e for e in run(machine, Prepared(sha256=SHA, size=100, flight=0)) if isinstance(e, Send)]

    assert offers[0].message == OfferFile(
        ref=0, file_id=FILE, name="clip.mp4", size=100, sha256=SHA, conversation_id=TALK
    )


def test_bytes_go_from_where_the_relay_is() -> None:
    machine = sender()
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))

    effects = run(machine, Granted(grant=grant(offset=60), flight=number))

    assert effects[-1] == Move(grant=grant(offset=60), flight=number)
    assert states(effects) == ["running"]


def test_it_is_done_when_the_relay_says_that_it_is_ready() -> None:
    machine, number = moving()

    assert states(run(machine, Moved(flight=number))) == ["checking"]
    effects = run(machine, Verdict(file=record(FileState.READY)))
    assert states(effects) == ["done"]
    assert RemoveCopy() in effects
    assert run(machine, Connected(), Verdict(file=record(FileState.READY))) == []


def test_the_turn_is_given_back_while_it_is_checked() -> None:
    machine, number = moving()

    assert GiveTurn() in run(machine, Moved(flight=number))


def test_a_refusal_after_the_last_byte_is_final_and_names_its_cause() -> None:
    machine, number = moving()
    run(machine, Moved(flight=number))

    assert states(run(machine, Verdict(file=record(FileState.REFUSED, "infected")))) == ["failed infected"]


@pytest.mark.parametrize(("why", "told"), [("macros", "macros"), ("", "content")])
def test_what_was_wrong_with_its_content_is_told_as_far_as_the_relay_says(why: str, told: str) -> None:
    machine, number = moving()
    run(machine, Moved(flight=number))
    refused = msgspec.structs.replace(record(FileState.REFUSED, "type_refused"), why=why)

    effects = run(machine, Verdict(file=refused))

    assert [tell.params["why"] for tell in effects if isinstance(tell, Tell)] == [told]


def test_a_verdict_that_does_not_come_is_asked_for() -> None:
    machine, number = moving()
    effects = machine.handle(Moved(flight=number), 10.0)
    assert StartTimer(key="again", deadline=10.0 + CHECKED_WITHIN_S) in effects

    asking = run(machine, TimerFired(key="again"))
    assert asked(asking) == ["OfferFile"]
    assert states(run(machine, Granted(grant=grant(FileState.READY), flight=flight(asking)))) == ["done"]


def test_a_verdict_missed_during_a_cut_is_asked_for_at_the_next_connection() -> None:
    machine, number = moving()
    run(machine, Moved(flight=number), Disconnected())

    asking = run(machine, Connected())
    assert asked(asking) == ["OfferFile"]
    run(machine, Disconnected())
    assert asked(run(machine, Connected())) == ["OfferFile"]


def test_what_the_relay_lost_while_checking_is_sent_again_in_its_turn() -> None:
    machine, number = moving()
    asking = run(machine, Moved(flight=number), Disconnected(), Connected())

    effects = run(machine, Granted(grant=grant(offset=20), flight=flight(asking[-1:])))
    assert WantTurn() in effects
    assert asked(run(machine, TurnGiven())) == ["OfferFile"]


def test_a_cut_is_followed_by_a_new_offer_after_a_while() -> None:
    machine, number = moving()

    effects = machine.handle(Cut(code="lost", flight=number, chance=0.5), 0.0)
    assert states(effects) == ["queued lost"]
    assert StartTimer(key="again", deadline=0.5) in effects
    assert WantTurn() in run(machine, TimerFired(key="again"))


def test_pauses_between_cuts_grow_until_bytes_come_over() -> None:
    machine, number = moving()
    waits: list[float] = []
    for progressed in (False, False, False, True):
        effects = machine.handle(Cut(code="lost", flight=number, chance=1.0, progressed=progressed), 0.0)
        waits += [effect.deadline for effect in effects if isinstance(effect, StartTimer)]
        number = flight(run(machine, TimerFired(key="again"), TurnGiven()))
        run(machine, Granted(grant=grant(), flight=number))

    assert waits == [1.0, 2.0, 4.0, 1.0]


@pytest.mark.parametrize("code", ["auth_failed", "conflict"])
def test_a_grant_that_is_over_and_a_wrong_count_are_asked_about_at_once(code: str) -> None:
    machine, number = moving()

    assert asked(run(machine, Cut(code=code, flight=number, chance=0.0))) == ["OfferFile"]


def test_bytes_go_on_while_the_talk_is_away() -> None:
    machine, number = moving()

    assert run(machine, Disconnected()) == []
    assert states(run(machine, Moved(flight=number))) == ["checking"]


def test_an_answer_to_an_attempt_that_was_given_up_counts_for_nothing() -> None:
    machine, number = moving()
    run(machine, Pause())

    assert run(machine, Moved(flight=number), Cut(code="lost", flight=number, chance=0.0)) == []


def test_a_paused_file_goes_on_from_the_relays_offset() -> None:
    machine, _ = moving()
    effects = run(machine, Pause())
    assert StopMoving() in effects
    assert GiveTurn() in effects
    assert states(effects) == ["paused"]
    assert run(machine, Disconnected(), Connected()) == []

    assert WantTurn() in run(machine, Resume())
    assert asked(run(machine, TurnGiven())) == ["OfferFile"]


def test_a_file_paused_in_an_earlier_life_stays_paused() -> None:
    machine = sender(paused=True)

    assert run(machine, Begin(), Connected()) == []
    assert WantTurn() in run(machine, Resume())


def test_what_needs_a_second_factor_waits_for_the_person() -> None:
    machine = sender()
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))

    effects = run(machine, AskRefused(code="step_up_required", flight=number, chance=0.0))
    assert states(effects) == ["paused step_up_required"]
    assert GiveTurn() in effects
    assert WantTurn() in run(machine, Resume())


def test_a_refusal_at_the_offer_ends_it_and_keeps_what_it_names() -> None:
    machine = sender()
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))

    refused = AskRefused(code="too_big", params={"limit": 5, "name": "clip.mp4"}, flight=number, chance=0.0)
    effects = run(machine, refused)

    assert states(effects) == ["failed too_big"]
    assert run(machine, Connected()) == []


def test_a_busy_relay_is_asked_again() -> None:
    machine = sender()
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))

    refused = AskRefused(code="unavailable", flight=number, chance=0.0, retry_after_ms=2000)
    assert StartTimer(key="again", deadline=2.0) in run(machine, refused)


def test_what_is_given_up_is_told_to_the_relay_if_it_knows_of_it() -> None:
    offered, _ = moving()
    assert asked(run(offered, Cancel())) == ["CancelFile"]

    unknown = sender()
    effects = run(unknown, Begin(), Cancel())
    assert asked(effects) == []
    assert states(effects) == ["cancelled"]
    assert RemoveCopy() in effects


def test_what_waited_longer_than_the_relay_keeps_a_half_goes_under_a_new_id() -> None:
    machine = sender()
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))

    effects = run(machine, Granted(grant=grant(FileState.CANCELLED), flight=number))

    assert Renew() in effects
    assert RemoveCopy() not in effects
