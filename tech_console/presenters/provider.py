"""What the provider sets up once for everybody: groups, services, and which files may travel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from shared.ids import GroupId, ServiceId, TechnicianId, new_id
from shared.link.events import LinkEvent, Received
from shared.protocol.routing import RemoveGroup, SaveGroup, SaveService
from shared.protocol.transfers import FilePolicyChanged, FilePolicyRecord, FileTypeRule, SaveFilePolicy
from tech_console.presenters.line import Line, Question


class Provider(QObject):
    """Signals: `policy_changed()`. Groups and services are the world's records; this only asks for changes."""

    policy_changed = Signal()

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.policy: FilePolicyRecord | None = None
        """Which files may travel, as the relay said last."""
        line.heard.connect(self._heard)

    def save_group(self, group_id: GroupId | None, name: str, technician_ids: Sequence[TechnicianId]) -> Question:
        """Create (without an id) or change a group."""
        message = SaveGroup(
            ref=0,
            group_id=group_id or GroupId(new_id()),
            name=name.strip(),
            technician_ids=list(technician_ids),
        )
        return self._line.ask(message, "group_save", message.group_id)

    def remove_group(self, group_id: GroupId) -> Question:
        """Remove a group that nothing names any more."""
        return self._line.ask(RemoveGroup(ref=0, group_id=group_id), "group_remove", group_id)

    def save_service(
        self,
        service_id: ServiceId | None,
        name: str,
        description: str,
        group_ids: Sequence[GroupId],
        *,
        active: bool,
        is_default: bool,
    ) -> Question:
        """Create (without an id) or change a service."""
        message = SaveService(
            ref=0,
            service_id=service_id or ServiceId(new_id()),
            name=name.strip(),
            description=description.strip(),
            group_ids=list(group_ids),
            active=active,
            is_default=is_default,
        )
        return self._line.ask(message, "service_save", message.service_id)

    def save_policy(self, version: int, preset: str, types: Sequence[FileTypeRule] = ()) -> Question:
        """Choose a preset, or a list of one's own; `version` is the one shown."""
        message = SaveFilePolicy(ref=0, version=version, preset=preset, types=list(types))
        return self._line.ask(message, "file_policy")

    def _heard(self, event: LinkEvent) -> None:
        match event:
            case Received(message=FilePolicyChanged(policy=policy)):
                self.policy = policy
                self.policy_changed.emit()
