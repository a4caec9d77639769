"""Devices as a table, with how they are found now. Holds 50,000 of them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from shared.ids import CustomerId
from shared.protocol.directory import DeviceRecord, DeviceState
from shared.qt.record_list_model import Column
from tech_console.models.searched import CardRole, SearchedModel
from tech_console.models.words import clock_or_day, device_state_words, presence_words
from tech_console.state.queries import presence

PRESENCE_ORDER = {"online": 0, "idle": 1, "locked": 2, "offline": 3}
TONES = {"online": "ok", "idle": "warn", "locked": "warn", "offline": ""}


class DeviceModel(SearchedModel[DeviceRecord]):
    """`customer_name` looks a customer's name up; `customer_title` is the edition's word for one."""

    def __init__(self, customer_name: Callable[[CustomerId], str], customer_title: Callable[[], str]) -> None:
        super().__init__(
            "device_id",
            [
                Column(lambda: QCoreApplication.translate("Console", "Device"), lambda d: d.name),
                Column(customer_title, lambda d: customer_name(d.customer_id)),
                Column(
                    lambda: QCoreApplication.translate("Console", "Presence"),
                    presence_words,
                    lambda d: PRESENCE_ORDER[presence(d).word],
                    is_searched=False,
                ),
                Column(lambda: QCoreApplication.translate("Console", "Signed in"), _users),
                Column(lambda: QCoreApplication.translate("Console", "System"), lambda d: d.platform),
                Column(
                    lambda: QCoreApplication.translate("Console", "Helpdesk agent"),
                    _helpdesk,
                    lambda d: (d.state is not DeviceState.PENDING, not d.helpdesk_enabled),
                    is_searched=False,
                ),
                Column(
                    lambda: QCoreApplication.translate("Console", "Last seen"),
                    lambda d: clock_or_day(d.last_seen_at),
                    lambda d: d.last_seen_at or d.enrolled_at,
                    is_searched=False,
                ),
            ],
            {
                "customer": lambda d: [customer_name(d.customer_id).casefold()],
                "user": lambda d: [session.os_user.casefold() for session in d.os_sessions],
                "os": lambda d: [d.platform.casefold()],
                "ip": lambda d: [d.first_address],
                "is": _is,
            },
        )

    def card(self, record: DeviceRecord, role: int) -> object:
        if role == CardRole.TONE:
            return TONES[presence(record).word]
        if role == CardRole.IS_QUIET:
            return record.state is DeviceState.REVOKED
        return None


def _users(device: DeviceRecord) -> str:
    return ", ".join(session.os_user for session in device.os_sessions)


def _helpdesk(device: DeviceRecord) -> str:
    if device.state is not DeviceState.APPROVED:
        return device_state_words(device.state)
    if device.helpdesk_enabled:
        return QCoreApplication.translate("Console", "Active")
    return QCoreApplication.translate("Console", "Not activated")


def _is(device: DeviceRecord) -> list[str]:
    words = [presence(device).word, device.state.value]
    if device.helpdesk_enabled:
        words.append("active")
    return words
