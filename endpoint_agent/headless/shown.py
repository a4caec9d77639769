"""Says on standard output what a screen would show, one JSON object per line. Source: docs/headless.md, Agent."""

from collections.abc import Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QObject

from endpoint_agent.headless.show import Show
from endpoint_agent.headless.shown_desk import ShownDesk
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.identity import Step
from endpoint_agent.presenters.requests import Outgoing, Stage
from endpoint_agent.presenters.situation import situation
from endpoint_agent.presenters.talk import Talk, is_theirs
from endpoint_agent.presenters.words import event_words, identity_error_words, link_words
from shared.ids import ChatRequestId, ConversationId
from shared.link.events import HistoryLoaded
from shared.mailbox.records import OutgoingMessage
from shared.protocol.chat import ChatMessage
from shared.protocol.requests import ChatRequestRecord
from shared.protocol.tickets import TicketRecord
from shared.qt.error_words import error_words
from shared.qt.file_lines import transfer_fields


class Shown(QObject):
    """Listens to all presenters. A line that would repeat the one of its kind before is left out."""

    def __init__(self, presenters: AgentPresenters, show: Show) -> None:
        super().__init__()
        self._p = presenters
        self._show = show
        self._last: dict[str, dict[str, Any]] = {}
        self._desk = ShownDesk(presenters, show)
        self._listen()

    def _listen(self) -> None:
        p = self._p
        p.status.changed.connect(self._status)
        p.identity.changed.connect(self._identity)
        p.requests.outgoing_changed.connect(self._outgoing_request)
        p.requests.incoming_changed.connect(self._incoming)
        p.requests.incoming_ended.connect(self._incoming_ended)
        p.chat.conversation_changed.connect(self._conversation)
        p.chat.message_stored.connect(self._message)
        p.chat.outgoing_moved.connect(self._outgoing)
        p.chat.history_loaded.connect(self._history_loaded)
        p.chat.ticks_moved.connect(self._ticks)
        p.chat.typing_changed.connect(self._typing)
        p.chat.left_message.connect(self._left_message)
        p.files.moved.connect(lambda transfer: self._show("transfer", **transfer_fields(transfer)))
        p.tickets.moved.connect(self._ticket)

    def state(self) -> None:
        """Say everything as it stands."""
        status, requests, chat = self._p.status, self._p.requests, self._p.chat
        self._show(
            "state",
            link=self._link_fields(),
            device=self._device_fields(),
            counter=status.counter,
            situation=self._situation_fields(),
            identity=self._identity_fields(),
            outgoing_request=_outgoing_fields(requests.outgoing, requests.remaining_ms(requests.outgoing.request_id)),
            requests=[self._request_fields(record) for record in requests.incoming.values()],
            conversations=[_conversation_fields(talk) for talk in chat.newest_first()],
            tickets=self._p.tickets.newest_first(),
            waiting=status.waiting,
            unread=chat.unread(),
            **self._desk.state(),
        )

    def error(
        self, code: str, params: Mapping[str, str | int], retry_after_ms: int | None = None, **fields: Any
    ) -> None:
        """Say what went wrong, as a code and in words."""
        words = error_words(code, params, retry_after_ms)
        self._show("error", code=code, params=dict(params), retry_after_ms=retry_after_ms, words=words, **fields)

    def history(self, conversation_id: str, *, is_complete: bool = True, code: str = "") -> None:
        """Say all rows of a conversation that are here."""
        talk = self._p.chat.talks[ConversationId(conversation_id)]
        rows = [*map(_message_fields, talk.rows)]
        waiting = [_waiting_fields(message) for message in talk.outgoing.values()]
        self._show(
            "history",
            conversation_id=conversation_id,
            messages=rows,
            outgoing=waiting,
            draft=talk.draft,
            complete=is_complete,
            code=code,
        )

    def _once(self, kind: str, /, **fields: Any) -> None:
        if self._last.get(kind) != fields:
            self._last[kind] = fields
            self._show(kind, **fields)

    def _status(self) -> None:
        self._once("link", **self._link_fields())
        if self._p.status.device_id:
            self._once("device", **self._device_fields())
        if self._p.status.is_told:
            self._once("counter", **msgspec.structs.asdict(self._p.status.counter))
        self._once("outbox", waiting=self._p.status.waiting)
        self._situation()

    def _situation(self) -> None:
        # A running countdown is no news: only another kind of situation, or other buttons, are.
        fields = self._situation_fields()
        what = {"kind": fields["kind"], "actions": fields["actions"]}
        if self._last.get("situation") != what:
            self._last["situation"] = what
            self._show("situation", **fields)

    def _situation_fields(self) -> dict[str, Any]:
        now = situation(self._p.status, self._p.requests, has_talk=bool(self._p.chat.open_talks()))
        actions = [action.value for action in (now.action, now.other_action) if action is not None]
        return {"kind": now.kind.value, "title": now.title, "words": now.hint, "actions": actions}

    def _link_fields(self) -> dict[str, Any]:
        status = self._p.status
        words = link_words(status.link_state, status.code, status.params)
        return {"state": status.link_state, "code": status.code, "params": status.params, "words": words}

    def _device_fields(self) -> dict[str, Any]:
        status = self._p.status
        return {
            "device_id": status.device_id,
            "device_key_id": status.device_key_id,
            "organisation": status.organisation,
            "customer_name": status.customer_name,
            "approved": status.is_approved,
        }

    def _identity(self) -> None:
        self._once("identity", **self._identity_fields())

    def _identity_fields(self) -> dict[str, Any]:
        identity = self._p.identity
        return {
            "shield": identity.shield,
            "contact": identity.contact,
            "step": identity.step,
            "busy": identity.is_busy,
            "code": identity.code,
            "params": identity.params,
            "words": identity_error_words(identity.code, identity.params, identity.retry_after_ms),
            "mail_failed": identity.is_mail_failed,
            "mail_final": identity.is_mail_final,
            "lives_ms": identity.token_life_ms() if identity.step is Step.CODE and not identity.is_busy else 0,
        }

    def _outgoing_request(self) -> None:
        mine = self._p.requests.outgoing
        self._show("outgoing_request", **_outgoing_fields(mine, self._p.requests.remaining_ms(mine.request_id)))
        self._situation()

    def _request_fields(self, record: ChatRequestRecord) -> dict[str, Any]:
        return {
            "request_id": record.request_id,
            "state": record.state,
            "technician_name": record.technician_name,
            "organisation": record.organisation,
            "reason": record.reason,
            "remaining_ms": self._p.requests.remaining_ms(record.request_id),
            "conversation_id": record.conversation_id,
        }

    def _incoming(self, request_id: str) -> None:
        self._show("request", **self._request_fields(self._p.requests.incoming[ChatRequestId(request_id)]))

    def _incoming_ended(self, record: ChatRequestRecord) -> None:
        self._show("request", **self._request_fields(record))

    def _conversation(self, conversation_id: str) -> None:
        talk = self._p.chat.talks[ConversationId(conversation_id)]
        if talk.record is not None:
            fields = _conversation_fields(talk)
            if self._last.get(conversation_id) != fields:
                self._last[conversation_id] = fields
                self._show("conversation", **fields)

    def _message(self, conversation_id: str, row: ChatMessage) -> None:
        self._show("message", conversation_id=conversation_id, **_message_fields(row))
        self._p.chat.note_shown(ConversationId(conversation_id), row)

    def _outgoing(self, conversation_id: str, message: OutgoingMessage) -> None:
        self._show("outgoing", conversation_id=conversation_id, **_waiting_fields(message))

    def _history_loaded(self, conversation_id: str, event: HistoryLoaded) -> None:
        if event.first or event.complete:
            self.history(conversation_id, is_complete=event.complete, code=event.code)

    def _ticks(self, conversation_id: str) -> None:
        delivered, read = self._p.chat.talks[ConversationId(conversation_id)].others()
        self._show("ticks", conversation_id=conversation_id, delivered=delivered, read=read)

    def _typing(self, conversation_id: str) -> None:
        name = self._p.chat.typing_name(ConversationId(conversation_id))
        if self._last.get("typing", {}).get(conversation_id) != name:
            self._last.setdefault("typing", {})[conversation_id] = name
            self._show("typing", conversation_id=conversation_id, name=name)

    def _left_message(self, conversation_id: str) -> None:
        self._show("left_message", conversation_id=conversation_id)

    def _ticket(self, ticket: TicketRecord) -> None:
        self._show("ticket", ticket=ticket)

    def transcript(self, conversation_id: ConversationId) -> None:
        """Say a conversation as the text it would be saved as."""
        self._desk.transcript(conversation_id)

    def snapshot(self, facts: dict[str, str]) -> None:
        """Say what a ticket would tell of this device."""
        self._show("snapshot", facts=facts)


