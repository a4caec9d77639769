"""What may be said to a headless console about people, the audit log and the provider's own tables. Source: docs/headless.md."""

from typing import Literal

from shared.ids import ContactId, CustomerId, DeviceId, GroupId, ServiceId, TechnicianId
from shared.protocol.people import ImportRow
from shared.protocol.transfers import FileTypeRule
from tech_console.headless.command import Command


class ContactImport(Command, tag="contact_import", frozen=True):
    customer_id: CustomerId
    rows: list[ImportRow]
    dry_run: bool = False


class ContactMerge(Command, tag="contact_merge", frozen=True):
    contact_id: ContactId
    into: ContactId


class ContactAssignMany(Command, tag="contact_assign_many", frozen=True):
    contact_ids: list[ContactId]
    device_ids: list[DeviceId]
    remove: bool = False


class ContactErase(Command, tag="contact_erase", frozen=True):
    contact_id: ContactId


class ContactExport(Command, tag="contact_export", frozen=True):
    contact_id: ContactId
    after: int = 0


class Audit(Command, tag="audit", frozen=True):
    before: int = 0
    limit: int = 100
    customer_id: CustomerId | None = None
    action: str = ""
    actor_id: str = ""


class GroupSave(Command, tag="group_save", frozen=True):
    name: str
    technician_ids: list[TechnicianId] = []
    group_id: GroupId | None = None


class GroupRemove(Command, tag="group_remove", frozen=True):
    group_id: GroupId


class ServiceSave(Command, tag="service_save", frozen=True):
    name: str
    description: str = ""
    group_ids: list[GroupId] = []
    active: bool = True
    is_default: bool = False
    service_id: ServiceId | None = None


class FilePolicy(Command, tag="file_policy", frozen=True):
    preset: Literal["atera", "images", "custom"] | None = None
    types: list[FileTypeRule] = []
