"""`technician …`: accounts of the people who help."""

from typing import Any

import click

from relay.cli import options
from relay.cli.credentials import PASSWORD_STDIN, add_account, make_fresh, organisation_of, show_once
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import find_customer, find_technician, reading
from relay.config import Config
from relay.db.repositories import technicians
from relay.domain.scope import Role
from relay.services.orders import ResetTechnician, SetTechnicianActive, SetTechnicianMail
from shared.ids import CustomerId, TechnicianId


@click.group()
def technician() -> None:
    """Accounts of the people who help."""


@technician.command()
@options.common
@click.option("--name", required=True, help="Shown to the people they talk to.")
@click.option("--e-mail", required=True, help="To sign in with.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.TECHNICIAN.value,
              show_default=True, help="What they may do.")  # fmt: skip
@click.option("--customer", "customers", multiple=True, metavar="NAME",
              help="Only for this customer (name or id); may be repeated. Without it: every customer.")  # fmt: skip
@PASSWORD_STDIN
def add(
    as_json: bool, name: str, e_mail: str, role: str, customers: tuple[str, ...], password_stdin: bool, **values: Any
) -> None:
    """Create an account; prints its second factor and recovery codes once."""
    config = options.config_from(values)
    granted: list[CustomerId] | None = None
    if customers:
        with reading(config) as gate:
            granted = [CustomerId(find_customer(gate, given).id) for given in customers]
    add_account(config, Output(as_json), name, e_mail, Role(role), granted, from_stdin=password_stdin)


@technician.command("reset-password")
@options.common
@click.argument("account")
@PASSWORD_STDIN
def reset_password(as_json: bool, account: str, password_stdin: bool, **values: Any) -> None:
    """Give an account (e-mail address or id) a new password, second factor and recovery codes; ends its sessions."""
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_technician(gate, account)
    organisation = organisation_of(config)
    fresh = make_fresh(row.name, row.e_mail, organisation, from_stdin=password_stdin)
    with ordering(config) as order:
        order(
            ResetTechnician(
                technician_id=TechnicianId(row.id),
                password_hash=fresh.password_hash,
                totp_secret=fresh.totp_secret,
                recovery_hashes=fresh.recovery_hashes,
            )
        )
    show_once(Output(as_json), f"{row.name} has a new password; every session has ended.", row.id, row.e_mail,
          organisation, fresh)  # fmt: skip


@technician.command()
@options.common
@click.argument("account")
def disable(as_json: bool, account: str, **values: Any) -> None:
    """Shut an account (e-mail address or id) out at once; what it has done stays."""
    _set_active(options.config_from(values), Output(as_json), account, active=False)


@technician.command()
@options.common
@click.argument("account")
def enable(as_json: bool, account: str, **values: Any) -> None:
    """Let a disabled account (e-mail address or id) sign in again."""
    _set_active(options.config_from(values), Output(as_json), account, active=True)


@technician.command()
@options.common
@click.argument("account")
@click.argument("wanted", type=click.Choice(["on", "off"]))
def mail(as_json: bool, account: str, wanted: str, **values: Any) -> None:
    """Switch mails about new tickets on or off for an account (e-mail address or id)."""
    config = options.config_from(values)
    with reading(config) as gate:
        row = find_technician(gate, account)
    with ordering(config) as order:
        order(SetTechnicianMail(technician_id=TechnicianId(row.id), wanted=wanted == "on"))
    says = "is mailed about new tickets" if wanted == "on" else "gets no mails about new tickets"
    Output(as_json).say({"technician_id": row.id, "mail": wanted == "on"}, f"{row.name} {says}.")


@technician.command("list")
@options.common
def list_(as_json: bool, **values: Any) -> None:
    """Show all accounts."""
    with reading(options.config_from(values)) as gate:
        rows = [
            (row.id, row.name, row.e_mail, row.role.value, row.is_active, row.all_customers, row.wants_mail)
            for row in gate.rows(technicians.TECHNICIANS)
        ]
    columns = ("id", "name", "e_mail", "role", "active", "all_customers", "mail")
    Output(as_json).table("technicians", columns, rows, empty="No account yet: `sportello-relay init` makes the first.")


def _set_active(config: Config, output: Output, account: str, *, active: bool) -> None:
    with reading(config) as gate:
        row = find_technician(gate, account)
    with ordering(config) as order:
        order(SetTechnicianActive(technician_id=TechnicianId(row.id), active=active))
    can = "can sign in again" if active else "is shut out; every session has ended"
    output.say({"technician_id": row.id, "active": active}, f"{row.name} {can}.")
