"""From what the presenters say to one JSON line each: what a person would see or hear on a screen."""

from typing import Any

from PySide6.QtCore import QObject

from shared.ids import ConversationId
from shared.link.events import LinkEvent, LinkStateChanged, Received
from shared.protocol.hello import TechnicianWelcome
from shared.protocol.inventory import InventoryChanged
from shared.protocol.requests import ChatRequestRecord
from shared.qt.file_lines import transfer_fields
from shared.qt.json_lines import LineWriter
from tech_console.headless.showing_desk import ShowingDesk
from tech_console.models.problem_words import link_words, problem_words
from tech_console.presenters.console import Console
from tech_console.presenters.line import Problem
from tech_console.presenters.notices import Notice
from tech_console.presenters.outgoing import Ask
from tech_console.presenters.sign_in import SignInState
from tech_console.state.snapshot import Change, Kind
from tech_console.state.talk import Row

NAMES = {
    Kind.REQUEST: "request",
    Kind.CONVERSATION: "conversation",
    Kind.TICKET: "ticket",
    Kind.DEVICE: "device",
    Kind.CUSTOMER: "customer",
    Kind.CONTACT: "contact",
    Kind.TECHNICIAN: "technician",
    Kind.TOKEN: "token",
    Kind.GROUP: "group",
    Kind.SERVICE: "service",
    Kind.ANSWER: "answer",
    Kind.WATCH_RULE: "watch_rule",
    Kind.SETTINGS: "settings",
    Kind.PROFILE: "profile",
}


class Showing(QObject):
    """Writes a line for every signal of every presenter."""

    def __init__(self, console: Console, out: LineWriter) -> None:
        super().__init__()
        self._console = console
        self._out = out
        self._noted: dict[str, set[int]] = {}
        console.line.state_changed.connect(self._link)
        console.line.heard.connect(self._heard)
        console.line.failed.connect(self._failed)
        console.sign_in.changed.connect(self._sign_in)
        console.world.challenged.connect(self._challenged)
        console.world.signed_in.connect(self._signed_in)
        console.world.changed.connect(self._changed)
        console.world.reloaded.connect(self._reloaded)
        console.incoming.rang.connect(self._rang)
        console.incoming.stopped.connect(lambda request: out.write("stopped", request=request))
        console.incoming.lost.connect(self._lost)
        console.outgoing.changed.connect(self._asking)
        self._watch_talks(console)
        self._desk = ShowingDesk(console, out)
        console.files.moved.connect(lambda transfer: out.write("transfer", **transfer_fields(transfer)))
        console.settings.token_created.connect(
            lambda token_id, secret: out.write("token_secret", token_id=token_id, secret=secret)
        )
        console.notices.sound.connect(lambda name: out.write("sound", name=name))
        console.notices.notice.connect(self._notice)

    def _heard(self, event: LinkEvent) -> None:
        if isinstance(event, Received) and isinstance(message := event.message, InventoryChanged):
            self._out.write("inventory_changed", device_id=message.device_id, version=message.version)

    def _watch_talks(self, console: Console) -> None:
        out, chats = self._out, console.chats
        chats.row_changed.connect(self._row)
        chats.row_removed.connect(
            lambda conversation_id, key: out.write("message_gone", conversation_id=conversation_id, message_id=key)
        )
        chats.rows_reset.connect(self._history)
        chats.unread_changed.connect(
            lambda conversation_id: out.write(
                "unread", conversation_id=conversation_id, unread=chats.unread().get(conversation_id, 0)
            )
        )
        chats.typing.connect(
            lambda conversation_id, name: out.write("typing", conversation_id=conversation_id, name=name)
        )
        chats.opened.connect(lambda conversation_id: out.write("opened", conversation_id=conversation_id))
        chats.waiting_changed.connect(lambda count: out.write("waiting", count=count))

    def _link(self, state: LinkStateChanged) -> None:
        self._out.write(
            "link",
            state=state.state,
            code=state.code,
            params=state.params,
            retry_in_s=state.retry_in_s,
            words=link_words(state),
        )

    def _sign_in(self, state: SignInState) -> None:
        self._out.write("sign_in", **_fields(state), wait_ms=self._console.sign_in.wait_ms())

    def _challenged(self) -> None:
        challenge = self._console.world.challenge
        if challenge is not None:
            self._out.write(
                "relay",
                organisation=challenge.organisation,
                edition=challenge.edition,
                relay_id=challenge.relay_id,
            )

    def _signed_in(self, welcome: TechnicianWelcome) -> None:
        self._out.write("signed_in", profile=welcome.profile, recovery_codes_left=welcome.recovery_codes_left)

    def _changed(self, change: Change) -> None:
        name = NAMES[change.kind]
        if change.kind is Kind.REQUEST and change.after is not None:
            self._out.write(name, request=self._request(change.after))
        elif change.after is not None:
            self._out.write(name, **{name: change.after})
        else:
            self._out.write("removed", what=change.kind.value, id=change.id)

    def _reloaded(self) -> None:
        if self._console.world.is_complete:
            self._out.write("ready", counts=self._console.counts())

    def _request(self, request: ChatRequestRecord) -> dict[str, Any]:
        remaining_ms = self._console.world.remaining_ms(request.request_id)
        return {**_fields(request), "remaining_ms": remaining_ms}

    def _rang(self, request: ChatRequestRecord) -> None:
        self._out.write("rang", request=self._request(request))

    def _lost(self, request: ChatRequestRecord | None, problem: Problem) -> None:
        self._out.write("lost", request=request, code=problem.code, params=problem.params, words=problem_words(problem))

    def _asking(self, ask: Ask) -> None:
        self._out.write("asking", **_fields(ask), remaining_ms=self._console.outgoing.remaining_ms(ask.request_id))

    def _row(self, conversation_id: str, row: Row) -> None:
        self._out.write("message", conversation_id=conversation_id, **_shown(row))
        self._note(conversation_id, row)

    def _history(self, conversation_id: str) -> None:
        talk = self._console.chats.talk(ConversationId(conversation_id))
        rows = talk.rows()
        self._out.write(
            "history",
            conversation_id=conversation_id,
            messages=[_shown(row) for row in rows],
            draft=talk.draft,
            read=talk.read,
            is_complete=talk.is_complete,
        )
        for row in rows:
            self._note(conversation_id, row)

    def _note(self, conversation_id: str, row: Row) -> None:
        noted = self._noted.setdefault(conversation_id, set())
        if row.seq and row.seq not in noted:
            noted.add(row.seq)
            self._console.chats.note_shown(ConversationId(conversation_id), row)

    def _notice(self, notice: Notice) -> None:
        self._out.write("notice", **_fields(notice))

    def _failed(self, problem: Problem) -> None:
        self._out.write("problem", **_fields(problem), words=problem_words(problem))


def _shown(row: Row) -> dict[str, Any]:
    fields = _fields(row)
    fields["message_id"] = fields.pop("key")
    fields.pop("order")
    return {"seq": row.seq or None, **fields}


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}
