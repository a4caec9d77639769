"""What a person signs in with, made for one account: password, authenticator secret, recovery codes; shown once."""

import io
import sys

import click
import msgspec
import segno

from relay.adapters import passwords
from relay.adapters.weak_passwords import check_password
from relay.cli.orders_client import ordering
from relay.cli.output import Output
from relay.cli.reading import reading
from relay.config import Config
from relay.db.repositories import directory
from relay.domain.scope import Role
from relay.domain.text import clean_e_mail, clean_name
from relay.services.orders import AddTechnician
from shared.ids import CustomerId, TechnicianId, new_id

PASSWORD_STDIN = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")


class Fresh(msgspec.Struct, frozen=True):
    """What a person gets once and the relay keeps as hashes, the authenticator's secret excepted."""

    password_hash: str
    totp_secret: str
    recovery_codes: list[str]

    @property
    def recovery_hashes(self) -> list[bytes]:
        """What is stored of the codes."""
        return [passwords.recovery_hash(code) for code in self.recovery_codes]


def add_account(
    config: Config,
    output: Output,
    name: str,
    e_mail: str,
    role: Role,
    customer_ids: list[CustomerId] | None,
    *,
    from_stdin: bool,
    first: bool = False,
) -> None:
    """Create an account and show once what its owner needs; `customer_ids` None grants every customer."""
    name, e_mail = clean_name(name, "name"), clean_e_mail(e_mail)
    organisation = organisation_of(config)
    fresh = make_fresh(name, e_mail, organisation, from_stdin=from_stdin)
    technician_id = TechnicianId(new_id())
    with ordering(config) as order:
        order(
            AddTechnician(
                technician_id=technician_id,
                name=name,
                e_mail=e_mail,
                role=role.value,
                password_hash=fresh.password_hash,
                totp_secret=fresh.totp_secret,
                recovery_hashes=fresh.recovery_hashes,
                customer_ids=customer_ids,
                first=first,
            )
        )
    show_once(output, f"{name} can sign in as {e_mail} ({role.value}).", technician_id, e_mail, organisation, fresh)


def organisation_of(config: Config) -> str:
    """Return the name that stands in the authenticator program."""
    if not config.database.exists():
        return "Sportello"
    with reading(config) as gate:
        return str(directory.settings(gate).get("organisation", ""))


def make_fresh(name: str, e_mail: str, organisation: str, *, from_stdin: bool) -> Fresh:
    """Ask for the password and make the rest. Raises: WeakPassword."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("Password, at least 15 characters", hide_input=True, confirmation_prompt=True, err=True)
    check_password(password, names=(name, e_mail, organisation))
    return Fresh(passwords.hash_password(password), passwords.new_totp_secret(), passwords.new_recovery_codes())


def show_once(output: Output, done: str, technician_id: str, e_mail: str, organisation: str, fresh: Fresh) -> None:
    """Print what is never shown again."""
    uri = passwords.totp_uri(fresh.totp_secret, account=e_mail, organisation=organisation)
    facts = {"technician_id": technician_id, "e_mail": e_mail, "totp_uri": uri, "recovery_codes": fresh.recovery_codes}
    output.say(
        facts,
        done,
        "",
        "Second factor: scan this with an authenticator program, or give it the address below.",
        "",
        _qr_code(uri),
        uri,
        "",
        "Recovery codes, each works once, for the day the authenticator is lost. They are not shown again:",
        "",
        *[f"  {code}" for code in fresh.recovery_codes],
    )


def _qr_code(text: str) -> str:
    drawn = io.StringIO()
    segno.make(text, micro=False, error="l").terminal(drawn, compact=True)
    return drawn.getvalue()
