import pytest

from endpoint_agent.machine import lasting_machine_id, this_machine
from shared.limits import MAX_NAME_CHARS


def test_the_machine_keeps_its_id_and_does_not_tell_the_systems_own() -> None:
    machine = this_machine()
    assert machine == this_machine()
    assert (lasting_machine_id() or "-") not in machine.machine_id
    assert len(machine.machine_id) == 64


def test_what_is_said_of_the_machine_fits_the_wire() -> None:
    machine = this_machine()
    assert 0 < len(machine.host_name) <= MAX_NAME_CHARS
    assert 0 < len(machine.os_user) <= MAX_NAME_CHARS
    assert "Linux" in machine.platform


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no name"), ModuleNotFoundError("pwd")])
def test_an_account_without_a_name_is_no_fault(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    # In a container, and on Windows without USERNAME: then Python looks for a module that Windows does not have.
    def fails() -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", fails)
    assert this_machine().os_user == "?"
