"""`customer …`: the organisations whose devices are helped."""

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import find_customer, find_technician, reading
from relay.config import Config
from relay.db.repositories import directory, technicians
from shared.ids import CustomerId, TechnicianId, new_id
from shared.protocol.directory import EnrolmentPolicy, SaveCustomer

Command = TypeVar("Command", bound=Callable[..., None])
CHAT = {"on": True, "off": False, "inherit": None}


@click.group()
def customer() -> None:
    """Customers."""


def _choices(*, with_defaults: bool) -> Callable[[Command], Command]:
    """Add the options of `add` and `change`; without defaults what is not named stays as it is."""

    def added(command: Command) -> Command:
        policies, switches = [policy.value for policy in EnrolmentPolicy], list(CHAT)
        policy, switch = (EnrolmentPolicy.APPROVE.value, "inherit") if with_defaults else (None, None)
        for option in (
            click.option("--policy", type=click.Choice(policies), default=policy, show_default=with_defaults,
                         help="Whether a technician approves each new device."),
            click.option("--user-chat", type=click.Choice(switches), default=switch, show_default=with_defaults,
                         help="Whether people at the devices may start a chat."),
            click.option("--owner", metavar="ACCOUNT", default=None,
                         help="The technician who follows this customer; an empty text for nobody."),
            click.option("--retention-days", type=click.IntRange(0, 36_500), default=None,
                         help="Erase closed conversations and tickets after so many days; 0 keeps everything."),
        ):  # fmt: skip
            command = option(command)
        return command

    return added


@customer.command()
@options.common
@click.argument("name")
@_choices(with_defaults=True)
def add(
    as_json: bool, name: str, policy: str, user_chat: str, owner: str | None, retention_days: int | None, **values: Any
) -> None:
    """Create a customer."""
    config = options.config_from(values)
    customer_id = CustomerId(new_id())
    message = SaveCustomer(
        ref=1,
        customer_id=customer_id,
        name=name,
        enrolment_policy=EnrolmentPolicy(policy),
        user_chat_enabled=CHAT[user_chat],
        owner_id=_owner(config, owner),
        retention_days=retention_days or 0,
    )
    with ordering(config) as order:
        order(message)
    hint = f"Next: sportello-relay stamp create {customer_id}"
    Output(as_json).say({"customer_id": customer_id, "name": name}, f"Customer {name} is {customer_id}.", hint)


@customer.command()
@options.common
@click.argument("customer_", metavar="CUSTOMER")
@click.option("--name", default=None, help="A new name.")
@_choices(with_defaults=False)
def change(
    as_json: bool,
    customer_: str,
    name: str | None,
    policy: str | None,
    user_chat: str | None,
    owner: str | None,
    retention_days: int | None,
    **values: Any,
) -> None:
    """Change a customer (name or id); what is not named stays as it is."""
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_customer(gate, customer_)
    message = SaveCustomer(
        ref=1,
        customer_id=CustomerId(row.id),
        name=name or row.name,
        enrolment_policy=EnrolmentPolicy(policy) if policy else row.enrolment_policy,
        user_chat_enabled=CHAT[user_chat] if user_chat else row.user_chat_enabled,
        owner_id=row.owner_id if owner is None else _owner(config, owner),
        retention_days=row.retention_days if retention_days is None else retention_days,
    )
    with ordering(config) as order:
        order(message)
    Output(as_json).say({"customer_id": row.id, "name": message.name}, f"Customer {message.name} is changed.")


def _owner(config: Config, account: str | None) -> TechnicianId | None:
    if not account:
        return None
    with reading(config) as gate:
        return TechnicianId(find_technician(gate, account).id)


@customer.command("list")
@options.common
def list_(as_json: bool, **values: Any) -> None:
    """Show all customers."""
    with reading(options.config_from(values)) as gate:
        devices = Counter(row.customer_id for row in gate.rows(directory.DEVICES))
        owners = {row.id: row.e_mail for row in gate.rows(technicians.TECHNICIANS)}
        rows = [
            (
                row.id,
                row.name,
                row.enrolment_policy.value,
                _word(row.user_chat_enabled),
                owners.get(row.owner_id, ""),
                row.retention_days,
                devices[row.id],
            )
            for row in gate.rows(directory.CUSTOMERS)
        ]
    columns = ("id", "name", "policy", "user_chat", "owner", "retention_days", "devices")
    Output(as_json).table("customers", columns, rows, empty="No customer yet: `sportello-relay customer add NAME`.")


def _word(user_chat: bool | None) -> str:
    return next(word for word, value in CHAT.items() if value is user_chat)
