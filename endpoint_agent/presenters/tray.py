"""What the icon near the clock tells at a glance, and its tool tip."""

import enum

from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.counted import Counted
from endpoint_agent.presenters.situation import situation
from endpoint_agent.presenters.strips import StripAction, strips
from endpoint_agent.presenters.words import waiting_words

TOLD = {StripAction.END_TALK, StripAction.END_QUIET, StripAction.SHOW_MISSED, StripAction.SHOW_TICKETS}
translate = QCoreApplication.translate


class TrayState(enum.Enum):
    """From the most urgent to the calmest; the icon shows the first that holds."""

    REQUEST_WAITING = "request_waiting"
    DISCONNECTED = "disconnected"
    NO_APPROVAL = "no_approval"
    IN_CHAT = "in_chat"
    CONNECTED = "connected"


def tray_state(presenters: AgentPresenters) -> TrayState:
    """Return what the icon shows now."""
    status = presenters.status
    if presenters.requests.incoming:
        return TrayState.REQUEST_WAITING
    if not status.is_ready:
        return TrayState.DISCONNECTED
    if status.is_known_unapproved:
        return TrayState.NO_APPROVAL
    return TrayState.IN_CHAT if presenters.chat.open_talks() else TrayState.CONNECTED


def state_words(presenters: AgentPresenters) -> str:
    """Return the state as a short word, for the line under the organisation's name."""
    return {
        TrayState.REQUEST_WAITING: translate("Tray", "A technician wants to talk to you"),
        TrayState.DISCONNECTED: translate("Tray", "Not connected"),
        TrayState.NO_APPROVAL: translate("Tray", "Waiting for approval"),
        TrayState.IN_CHAT: translate("Tray", "In conversation"),
        TrayState.CONNECTED: translate("Tray", "Connected"),
    }[tray_state(presenters)]


def unread_count(presenters: AgentPresenters) -> int:
    """Return the number on the icon: unread messages, tickets with a new answer, missed requests."""
    return presenters.chat.unread() + presenters.tickets.unread() + presenters.missed.unseen()


def tray_words(presenters: AgentPresenters) -> str:
    """Return the tool tip: who, what is going on, what is unread, what waits."""
    status, unread = presenters.status, presenters.chat.unread()
    now = situation(status, presenters.requests, has_talk=bool(presenters.chat.open_talks()))
    lines = [status.title or translate("Tray", "Support"), now.title]
    if presenters.requests.incoming:
        lines[1] = state_words(presenters)
    lines += [strip.text for strip in strips(presenters) if strip.action in TOLD]
    if unread:
        lines.append(Counted().unread(unread))
    if status.waiting:
        lines.append(waiting_words(status.waiting))
    return "\n".join(lines)
