"""From a command about inventories, tags or watch rules to the relay; what is read stands in the `reply` of `done`."""

from collections.abc import Callable
from typing import Any, Final

from shared.errors import NotFound
from shared.protocol.inventory import FindSoftware, ReadChanges, ReadInventory, ReadProcesses
from tech_console.headless import device_commands as c
from tech_console.headless.command import Command
from tech_console.presenters.console import Console
from tech_console.presenters.line import Question

Result = Question | dict[str, Any] | None


def inventory(console: Console, command: c.Inventory) -> Result:
    """Read a device's inventory; `fresh` lets the device look now."""
    message = ReadInventory(ref=0, device_id=command.device_id, fresh=command.fresh)
    return console.line.ask(message, "read_inventory", command.device_id)


def inventory_changes(console: Console, command: c.InventoryChanges) -> Result:
    """Read a device's history."""
    message = ReadChanges(ref=0, device_id=command.device_id, before=command.before, limit=command.limit)
    return console.line.ask(message, "read_changes", command.device_id)


def processes(console: Console, command: c.Processes) -> Result:
    """Ask a device for its busiest processes."""
    return console.line.ask(ReadProcesses(ref=0, device_id=command.device_id), "read_processes", command.device_id)


def software_find(console: Console, command: c.SoftwareFind) -> Result:
    """Find the devices that have a program; afterwards `software:` finds them in the list too."""
    question = console.line.ask(FindSoftware(ref=0, text=command.text), "find_software")
    question.done.connect(lambda reply: console.device_lists.take_software(command.text.casefold(), reply))
    return question


def tag(console: Console, command: c.Tag) -> Result:
    """Put tags on devices and take others away; the last question answers for all. Raises: NotFound for no device."""
    questions = console.devices.set_tags(command.device_ids, add=command.add, remove=command.remove)
    if not questions:
        raise NotFound
    return questions[-1]


def watch_save(console: Console, command: c.WatchSave) -> Result:
    """Create or change a watch rule."""
    return console.watch_rules.save(
        command.rule_id,
        command.customer_id,
        command.kind,
        threshold=command.threshold,
        pattern=command.pattern,
        active=command.active,
    )


VERBS: Final[dict[type[Command], Callable[[Console, Any], Result]]] = {
    c.Inventory: inventory,
    c.InventoryChanges: inventory_changes,
    c.Processes: processes,
    c.SoftwareFind: software_find,
    c.Tag: tag,
    c.WatchSave: watch_save,
    c.WatchRemove: lambda console, command: console.watch_rules.remove(command.rule_id),
}
