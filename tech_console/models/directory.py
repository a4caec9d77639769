"""Customers, their contacts, enrollment tokens: the shorter lists."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from shared.ids import CustomerId
from shared.protocol.directory import ContactRecord, CustomerRecord, TokenRecord
from shared.qt.record_list_model import Column
from tech_console.models.searched import CardRole, SearchedModel
from tech_console.models.words import clock_or_day


class CustomerModel(SearchedModel[CustomerRecord]):
    """Cards; `facts` gives the second line of a customer: how many devices and contacts."""

    def __init__(self, facts: Callable[[CustomerId], str]) -> None:
        super().__init__(
            "customer_id",
            [Column(lambda: QCoreApplication.translate("Console", "Name"), lambda c: c.name)],
            {},
        )
        self._facts = facts
        self.sort(0)

    def card(self, record: CustomerRecord, role: int) -> object:
        match role:
            case CardRole.TITLE | CardRole.AVATAR_NAME:
                return record.name
            case CardRole.AVATAR_KEY:
                return record.customer_id
            case CardRole.LINE:
                return self._facts(record.customer_id)
        return None


class ContactModel(SearchedModel[ContactRecord]):
    """A table; `devices` gives the names of a contact's devices."""

    def __init__(self, devices: Callable[[ContactRecord], str]) -> None:
        super().__init__(
            "contact_id",
            [
                Column(lambda: QCoreApplication.translate("Console", "Name"), full_name, _by_last_name),
                Column(
                    lambda: QCoreApplication.translate("Console", "E-mail"),
                    lambda c: ", ".join([c.e_mail, *c.other_e_mails]),
                ),
                Column(lambda: QCoreApplication.translate("Console", "Assigned devices"), devices),
            ],
            {},
        )
        self.sort(0)


class TokenModel(SearchedModel[TokenRecord]):
    """A table of enrollment tokens."""

    def __init__(self, customer_name: Callable[[CustomerId], str], customer_title: Callable[[], str]) -> None:
        super().__init__(
            "token_id",
            [
                Column(
                    lambda: QCoreApplication.translate("Console", "Label"),
                    lambda t: t.label or QCoreApplication.translate("Console", "(no label)"),
                ),
                Column(customer_title, lambda t: customer_name(t.customer_id)),
                Column(
                    lambda: QCoreApplication.translate("Console", "Used"),
                    lambda t: QCoreApplication.translate("Console", "{uses} of {most}").format(
                        uses=t.uses, most=t.max_uses
                    ),
                    lambda t: t.uses,
                ),
                Column(
                    lambda: QCoreApplication.translate("Console", "Valid until"),
                    lambda t: (
                        QCoreApplication.translate("Console", "Revoked") if t.revoked else clock_or_day(t.expires_at)
                    ),
                    lambda t: (t.revoked, t.expires_at),
                ),
            ],
            {"customer": lambda t: [customer_name(t.customer_id).casefold()]},
        )

    def card(self, record: TokenRecord, role: int) -> object:
        return record.revoked if role == CardRole.IS_QUIET else None


def full_name(contact: ContactRecord) -> str:
    """Return first and last name."""
    return f"{contact.first_name} {contact.last_name}".strip()


def _by_last_name(contact: ContactRecord) -> tuple[str, str]:
    return contact.last_name.casefold(), contact.first_name.casefold()
