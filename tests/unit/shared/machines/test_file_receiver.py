from shared.machines.delivery import Connected, Disconnected
from shared.machines.effects import Effect, TimerFired
from shared.machines.file_carrier import Event
from shared.machines.file_effects import AskRefused, Begin, Cut, GiveTurn, Granted, Move, Moved, TurnGiven, WantTurn
from shared.machines.file_receiver import Receiver
from shared.protocol.transfers import FileState
from tests.unit.shared.machines.files import FILE, asked, flight, grant, states


def run(machine: Receiver, *events: Event) -> list[Effect]:
    return [effect for event in events for effect in machine.handle(event, 0.0)]


def moving() -> tuple[Receiver, int]:
    machine = Receiver(FILE)
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))
    run(machine, Granted(grant=grant(FileState.READY), flight=number))
    return machine, number


def test_it_asks_when_it_is_its_turn_and_then_fetches() -> None:
    machine = Receiver(FILE)

    assert run(machine, Begin()) == []
    asking = run(machine, Connected(), TurnGiven())
    assert asked(asking) == ["FetchFile"]
    effects = run(machine, Granted(grant=grant(FileState.READY), flight=flight(asking)))
    assert isinstance(effects[-1], Move)


def test_it_is_done_when_it_is_whole_and_in_its_folder() -> None:
    machine, number = moving()

    effects = run(machine, Moved(flight=number))

    assert states(effects) == ["done"]
    assert GiveTurn() in effects


def test_bytes_that_are_not_the_promised_ones_are_fetched_once_more_and_no_oftener() -> None:
    machine, number = moving()
    assert states(run(machine, Cut(code="hash_mismatch", flight=number, chance=0.0))) == ["queued hash_mismatch"]

    number = flight(run(machine, TimerFired(key="again"), TurnGiven()))
    run(machine, Granted(grant=grant(FileState.READY), flight=number))
    assert states(run(machine, Cut(code="hash_mismatch", flight=number, chance=0.0))) == ["failed hash_mismatch"]


def test_a_file_that_is_no_longer_there_ends_it() -> None:
    machine = Receiver(FILE)
    number = flight(run(machine, Begin(), Connected(), TurnGiven()))

    assert states(run(machine, AskRefused(code="not_found", flight=number, chance=0.0))) == ["failed not_found"]


def test_a_connection_lost_while_asking_gives_the_turn_to_others() -> None:
    machine = Receiver(FILE)
    run(machine, Begin(), Connected(), TurnGiven())

    effects = run(machine, Disconnected())
    assert GiveTurn() in effects
    assert states(effects) == ["queued unavailable"]
    assert WantTurn() in run(machine, Connected())
