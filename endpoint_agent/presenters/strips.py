"""The lines of the first page that say what must not be overlooked: who is connected, who waits, what was missed."""

import datetime as dt
import enum

import msgspec
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTime

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.clock import minutes_seconds
from endpoint_agent.presenters.talk import Talk
from shared.protocol.releases import ReleaseRecord
from shared.protocol.requests import ChatRequestRecord
from shared.widgets.plain_text import isolated

translate = QCoreApplication.translate


class StripAction(enum.Enum):
    """What its button does."""

    END_TALK = "end_talk"
    SHOW_REQUEST = "show_request"
    END_QUIET = "end_quiet"
    SHOW_MISSED = "show_missed"
    SHOW_TICKETS = "show_tickets"
    SHOW_RELEASE = "show_release"


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """One line with one button; `target` is the id the action is about."""

    action: StripAction
    text: str
    button: str
    icon: str
    is_urgent: bool = False
    target: str = ""


class Numbers(QObject):
    """Sentences with a number in them: lupdate finds the number only in `self.tr`."""

    def missed(self, count: int) -> str:
        """Return how many requests were missed."""
        return self.tr("%n missed request(s)", "", count)

    def answers(self, count: int) -> str:
        """Return how many tickets have an unread answer."""
        return self.tr("%n ticket(s) with a new answer", "", count)

    def waiting(self, count: int) -> str:
        """Return how many tickets and replies wait for the connection."""
        return self.tr("%n ticket(s) or replies waiting for connection", "", count)

    def refused(self, count: int) -> str:
        """Return how many tickets and replies were refused."""
        return self.tr("%n ticket(s) or replies could not be sent", "", count)


def strips(presenters: AgentPresenters) -> list[Strip]:
    """Return what has to be said now, the most urgent first."""
    p = presenters
    found = [_request(p, record) for record in p.requests.incoming.values()] if p.quiet.is_on else []
    found += [_talk(talk) for talk in p.chat.open_talks() if is_connected(talk)]
    if p.quiet.is_on:
        found.append(_quiet(p.quiet.until))
    if count := p.missed.unseen():
        found.append(_strip(StripAction.SHOW_MISSED, Numbers().missed(count), "phone"))
    if count := p.tickets.unread():
        found.append(_strip(StripAction.SHOW_TICKETS, Numbers().answers(count), "mail"))
    found += _unsent(p)
    return found if p.newer.release is None else [*found, _newer(p.newer.release)]


def is_connected(talk: Talk) -> bool:
    """Whether a technician takes part in this conversation now: accepted and not closed."""
    return talk.record is not None and talk.record.open and talk.record.accepted_at is not None


def since_words(talk: Talk) -> str:
    """Return since when a technician takes part; the day too where it was not today."""
    at = talk.record.accepted_at if talk.record is not None else None
    return "" if at is None else translate("Strips", "since {time}").format(time=moment_words(at))


def moment_words(at: dt.datetime) -> str:
    """Return the time at the reader's place, with a short date where it is not today."""
    local, short = at.astimezone(), QLocale.FormatType.ShortFormat
    time = QLocale().toString(QTime(local.hour, local.minute), short)
    if local.date() == dt.datetime.now().astimezone().date():
        return time
    return f"{QLocale().toString(QDate(local.year, local.month, local.day), short)}, {time}"


def quiet_words(until: dt.datetime | None) -> str:
    """Return until when nobody is to be disturbed."""
    if until is None:
        return translate("Strips", "Do not disturb is on")
    return translate("Strips", "Do not disturb until {time}").format(time=moment_words(until))


def _talk(talk: Talk) -> Strip:
    name = talk.record.technician_name if talk.record is not None else ""
    words = translate("Strips", "{name} is connected {since}").format(name=isolated(name), since=since_words(talk))
    return Strip(
        action=StripAction.END_TALK,
        text=words,
        button=translate("Strips", "End"),
        icon="user-check",
        target=talk.conversation_id,
    )


def _request(presenters: AgentPresenters, record: ChatRequestRecord) -> Strip:
    left = minutes_seconds(presenters.requests.remaining_ms(record.request_id))
    words = translate("Strips", "{name} would like to chat with you ({time})")
    return Strip(
        action=StripAction.SHOW_REQUEST,
        text=words.format(name=isolated(record.technician_name), time=left),
        button=translate("Strips", "Show"),
        icon="bell-ring",
        is_urgent=True,
        target=record.request_id,
    )


def _quiet(until: dt.datetime | None) -> Strip:
    return Strip(
        action=StripAction.END_QUIET,
        text=quiet_words(until),
        button=translate("Strips", "Switch off"),
        icon="bell-off",
    )


def _newer(release: ReleaseRecord) -> Strip:
    return Strip(
        action=StripAction.SHOW_RELEASE,
        text=translate("Strips", "Version {version} of this program is available").format(version=release.version),
        button=translate("Strips", "Show"),
        icon="download",
        target=release.url,
    )


def _unsent(presenters: AgentPresenters) -> list[Strip]:
    codes = [ticket.code for ticket in presenters.ticket_outbox.all()]
    codes += [reply.code for reply in presenters.threads.waiting()]
    refused = sum(1 for code in codes if code)
    found = []
    if refused:
        words = Numbers().refused(refused)
        found.append(_strip(StripAction.SHOW_TICKETS, words, "circle-alert", is_urgent=True))
    if len(codes) > refused and not presenters.status.is_ready:
        found.append(_strip(StripAction.SHOW_TICKETS, Numbers().waiting(len(codes) - refused), "clock"))
    return found


def _strip(action: StripAction, text: str, icon: str, *, is_urgent: bool = False) -> Strip:
    return Strip(action=action, text=text, button=translate("Strips", "Show"), icon=icon, is_urgent=is_urgent)
