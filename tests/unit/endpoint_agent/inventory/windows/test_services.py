"""Unit tests of endpoint_agent/inventory/windows/services.py."""

import psutil
import pytest

from endpoint_agent.inventory.windows.services import services


class Service:
    """What psutil gives for one on Windows; `as_dict` there takes no choice of facts."""

    def __init__(self, name: str, status: str, start: str, shown: str = "") -> None:
        self._name, self._status, self._start, self._shown = name, status, start, shown

    def name(self) -> str:
        return self._name

    def display_name(self) -> str:
        return self._shown

    def status(self) -> str:
        if self._status == "gone":
            raise psutil.NoSuchProcess(0)
        return self._status

    def start_type(self) -> str:
        return self._start


def test_each_service_with_its_state_and_one_that_goes_meanwhile_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    there = [Service("Spooler", "running", "automatic", "Print Spooler"), Service("Fax", "stopped", "manual")]
    monkeypatch.setattr(
        psutil, "win_service_iter", lambda: iter([*there, Service("x", "gone", "manual")]), raising=False
    )
    assert services() == {
        "Spooler": {"name": "Print Spooler", "state": "running", "start": "auto"},
        "Fax": {"name": "Fax", "state": "stopped", "start": "manual"},
    }
