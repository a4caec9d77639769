"""Words for what records say: presence, states, events, times. One place, so that list, panel and talk say the same."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime

from shared.protocol.chat import ConversationRecord
from shared.protocol.directory import DeviceRecord, DeviceState, EnrolmentPolicy, OsSessionRecord, OsSessionState
from shared.protocol.requests import ChatRequestRecord, RequestState
from shared.protocol.routing import AnswerScope
from shared.protocol.tickets import Priority, TicketState
from tech_console.state.queries import presence


class Counted(QObject):
    """Sentences with a number in them: only `tr` of an object is known as one that has plural forms."""

    def idle(self, count: int) -> str:
        """Return how long nobody has touched the device, in minutes."""
        return self.tr("Idle for %n min", "", count)


def clock_or_day(at: dt.datetime | None) -> str:
    """Return the time for today, "Yesterday", or the short date; for lists."""
    if at is None:
        return ""
    local = at.astimezone()
    back = (dt.datetime.now().astimezone().date() - local.date()).days
    if back == 0:
        return QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    if back == 1:
        return QCoreApplication.translate("Console", "Yesterday")
    return QLocale().toString(QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat)


def day_and_clock(at: dt.datetime | None) -> str:
    """Return date and time in full, for panels and tool tips."""
    if at is None:
        return ""
    local = at.astimezone()
    day = QLocale().toString(QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat)
    return f"{day} {QLocale().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)}"


def presence_words(device: DeviceRecord) -> str:
    """Return how a device is found now."""
    found = presence(device)
    if found.word == "idle":
        minutes = max(1, found.idle_s // 60)
        return Counted().idle(minutes)
    return {
        "online": QCoreApplication.translate("Console", "Online"),
        "locked": QCoreApplication.translate("Console", "Locked"),
        "offline": QCoreApplication.translate("Console", "Offline"),
    }[found.word]


def device_state_words(state: DeviceState) -> str:
    """Return the state of a device's enrolment."""
    return {
        DeviceState.PENDING: QCoreApplication.translate("Console", "Waiting for approval"),
        DeviceState.APPROVED: QCoreApplication.translate("Console", "Approved"),
        DeviceState.REVOKED: QCoreApplication.translate("Console", "Revoked"),
    }[state]


def policy_words(policy: EnrolmentPolicy) -> str:
    """Return what happens to a fresh device."""
    return {
        EnrolmentPolicy.APPROVE: QCoreApplication.translate("Console", "A technician approves each new device"),
        EnrolmentPolicy.AUTO: QCoreApplication.translate("Console", "New devices may chat at once"),
    }[policy]


def ticket_state_words(state: TicketState) -> str:
    """Return the state of a ticket."""
    return {
        TicketState.OPEN: QCoreApplication.translate("Console", "Open"),
        TicketState.PENDING: QCoreApplication.translate("Console", "Pending"),
        TicketState.SOLVED: QCoreApplication.translate("Console", "Solved"),
        TicketState.CLOSED: QCoreApplication.translate("Console", "Closed"),
    }[state]


def origin_words(origin: str) -> str:
    """Return where a ticket came from."""
    return {
        "chat_timer": QCoreApplication.translate("Console", "Chat, by itself after two minutes"),
        "chat": QCoreApplication.translate("Console", "Chat"),
        "tray": QCoreApplication.translate("Console", "Agent's tray menu"),
        "console": QCoreApplication.translate("Console", "Console"),
    }.get(origin, origin)


def request_state_words(request: ChatRequestRecord) -> str:
    """Return how a request stands or ended."""
    if request.state is RequestState.ACCEPTED and request.technician_name:
        return QCoreApplication.translate("Console", "Taken by {name}").format(name=request.technician_name)
    return {
        RequestState.REQUESTED: QCoreApplication.translate("Console", "Waiting"),
        RequestState.RINGING: QCoreApplication.translate("Console", "Waiting"),
        RequestState.ACCEPTED: QCoreApplication.translate("Console", "Accepted"),
        RequestState.DECLINED: QCoreApplication.translate("Console", "Declined"),
        RequestState.EXPIRED: QCoreApplication.translate("Console", "Missed"),
        RequestState.CANCELLED: QCoreApplication.translate("Console", "Withdrawn"),
        RequestState.SUPERSEDED: QCoreApplication.translate("Console", "Already in a chat"),
    }[request.state]


