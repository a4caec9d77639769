"""Devices: approve, revoke, activate the helpdesk agent and set tags, on one or many."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from shared.ids import DeviceId
from shared.protocol.directory import ApproveDevice, DeviceRecord, RevokeDevice, SetHelpdesk
from shared.protocol.inventory import SetTags
from shared.qt.file_desk import STEP_UP
from tech_console.presenters.line import Line, Question
from tech_console.presenters.world import World

MOST_AT_ONCE = 500
"""What one `device.set_helpdesk` or `device.set_tags` may hold."""


class Devices(QObject):
    """What is shown comes from the world's records; this only asks for changes."""

    def __init__(self, line: Line, world: World) -> None:
        super().__init__()
        self._line = line
        self._world = world

    def find(self, device_id: DeviceId) -> DeviceRecord | None:
        """Return a device."""
        return self._world.snapshot.devices.get(device_id)

    def approve(self, device_id: DeviceId) -> Question:
        """Let a pending device chat."""
        return self._line.ask(ApproveDevice(ref=0, device_id=device_id), "approve_device", device_id)

    def approve_all(self, device_ids: Sequence[DeviceId]) -> None:
        """Let several pending devices chat; the first is asked alone, so that its second factor serves the others too."""
        if not device_ids:
            return
        first, *others = device_ids
        question = self.approve(first)
        question.count = len(device_ids)
        question.done.connect(lambda _: self._approve_each(others))
        question.refused.connect(lambda problem: self._approve_each(() if problem.code == STEP_UP else others))

    def _approve_each(self, device_ids: Sequence[DeviceId]) -> None:
        for device_id in device_ids:
            self.approve(device_id)

    def revoke(self, device_id: DeviceId) -> Question:
        """Shut a device out for ever."""
        return self._line.ask(RevokeDevice(ref=0, device_id=device_id), "revoke_device", device_id)

    def set_helpdesk(self, device_ids: Sequence[DeviceId], *, enabled: bool) -> list[Question]:
        """Activate the helpdesk agent (A-16, A-18), one question per 500 devices."""
        return [
            self._line.ask(SetHelpdesk(ref=0, device_ids=part, enabled=enabled), "helpdesk", part[0])
            for part in _parts(device_ids)
        ]

    def set_tags(
        self, device_ids: Sequence[DeviceId], *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> list[Question]:
        """Put tags on devices and take others away, one question per 500 devices."""
        return [
            self._line.ask(SetTags(ref=0, device_ids=part, add=list(add), remove=list(remove)), "set_tags", part[0])
            for part in _parts(device_ids)
        ]

    def tags(self) -> list[str]:
        """Return every tag in use, without repeats."""
        found = {tag for device in self._world.snapshot.devices.values() if device.tags for tag in device.tags}
        return sorted(found, key=str.casefold)


def _parts(device_ids: Sequence[DeviceId]) -> list[list[DeviceId]]:
    return [list(device_ids[i : i + MOST_AT_ONCE]) for i in range(0, len(device_ids), MOST_AT_ONCE)]
