"""`service …`: what people choose from when they ask for help."""

from typing import Any

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import find_group, find_service, reading
from relay.db.repositories import desk
from shared.ids import GroupId, ServiceId, new_id
from shared.protocol.routing import SaveService

GROUP = click.option("--group", "groups", multiple=True, metavar="NAME",
                     help="Done by this group (name or id); may be repeated. Without it: by everybody.")  # fmt: skip


@click.group()
def service() -> None:
    """Services people choose from."""


@service.command()
@options.common
@click.argument("name")
@click.option("--description", default="", help="Helps people to choose.")
@GROUP
@click.option("--default", "is_default", is_flag=True, help="The one of requests that name none.")
def add(as_json: bool, name: str, description: str, groups: tuple[str, ...], is_default: bool, **values: Any) -> None:
    """Create a service."""
    config, service_id = options.config_from(values), ServiceId(new_id())
    with reading(config) as gate:
        group_ids = [GroupId(find_group(gate, given).id) for given in groups]
    with ordering(config) as order:
        order(
            SaveService(
                ref=1,
                service_id=service_id,
                name=name,
                description=description,
                group_ids=group_ids,
                is_default=is_default,
            )
        )
    Output(as_json).say({"service_id": service_id, "name": name}, f"Service {name} is {service_id}.")


@service.command()
@options.common
@click.argument("name")
@click.option("--name", "new_name", help="Another name.")
@click.option("--description", help="Another description.")
@GROUP
@click.option("--everybody", is_flag=True, help="Done by no group: by everybody.")
@click.option("--active/--ended", default=None, help="Whether people may still choose it.")
@click.option("--default", "is_default", is_flag=True, help="From now on the one of requests that name none.")
def change(as_json: bool, name: str, groups: tuple[str, ...], everybody: bool, **values: Any) -> None:
    """Change a service (name or id); what is not given stays."""
    given = {key: values.pop(key) for key in ("new_name", "description", "active", "is_default")}
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_service(gate, name)
        known = [] if everybody else desk.groups_of_service(gate, ServiceId(row.id))
        group_ids = [GroupId(find_group(gate, one).id) for one in groups] or known
    change_to = SaveService(
        ref=1,
        service_id=ServiceId(row.id),
        name=given["new_name"] or row.name,
        description=row.description if given["description"] is None else given["description"],
        group_ids=group_ids,
        active=row.is_active if given["active"] is None else given["active"],
        is_default=row.is_default or given["is_default"],
    )
    with ordering(config) as order:
        order(change_to)
    Output(as_json).say({"service_id": row.id, "name": change_to.name}, f"{change_to.name} is changed.")


@service.command("list")
@options.common
def list_(as_json: bool, **values: Any) -> None:
    """Show all services."""
    with reading(options.config_from(values)) as gate:
        names = {row.id: row.name for row in gate.rows(desk.GROUPS)}
        rows = [
            (
                row.id,
                row.name,
                row.is_active,
                row.is_default,
                ", ".join(names.get(one, "?") for one in desk.groups_of_service(gate, ServiceId(row.id))),
            )
            for row in gate.rows(desk.SERVICES)
        ]
    columns = ("id", "name", "active", "default", "groups")
    Output(as_json).table("services", columns, rows, empty="The relay makes the first service when it starts.")