def _outgoing_fields(mine: Outgoing, remaining_ms: int) -> dict[str, Any]:
    words = error_words(mine.code, mine.params, mine.retry_after_ms) if mine.stage is Stage.REFUSED else ""
    return {
        "request_id": mine.request_id,
        "stage": mine.stage,
        "reason": mine.reason,
        "remaining_ms": remaining_ms,
        "code": mine.code,
        "params": mine.params,
        "words": words,
    }


def _conversation_fields(talk: Talk) -> dict[str, Any]:
    record = talk.record
    if record is None:
        return {"conversation_id": talk.conversation_id, "open": True}
    return {
        "conversation_id": talk.conversation_id,
        "open": record.open,
        "technician_name": record.technician_name,
        "organisation": record.organisation,
        "shield": record.shield,
        "accepted": record.accepted_at is not None,
        "closed_by": record.closed_by,
        "ticket_number": record.ticket_number,
        "unread": talk.unread,
    }


def _message_fields(row: ChatMessage) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "message_id": row.message_id,
        "sender": row.sender,
        "sender_id": row.sender_id,
        "sender_name": row.sender_name,
        "at": row.at,
        "text": event_words(row.event, row.params) if row.event else row.text,
        "event": row.event,
        "file": row.file,
        "unread": is_theirs(row),
    }


def _waiting_fields(message: OutgoingMessage) -> dict[str, Any]:
    return {
        "message_id": message.message_id,
        "number": message.number,
        "state": message.state,
        "code": message.code,
        "text": message.text,
    }
