"""Requests of users: those that wait first, then how the others ended."""

from PySide6.QtCore import QCoreApplication

from shared.protocol.requests import ChatRequestRecord, RequestState
from shared.qt.record_list_model import Column
from tech_console.models.searched import CardRole, SearchedModel
from tech_console.models.words import clock_or_day, person_of, request_state_words
from tech_console.presenters.incoming import was_missed
from tech_console.state.queries import is_live

MISSED = (RequestState.EXPIRED, RequestState.CANCELLED)


class RequestModel(SearchedModel[ChatRequestRecord]):
    """Cards; sorted by column 0: waiting ones first, the longest waiting at the top, ended ones behind, newest first."""

    def __init__(self) -> None:
        super().__init__(
            "request_id",
            [
                Column(
                    lambda: QCoreApplication.translate("Console", "Person"),
                    lambda r: " ".join((person_of(r), r.customer_name, r.device_name, r.reason)),
                    _place,
                )
            ],
            {
                "customer": lambda r: [r.customer_name.casefold()],
                "device": lambda r: [r.device_name.casefold()],
                "is": lambda r: ["missed"] if was_missed(r) else ["waiting"] if is_live(r) else [],
            },
        )
        self.sort(0)

    def card(self, record: ChatRequestRecord, role: int) -> object:
        match role:
            case CardRole.TITLE | CardRole.AVATAR_NAME:
                return person_of(record)
            case CardRole.AVATAR_KEY:
                return record.contact_id or record.device_key_id or record.device_id
            case CardRole.LINE:
                return record.reason or f"{record.customer_name} · {record.device_name}"
            case CardRole.STAMP:
                return clock_or_day(record.created_at)
            case CardRole.WORD:
                return request_state_words(record)
            case CardRole.TONE:
                return "warn" if is_live(record) else "danger" if record.state in MISSED else ""
            case CardRole.LEVEL:
                return record.shield.level
            case CardRole.IS_QUIET:
                return not is_live(record)
        return None


def _place(record: ChatRequestRecord) -> tuple[bool, float]:
    at = record.created_at.timestamp()
    return (False, at) if is_live(record) else (True, -at)
