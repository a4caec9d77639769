"""The audit log as a table: when, who, what, about whom. Codes are shown as they are: they are what documents quote."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from shared.ids import CustomerId
from shared.protocol.audit import AuditRecord
from shared.qt.record_list_model import Column
from tech_console.models.searched import CardRole, SearchedModel

DANGER = (
    "refused",
    "device.enrolment_refused",
    "device.clone_suspected",
    "technician.sign_in_failed",
    "technician.step_up_refused",
)
LASTING = ("contact.erased", "contact.merged", "retention.erased", "device.revoked", "relay.restored")
"""What cannot be taken back."""


class AuditModel(SearchedModel[AuditRecord]):
    """Newest first; `customer` and `about` give names to ids as they are known here."""

    def __init__(
        self,
        customer: Callable[[CustomerId | None], str],
        about: Callable[[str], str],
        customer_title: Callable[[], str],
    ) -> None:
        super().__init__(
            "number",
            [
                Column(
                    lambda: QCoreApplication.translate("Console", "When"),
                    lambda e: f"{e.at.astimezone():%Y-%m-%d %H:%M:%S}",
                    lambda e: -e.number,
                ),
                Column(lambda: QCoreApplication.translate("Console", "Who"), who_words),
                Column(lambda: QCoreApplication.translate("Console", "What"), lambda e: e.action),
                Column(lambda: QCoreApplication.translate("Console", "About"), lambda e: about(e.object_id)),
                Column(customer_title, lambda e: customer(e.customer_id)),
                Column(lambda: QCoreApplication.translate("Console", "Details"), detail_words),
            ],
            {},
        )
        self.sort(0)

    def key_of(self, record: AuditRecord) -> str:
        """Return the number as text."""
        return str(record.number)

    def card(self, record: AuditRecord, role: int) -> object:
        if role == CardRole.TONE:
            return "danger" if record.action.startswith(DANGER) else "warn" if record.action in LASTING else ""
        return None


def who_words(event: AuditRecord) -> str:
    """Return who did it."""
    kinds = {
        "relay": QCoreApplication.translate("Console", "The relay itself"),
        "local": QCoreApplication.translate("Console", "Command line"),
        "device": event.actor_name or QCoreApplication.translate("Console", "A device"),
        "technician": event.actor_name or QCoreApplication.translate("Console", "A technician"),
    }
    return kinds.get(event.actor_kind, event.actor_kind)


def detail_words(event: AuditRecord) -> str:
    """Return the values that were recorded with it."""
    return " · ".join(f"{name}: {value}" for name, value in event.detail.items())