def role_words(role: str) -> str:
    """Return a technician's role."""
    return {
        "owner": QCoreApplication.translate("Console", "Owner"),
        "admin": QCoreApplication.translate("Console", "Administrator"),
        "supervisor": QCoreApplication.translate("Console", "Supervisor"),
        "technician": QCoreApplication.translate("Console", "Technician"),
        "read_only": QCoreApplication.translate("Console", "Read only"),
    }.get(role, role)


def availability_words(*, is_available: bool) -> str:
    """Return the word beside the coloured dot."""
    if is_available:
        return QCoreApplication.translate("Console", "Available")
    return QCoreApplication.translate("Console", "Not available")


def scope_words(scope: AnswerScope) -> str:
    """Return who sees a canned answer."""
    return {
        AnswerScope.PRIVATE: QCoreApplication.translate("Console", "Only me"),
        AnswerScope.GROUP: QCoreApplication.translate("Console", "Group"),
        AnswerScope.ALL: QCoreApplication.translate("Console", "Everybody"),
    }[scope]


def priority_words(priority: Priority) -> str:
    """Return how urgent a ticket is."""
    return {
        Priority.LOW: QCoreApplication.translate("Console", "Low"),
        Priority.NORMAL: QCoreApplication.translate("Console", "Normal"),
        Priority.HIGH: QCoreApplication.translate("Console", "High"),
        Priority.URGENT: QCoreApplication.translate("Console", "Urgent"),
    }[priority]


def worked_words(minutes: int) -> str:
    """Return time worked as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return QCoreApplication.translate("Console", "{minutes} min").format(minutes=rest)
    return QCoreApplication.translate("Console", "{hours} h {minutes:02} min").format(hours=hours, minutes=rest)


def session_words(session: OsSessionRecord | None) -> str:
    """Return how the person at one OS session is found; empty where the session is not known."""
    if session is None:
        return ""
    if not session.online:
        return QCoreApplication.translate("Console", "Offline")
    if session.is_undisturbed:
        return QCoreApplication.translate("Console", "Do not disturb")
    if session.state is OsSessionState.IDLE:
        return Counted().idle(max(1, session.idle_s // 60))
    if session.state is OsSessionState.LOCKED:
        return QCoreApplication.translate("Console", "Locked")
    return QCoreApplication.translate("Console", "Active now")


def event_words(event: str, params: Mapping[str, str]) -> str:
    """Return what the relay announces in a talk."""
    name = params.get("name", "")
    known = {
        "technician_joined": QCoreApplication.translate("Console", "{name} joined the conversation"),
        "ticket_opened": QCoreApplication.translate("Console", "A ticket was opened"),
        "transferred": QCoreApplication.translate("Console", "{name} has the conversation now")
        if name
        else QCoreApplication.translate("Console", "The conversation waits for {group}"),
        "closed_by_device": QCoreApplication.translate("Console", "{name} ended the conversation"),
        "closed_by_technician": QCoreApplication.translate("Console", "{name} closed the conversation"),
    }
    words = known.get(event) or QCoreApplication.translate("Console", "Something happened here")
    return words.format(name=name, group=params.get("group", ""))


def conversation_words(record: ConversationRecord) -> str:
    """Return how a talk stands: waiting for the user, open, or closed and by whom."""
    if not record.open:
        return QCoreApplication.translate("Console", "Ended")
    if record.accepted_at is None:
        return QCoreApplication.translate("Console", "Waits for the user")
    return QCoreApplication.translate("Console", "In progress")


def person_of(record: ConversationRecord | ChatRequestRecord) -> str:
    """Return how the person at the device is called; the OS user where nobody is known."""
    return record.contact_name or record.os_user or record.device_name


def follower_words() -> str:
    """Return how the technician who follows a customer is marked where one is chosen (H-14), with places to fill."""
    return QCoreApplication.translate("Console", "{name} · follows {the_customer}")
