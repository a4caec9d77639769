"""From a command about people, the audit log or the provider's own tables to the question it asks."""

from collections.abc import Callable
from typing import Any, Final

from shared.protocol.audit import ReadAudit
from shared.protocol.people import ExportContact, ImportContacts
from tech_console.headless import people_commands as c
from tech_console.headless.command import Command
from tech_console.presenters.console import Console
from tech_console.presenters.line import Question

Result = Question | dict[str, Any] | None


def contact_import(console: Console, command: c.ContactImport) -> Result:
    """Import at most a hundred rows; the reply has an outcome for each."""
    message = ImportContacts(ref=0, customer_id=command.customer_id, rows=command.rows, dry_run=command.dry_run)
    return console.line.ask(message, "contact_import", command.customer_id)


def contact_export(console: Console, command: c.ContactExport) -> Result:
    """Return one page of what is stored about a person."""
    message = ExportContact(ref=0, contact_id=command.contact_id, after=command.after)
    return console.line.ask(message, "contact_export", command.contact_id)


def audit(console: Console, command: c.Audit) -> Result:
    """Return one page of the audit log."""
    message = ReadAudit(
        ref=0,
        before=command.before,
        limit=command.limit,
        customer_id=command.customer_id,
        action=command.action,
        actor_id=command.actor_id,
    )
    return console.line.ask(message, "audit")


def service_save(console: Console, command: c.ServiceSave) -> Result:
    """Create or change a service."""
    return console.provider.save_service(
        command.service_id,
        command.name,
        command.description,
        command.group_ids,
        active=command.active,
        is_default=command.is_default,
    )


def file_policy(console: Console, command: c.FilePolicy) -> Result:
    """Choose which files may travel; without a preset only tell."""
    policy = console.provider.policy
    if command.preset is None:
        return {"policy": policy}
    return console.provider.save_policy(0 if policy is None else policy.version, command.preset, command.types)


VERBS: Final[dict[type[Command], Callable[[Console, Any], Result]]] = {
    c.ContactImport: contact_import,
    c.ContactMerge: lambda console, command: console.people.merge(command.contact_id, command.into),
    c.ContactAssignMany: lambda console, command: console.people.assign(
        command.contact_ids, command.device_ids, remove=command.remove
    ),
    c.ContactErase: lambda console, command: console.people.erase(command.contact_id),
    c.ContactExport: contact_export,
    c.Audit: audit,
    c.GroupSave: lambda console, command: console.provider.save_group(
        command.group_id, command.name, command.technician_ids
    ),
    c.GroupRemove: lambda console, command: console.provider.remove_group(command.group_id),
    c.ServiceSave: service_save,
    c.FilePolicy: file_policy,
}
