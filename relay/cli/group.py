"""`group …`: technicians who share a competence."""

from typing import Any

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import find_group, find_technician, reading
from relay.config import Config
from relay.db.repositories import desk, technicians
from shared.ids import GroupId, TechnicianId, new_id
from shared.protocol.routing import RemoveGroup, SaveGroup

MEMBER = click.option("--member", "members", multiple=True, metavar="ACCOUNT",
                      help="A technician (e-mail address or id); may be repeated.")  # fmt: skip


@click.group()
def group() -> None:
    """Groups of technicians."""


@group.command()
@options.common
@click.argument("name")
@MEMBER
def add(as_json: bool, name: str, members: tuple[str, ...], **values: Any) -> None:
    """Create a group."""
    config, group_id = options.config_from(values), GroupId(new_id())
    _save(config, group_id, name, members)
    hint = f"Next: sportello-relay service add NAME --group {name!r}"
    Output(as_json).say({"group_id": group_id, "name": name}, f"Group {name} is {group_id}.", hint)


@group.command()
@options.common
@click.argument("name")
@MEMBER
def change(as_json: bool, name: str, members: tuple[str, ...], **values: Any) -> None:
    """Let exactly these technicians be in a group (name or id)."""
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_group(gate, name)
    _save(config, GroupId(row.id), row.name, members)
    Output(as_json).say({"group_id": row.id, "members": len(members)}, f"{row.name} has {len(members)} members.")


@group.command()
@options.common
@click.argument("name")
def remove(as_json: bool, name: str, **values: Any) -> None:
    """Remove a group (name or id) that no service, open ticket or waiting conversation names."""
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_group(gate, name)
    with ordering(config) as order:
        order(RemoveGroup(ref=1, group_id=GroupId(row.id)))
    Output(as_json).say({"group_id": row.id}, f"{row.name} is gone.")


@group.command("list")
@options.common
def list_(as_json: bool, **values: Any) -> None:
    """Show all groups."""
    with reading(options.config_from(values)) as gate:
        names = {row.id: row.name for row in gate.rows(technicians.TECHNICIANS)}
        rows = [
            (row.id, row.name, ", ".join(sorted(names.get(one, "?") for one in desk.members_of(gate, GroupId(row.id)))))
            for row in gate.rows(desk.GROUPS)
        ]
    empty = "No group yet: `sportello-relay group add NAME --member ACCOUNT`."
    Output(as_json).table("groups", ("id", "name", "members"), rows, empty=empty)


def _save(config: Config, group_id: GroupId, name: str, members: tuple[str, ...]) -> None:
    with reading(config) as gate:
        ids = [TechnicianId(find_technician(gate, given).id) for given in members]
    with ordering(config) as order:
        order(SaveGroup(ref=1, group_id=group_id, name=name, technician_ids=ids))
