"""`customer …`: the organisations whose devices are helped."""

from collections import Counter
from typing import Any

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.db.repositories import directory
from shared.ids import CustomerId, new_id
from shared.protocol.directory import EnrolmentPolicy, SaveCustomer

CHAT = {"on": True, "off": False, "inherit": None}


@click.group()
def customer() -> None:
    """Customers."""


@customer.command()
@options.common
@click.argument("name")
@click.option("--policy", type=click.Choice([policy.value for policy in EnrolmentPolicy]), show_default=True,
              default=EnrolmentPolicy.APPROVE.value, help="Whether a technician approves each new device.")  # fmt: skip
@click.option("--user-chat", type=click.Choice(list(CHAT)), default="inherit", show_default=True,
              help="Whether people at the devices may start a chat.")  # fmt: skip
def add(as_json: bool, name: str, policy: str, user_chat: str, **values: Any) -> None:
    """Create a customer."""
    customer_id = CustomerId(new_id())
    with ordering(options.config_from(values)) as order:
        order(
            SaveCustomer(
                ref=1,
                customer_id=customer_id,
                name=name,
                enrolment_policy=EnrolmentPolicy(policy),
                user_chat_enabled=CHAT[user_chat],
            )
        )
    hint = f"Next: sportello-relay token create {customer_id}"
    Output(as_json).say({"customer_id": customer_id, "name": name}, f"Customer {name} is {customer_id}.", hint)


@customer.command("list")
@options.common
def list_(as_json: bool, **values: Any) -> None:
    """Show all customers."""
    with reading(options.config_from(values)) as gate:
        devices = Counter(row.customer_id for row in gate.rows(directory.DEVICES))
        rows = [
            (row.id, row.name, row.enrolment_policy.value, _word(row.user_chat_enabled), devices[row.id])
            for row in gate.rows(directory.CUSTOMERS)
        ]
    columns = ("id", "name", "policy", "user_chat", "devices")
    Output(as_json).table("customers", columns, rows, empty="No customer yet: `sportello-relay customer add NAME`.")


def _word(user_chat: bool | None) -> str:
    return next(word for word, value in CHAT.items() if value is user_chat)
