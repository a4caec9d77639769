"""`token …`: enrollment tokens, with which a customer's devices join."""

from typing import Any

import click

from relay.cli import options
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import find_customer, reading
from relay.db.repositories import directory, identity
from shared.ids import CustomerId, EnrollmentTokenId, new_id
from shared.limits import ENROLLMENT_TOKEN_DAYS, ENROLLMENT_TOKEN_USES
from shared.protocol.directory import CreateToken, RevokeToken, TokenCreated


@click.group()
def token() -> None:
    """Enrollment tokens."""


@token.command()
@options.common
@click.argument("customer")
@click.option("--label", default="", help="What it is for, for your own lists.")
@click.option("--days", type=click.IntRange(1, 366), default=ENROLLMENT_TOKEN_DAYS, show_default=True,
              help="How long devices may join with it.")  # fmt: skip
@click.option("--uses", type=click.IntRange(1, 100_000), default=ENROLLMENT_TOKEN_USES, show_default=True,
              help="How many devices may join with it.")  # fmt: skip
def create(as_json: bool, customer: str, label: str, days: int, uses: int, **values: Any) -> None:
    """Make a token for a customer (name or id) and show it, once."""
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_customer(gate, customer)
    message = CreateToken(
        ref=1,
        token_id=EnrollmentTokenId(new_id()),
        customer_id=CustomerId(row.id),
        label=label,
        days=days,
        max_uses=uses,
    )
    with ordering(config) as order:
        answer = order(message)
    secret = answer.secret if isinstance(answer, TokenCreated) else ""
    facts = {"token_id": message.token_id, "customer_id": row.id, "token": secret, "days": days, "uses": uses}
    Output(as_json).say(
        facts, f"Token for {row.name}, {uses} devices, {days} days. It is not shown again:", "", f"  {secret}"
    )


@token.command("list")
@options.common
@click.option("--customer", metavar="NAME", help="Only of this customer (name or id).")
def list_(as_json: bool, customer: str | None, **values: Any) -> None:
    """Show the tokens; the secrets themselves are not kept."""
    with reading(options.config_from(values)) as gate:
        names = {row.id: row.name for row in gate.rows(directory.CUSTOMERS)}
        only = find_customer(gate, customer).id if customer else None
        rows = [
            (row.id, names[row.customer_id], row.label, f"{row.uses}/{row.max_uses}", row.expires_at, row.revoked_at)
            for row in gate.rows(identity.TOKENS)
            if only in {None, row.customer_id}
        ]
    columns = ("id", "customer", "label", "used", "expires", "revoked")
    Output(as_json).table("tokens", columns, rows, empty="No token: `sportello-relay token create CUSTOMER`.")


@token.command()
@options.common
@click.argument("token_id")
def revoke(as_json: bool, token_id: str, **values: Any) -> None:
    """Let no further device join with this token; those that did are untouched."""
    with ordering(options.config_from(values)) as order:
        order(RevokeToken(ref=1, token_id=EnrollmentTokenId(token_id)))
    Output(as_json).say({"token_id": token_id}, f"Token {token_id} is revoked.")
