"""How a device stands in one word: who can be reached there now, and who has been away for too long. Pure."""

import datetime as dt
import enum
from typing import Final

from shared.protocol.directory import DeviceRecord, DeviceState, OsSessionState
from tech_console.state.queries import presence


class DeviceStatus(enum.Enum):
    """From the most to the least reachable."""

    ONLINE = "online"
    IDLE = "idle"
    LOCKED = "locked"
    OFFLINE = "offline"
    OVERDUE = "overdue"
    REVOKED = "revoked"


_OF_SESSION: Final = {
    OsSessionState.ACTIVE: DeviceStatus.ONLINE,
    OsSessionState.IDLE: DeviceStatus.IDLE,
    OsSessionState.LOCKED: DeviceStatus.LOCKED,
}
ORDER: Final = {status: number for number, status in enumerate(DeviceStatus)}


def status_of(device: DeviceRecord, overdue_before: dt.datetime) -> DeviceStatus:
    """Return how a device stands; `overdue_before` is the moment after which it should have been seen."""
    if device.state is DeviceState.REVOKED:
        return DeviceStatus.REVOKED
    # Most devices of a long list are one person's: no search for the nearest of several.
    if len(device.os_sessions) == 1 and (session := device.os_sessions[0]).online:
        return _OF_SESSION[session.state]
    if (word := presence(device).word) != "offline":
        return DeviceStatus(word)
    return DeviceStatus.OVERDUE if is_overdue(device, overdue_before) else DeviceStatus.OFFLINE


def is_overdue(device: DeviceRecord, overdue_before: dt.datetime) -> bool:
    """Tell whether a device that should come every day has not been seen for too long."""
    if device.online or device.state is not DeviceState.APPROVED:
        return False
    return (device.last_seen_at or device.enrolled_at) < overdue_before


def people_of(device: DeviceRecord) -> list[str]:
    """Return who is signed in; on a device that is off, who was last."""
    live = [session.os_user for session in device.os_sessions if session.online]
    if live:
        return list(dict.fromkeys(live))
    if device.facts.last_user:
        return [device.facts.last_user]
    return list(dict.fromkeys(session.os_user for session in device.os_sessions))


def agent_version(device: DeviceRecord) -> str:
    """Return which version its agent is: what it said at its last sign-in, else what its inventory says."""
    return device.program_version or device.facts.agent_version
