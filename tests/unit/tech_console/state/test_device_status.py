import datetime as dt
from typing import Any

import pytest

from shared.ids import DeviceKeyId
from shared.protocol.directory import DeviceState
from shared.protocol.inventory import DeviceFacts
from tech_console.state.device_status import DeviceStatus, people_of, status_of
from tests.support.console_records import NOW, a_device, an_os_session

BEFORE = NOW - dt.timedelta(hours=72)
LONG_AGO = NOW - dt.timedelta(hours=73)
OTHER = DeviceKeyId("0193a000-0000-7000-8000-0000000000e2")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, DeviceStatus.ONLINE),
        ({"os_sessions": [an_os_session(state="idle", idle_s=400)]}, DeviceStatus.IDLE),
        ({"os_sessions": [an_os_session(state="locked")]}, DeviceStatus.LOCKED),
        ({"os_sessions": [an_os_session(state="locked"), an_os_session(OTHER)]}, DeviceStatus.ONLINE),
        ({"os_sessions": []}, DeviceStatus.ONLINE),
        ({"online": False, "os_sessions": []}, DeviceStatus.OFFLINE),
        ({"online": False, "os_sessions": [], "last_seen_at": LONG_AGO}, DeviceStatus.OVERDUE),
        (
            {"online": False, "os_sessions": [], "last_seen_at": None, "enrolled_at": LONG_AGO},
            DeviceStatus.OVERDUE,
        ),
        ({"online": False, "os_sessions": [], "state": DeviceState.REVOKED}, DeviceStatus.REVOKED),
        (
            {"online": False, "os_sessions": [], "state": DeviceState.PENDING, "last_seen_at": LONG_AGO},
            DeviceStatus.OFFLINE,
        ),
    ],
)
def test_a_device_stands_where_its_most_reachable_session_is(fields: dict[str, Any], status: DeviceStatus) -> None:
    assert status_of(a_device(**fields), BEFORE) is status


def test_the_last_user_is_kept_when_the_device_is_off() -> None:
    off = a_device(online=False, os_sessions=[an_os_session(online=False)], facts=DeviceFacts(last_user="luca"))
    assert people_of(off) == ["luca"]
    assert people_of(a_device(facts=DeviceFacts(last_user="luca"))) == ["giulia"]
    assert people_of(a_device(online=False, os_sessions=[an_os_session(online=False)])) == ["giulia"]
