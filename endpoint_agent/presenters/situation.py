"""What is going on, in one sentence and with what can be done about it: the line every small window begins with."""

import enum

import msgspec
from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.clock import minutes_seconds
from endpoint_agent.presenters.counted import Counted
from endpoint_agent.presenters.requests import RequestsPresenter, Stage
from endpoint_agent.presenters.status import StatusPresenter
from endpoint_agent.presenters.words import link_words
from shared.link.events import LinkState
from shared.qt.error_words import error_words

translate = QCoreApplication.translate


class Kind(enum.Enum):
    """Which picture goes with it."""

    READY = "ready"
    CONNECTING = "connecting"
    OFFLINE = "offline"
    STOPPED = "stopped"
    NOT_APPROVED = "not_approved"
    NOT_ENABLED = "not_enabled"
    NO_TECHNICIAN = "no_technician"
    WAITING = "waiting"
    BUSY = "busy"
    EXPIRED = "expired"
    REFUSED = "refused"


class Action(enum.Enum):
    """What a button may offer."""

    START_CHAT = "start_chat"
    TRY_AGAIN = "try_again"
    CANCEL = "cancel"
    NEW_TICKET = "new_ticket"
    RECONNECT = "reconnect"


class Situation(msgspec.Struct, frozen=True, kw_only=True):
    """Title, one more sentence, at most two buttons; the first is the one to press."""

    kind: Kind
    title: str
    hint: str = ""
    action: Action | None = None
    other_action: Action | None = None


def situation(status: StatusPresenter, requests: RequestsPresenter, *, has_talk: bool) -> Situation:
    """Return what is going on now; `has_talk` when a conversation is open already."""
    stage = requests.outgoing.stage
    if stage in {Stage.ASKING, Stage.WAITING}:
        return _waiting(status, requests)
    if not status.is_ready:
        return _no_connection(status)
    if status.is_known_unapproved:
        return Situation(
            kind=Kind.NOT_APPROVED,
            title=translate("Situation", "Waiting for approval by your IT support"),
            hint=translate("Situation", "As soon as they have approved this computer, you can ask for help here."),
        )
    if not status.is_told:
        return Situation(kind=Kind.CONNECTING, title=translate("Situation", "Connecting…"))
    if stage in {Stage.BUSY, Stage.EXPIRED, Stage.REFUSED}:
        return _nobody_came(requests, can_ask=status.can_ask)
    return _counter(status, has_talk=has_talk)


def _waiting(status: StatusPresenter, requests: RequestsPresenter) -> Situation:
    left = requests.remaining_ms(requests.outgoing.request_id)
    if requests.outgoing.stage is Stage.ASKING or not left:
        title = translate("Situation", "Asking for a technician…")
    else:
        title = translate("Situation", "Waiting for a technician ({time})").format(time=minutes_seconds(left))
    hint = translate("Situation", "You may go on working: this window tells you when somebody answers.")
    if not status.is_ready:
        hint = translate("Situation", "There is no connection at the moment. Your request goes on meanwhile.")
    return Situation(kind=Kind.WAITING, title=title, hint=hint, action=Action.CANCEL)


def _no_connection(status: StatusPresenter) -> Situation:
    words = link_words(status.link_state, status.code, status.params)
    if status.link_state is LinkState.STOPPED:
        title = translate("Situation", "No connection")
        action = None if _is_before_the_link(status) else Action.RECONNECT
        return Situation(kind=Kind.STOPPED, title=title, hint=_with_phone(words, status), action=action)
    if not status.code:
        return Situation(kind=Kind.CONNECTING, title=translate("Situation", "Connecting…"))
    seconds = status.retry_in_s()
    if seconds:
        words = f"{words} {Counted().next_try(seconds)}"
    title = translate("Situation", "No connection")
    # A ticket is kept until there is a connection (L4).
    again, hint = Action.RECONNECT, _with_phone(words, status)
    return Situation(kind=Kind.OFFLINE, title=title, hint=hint, action=again, other_action=Action.NEW_TICKET)


def _is_before_the_link(status: StatusPresenter) -> bool:
    """What was wrong when the program started is read anew by a start alone: a button would do nothing."""
    return status.code in {"config", "storage", "no_relay"} or (status.code == "stamp" and "path" in status.params)


def _with_phone(words: str, status: StatusPresenter) -> str:
    """Where nothing here helps, a person may still call."""
    if not status.support_phone:
        return words
    phone = translate("Situation", "Phone: {number}").format(number=status.support_phone)
    return f"{words}\n{phone}"


def _nobody_came(requests: RequestsPresenter, *, can_ask: bool) -> Situation:
    mine = requests.outgoing
    again = Action.TRY_AGAIN
    kept = translate("Situation", "Try again, or leave a ticket: your text is kept.")
    if mine.stage is Stage.BUSY:
        title = translate("Situation", "All technicians are busy")
        return Situation(kind=Kind.BUSY, title=title, hint=kept, action=again, other_action=Action.NEW_TICKET)
    if mine.stage is Stage.EXPIRED:
        title = translate("Situation", "Nobody could answer within two minutes")
        return Situation(kind=Kind.EXPIRED, title=title, hint=kept, action=again, other_action=Action.NEW_TICKET)
    if mine.code == "no_technician" and not can_ask:
        return _no_technician()
    title = translate("Situation", "Your request could not be made")
    words = error_words(mine.code, mine.params, mine.retry_after_ms)
    return Situation(kind=Kind.REFUSED, title=title, hint=words, action=again, other_action=Action.NEW_TICKET)


def _no_technician() -> Situation:
    return Situation(
        kind=Kind.NO_TECHNICIAN,
        title=translate("Situation", "No technician is available now"),
        hint=translate("Situation", "Leave a ticket: it is read as soon as somebody is back."),
        action=Action.NEW_TICKET,
    )


def _counter(status: StatusPresenter, *, has_talk: bool) -> Situation:
    counter = status.counter
    if not (counter.helpdesk_enabled and counter.user_chat_enabled):
        return Situation(
            kind=Kind.NOT_ENABLED,
            title=translate("Situation", "Your support starts the chats here"),
            hint=translate(
                "Situation", "When a technician wants to talk, you are asked first. You can leave a ticket."
            ),
            action=Action.NEW_TICKET,
        )
    if not counter.technician_available:
        return _no_technician()
    if has_talk:
        title = translate("Situation", "You are in a conversation")
        hint = translate("Situation", "Open it below, or ask for another technician.")
    else:
        title = translate("Situation", "How can we help?")
        hint = translate("Situation", "A technician is available now.")
    return Situation(kind=Kind.READY, title=title, hint=hint, action=Action.START_CHAT, other_action=Action.NEW_TICKET)
