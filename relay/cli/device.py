"""`device …`: enrolled computers, those that wait for approval included."""

from typing import Any

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import find_customer, reading
from relay.db.gate import Row
from relay.db.repositories import directory
from shared.ids import DeviceId
from shared.protocol.directory import ApproveDevice, DeviceState, RevokeDevice


@click.group()
def device() -> None:
    """Devices."""


@device.command("list")
@options.common
@click.option("--customer", metavar="NAME", help="Only of this customer (name or id).")
@click.option("--device-state", type=click.Choice([state.value for state in DeviceState]), help="Only in this state.")
def list_(as_json: bool, customer: str | None, device_state: str | None, **values: Any) -> None:
    """Show the devices; names are what the devices themselves say."""
    with reading(options.config_from(values)) as gate:
        names = {row.id: row.name for row in gate.rows(directory.CUSTOMERS)}
        only = find_customer(gate, customer).id if customer else None
        waiting = {key.device_id for key in gate.rows(directory.ALL_KEYS) if not key.is_approved}
        shown = [(row, _state(row, waiting)) for row in gate.rows(directory.DEVICES)]
        rows = [
            (row.id, names[row.customer_id], row.name, state, row.helpdesk_enabled, row.enrolled_at,
             row.first_address, row.last_seen_at)
            for row, state in shown
            if only in {None, row.customer_id} and device_state in {None, state}
        ]  # fmt: skip
    columns = ("id", "customer", "name", "state", "helpdesk", "enrolled", "first_address", "last_seen")
    Output(as_json).table("devices", columns, rows, empty="No such device.")


@device.command()
@options.common
@click.argument("device_ids", nargs=-1, required=True)
def approve(as_json: bool, device_ids: tuple[str, ...], **values: Any) -> None:
    """Let devices that wait chat from now on."""
    with ordering(options.config_from(values)) as order:
        for device_id in device_ids:
            order(ApproveDevice(ref=1, device_id=DeviceId(device_id)))
    Output(as_json).say({"device_ids": device_ids}, *[f"Device {device_id} is approved." for device_id in device_ids])


@device.command()
@options.common
@click.argument("device_ids", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
def revoke(as_json: bool, device_ids: tuple[str, ...], yes: bool, **values: Any) -> None:
    """Shut devices out for ever: their connections close at once, and only a new enrolment brings them back."""
    if not yes:
        click.confirm(f"Shut out {len(device_ids)} device(s) for ever?", abort=True, err=True)
    with ordering(options.config_from(values)) as order:
        for device_id in device_ids:
            order(RevokeDevice(ref=1, device_id=DeviceId(device_id)))
    Output(as_json).say({"device_ids": device_ids}, *[f"Device {device_id} is revoked." for device_id in device_ids])


def _state(row: Row, waiting: set[str]) -> str:
    """Return the state as consoles show it: an approved device waits again while a further key of it does."""
    is_waiting = row.state is DeviceState.APPROVED and row.id in waiting
    state: DeviceState = DeviceState.PENDING if is_waiting else row.state
    return state.value
