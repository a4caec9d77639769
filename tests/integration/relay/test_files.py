"""What the writer decides about files: who, how much, how often, and what an end is. Bytes: test_file_process.py."""

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from relay.adapters.file_store import SYNC_BYTES, FileStore
from relay.db.gate import Gate
from relay.db.repositories import files as file_rows
from relay.db.tables import audit_event
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import RELAY_SCOPE
from relay.files.permits import Permits
from relay.files.reaper import Reaper
from relay.files.transfers import Transfers
from relay.net.reader import Reader
from relay.services import file_ends
from relay.services.file_orders import AbandonFile, BytesRemoved, FileArrived, RefuseFile, ReleaseFile, StepUpTechnician
from relay.services.orders import PutSetting
from relay.writer.wire import Outcome
from shared.errors import AuthFailed
from shared.ids import ConversationId, FileId, MessageId, TicketId, new_id
from shared.limits import FILE_HALF_LIFE_S
from shared.protocol.base import Message
from shared.protocol.chat import CloseConversation, SendMessage
from shared.protocol.directory import RevokeDevice
from shared.protocol.tickets import OpenTicket
from shared.protocol.transfers import (
    CancelFile,
    FetchFile,
    FileGranted,
    FileState,
    FileTypeRule,
    OfferFile,
    SaveFilePolicy,
    TypeDirection,
)
from tests.support.office import LOCAL, RELAY, Agent, Office, Person, Voice, Who

MIB = 1024 * 1024


def offer(conversation: ConversationId | None = None, **changed: Any) -> OfferFile:
    facts = {"ref": 1, "file_id": FileId(new_id()), "name": "a.pdf", "size": 1000, "sha256": "0" * 64}
    return OfferFile(**{**facts, "conversation_id": conversation, **changed})


def grant(office: Office, who: Who, message: OfferFile | FetchFile) -> FileGranted:
    return office.answer(who, message, FileGranted)


def finish(office: Office, file_id: FileId) -> None:
    office.done(RELAY, FileArrived(file_id=file_id))
    office.done(RELAY, ReleaseFile(file_id=file_id, kind="pdf", media_type="application/pdf"))


def state(office: Office, file_id: FileId) -> FileState:
    with office.reader.connect() as connection:
        row = file_rows.file_row(Gate(connection, RELAY_SCOPE), file_id)
    assert row is not None
    found: FileState = row.state
    return found


def usage(office: Office, agent: Agent) -> int:
    with office.reader.connect() as connection:
        return file_rows.usage(Gate(connection, RELAY_SCOPE), agent.customer_id)


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


@pytest.fixture
def talk(office: Office, anna: Person, giulia: Agent) -> ConversationId:
    return office.talk(giulia, anna)


def test_a_file_is_listed_with_its_release_and_not_before(office: Office, giulia: Agent, talk: ConversationId) -> None:
    message = offer(talk)
    before = len(office.messages(talk))
    grant(office, giulia, message)
    office.done(RELAY, FileArrived(file_id=message.file_id))
    assert len(office.messages(talk)) == before
    office.done(RELAY, ReleaseFile(file_id=message.file_id, kind="pdf", media_type="application/pdf"))
    assert [str(m.message_id) for m in office.messages(talk)][before:] == [message.file_id]
    assert office.code(RELAY, ReleaseFile(file_id=message.file_id, kind="pdf", media_type="x")) == "conflict"
    assert len(office.messages(talk)) == before + 1


def test_words_and_files_share_one_order(office: Office, giulia: Agent, talk: ConversationId) -> None:
    voice, message = Voice(talk), offer(talk)
    office.done(giulia, voice.say("one"))
    grant(office, giulia, message)
    finish(office, message.file_id)
    office.done(giulia, voice.say("two"))
    assert [m.seq for m in office.messages(talk)] == list(range(1, len(office.messages(talk)) + 1))


def test_a_file_whose_id_a_message_has_already_taken_cannot_be_released(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    message = offer(talk)
    grant(office, giulia, message)
    said = msgspec.structs.replace(Voice(talk).say("x"), message_id=MessageId(message.file_id))
    assert isinstance(said, SendMessage)
    office.done(giulia, said)
    office.done(RELAY, FileArrived(file_id=message.file_id))
    release = ReleaseFile(file_id=message.file_id, kind="pdf", media_type="application/pdf")
    assert office.code(RELAY, release) == "conflict"
    refusal = RefuseFile(file_id=message.file_id, code="type_refused", why="macros")
    assert office.code(RELAY, refusal) == "conflict"
    office.done(RELAY, RefuseFile(file_id=message.file_id, code="conflict"))
    assert state(office, message.file_id) is FileState.REFUSED


def test_a_file_refused_for_its_content_is_shown_with_the_reason_and_the_audit_log_tells_it(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    message = offer(talk)
    grant(office, giulia, message)
    office.done(RELAY, FileArrived(file_id=message.file_id))
    office.done(RELAY, RefuseFile(file_id=message.file_id, code="type_refused", why="macros"))
    last = office.messages(talk)[-1]
    assert str(last.message_id) == message.file_id
    asked = grant(office, giulia, message)
    assert (asked.file.state, asked.file.refused, asked.file.why) == (FileState.REFUSED, "type_refused", "macros")
    row = office.rows(sa.select(audit_event).where(audit_event.c.action == "file.refused"))[-1]
    assert (row.object_id, row.detail) == (message.file_id, '{"code": "type_refused", "why": "macros"}')


def test_what_never_arrived_whole_is_shown_to_nobody(office: Office, giulia: Agent, talk: ConversationId) -> None:
    before = len(office.messages(talk))
    for code in ("hash_mismatch", "too_big", "conflict"):
        message = offer(talk)
        grant(office, giulia, message)
        office.done(RELAY, RefuseFile(file_id=message.file_id, code=code))
    assert len(office.messages(talk)) == before


def test_a_reason_is_one_of_ours_or_the_order_is_none() -> None:
    order = msgspec.structs.replace(RefuseFile(file_id=FileId(new_id()), code="type_refused"), why="<b>free text</b>")
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(order), type=RefuseFile)


def test_the_ticket_of_a_talk_is_told_of_anew_when_a_file_came_to_its_end(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    ticket = TicketId(new_id())
    office.done(anna, OpenTicket(ref=1, ticket_id=ticket, title="x", conversation_id=talk))
    for message in (offer(talk), offer(ticket_id=ticket)):
        grant(office, giulia, message)
        office.done(RELAY, FileArrived(file_id=message.file_id))
        release = ReleaseFile(file_id=message.file_id, kind="pdf", media_type="application/pdf")
        hints = office.commit([(RELAY, release)]).hints
        assert ticket in [hint.id for hint in hints if hint.topic is Topic.TICKET]


def test_a_customers_quota_counts_what_is_offered_until_its_bytes_are_gone(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    office.done(LOCAL, PutSetting(key="file_quota_mb", value="3"))
    first, second = offer(talk, size=2 * MIB), offer(talk, size=MIB + 1)
    grant(office, giulia, first)
    refused = office.refusal(giulia, second)
    assert (refused.code, refused.params) == ("quota", {"limit": 3 * MIB, "what": "bytes"})
    office.done(giulia, CancelFile(ref=1, file_id=first.file_id))
    assert office.code(giulia, second) == "quota"
    office.done(RELAY, BytesRemoved(file_ids=[first.file_id]))
    office.done(RELAY, BytesRemoved(file_ids=[first.file_id]))
    assert usage(office, giulia) == 0
    grant(office, giulia, second)
    office.done(RELAY, BytesRemoved(file_ids=[second.file_id]))
    assert usage(office, giulia) == MIB + 1


def test_another_customers_files_take_nothing_of_the_quota(office: Office, anna: Person, giulia: Agent) -> None:
    office.done(LOCAL, PutSetting(key="file_quota_mb", value="1"))
    other = office.agent(office.customer("Beta"))
    grant(office, giulia, offer(office.talk(giulia, anna), size=MIB))
    grant(office, other, offer(office.talk(other, anna), size=MIB))


def test_another_os_session_of_the_same_device_sees_no_file(office: Office, anna: Person) -> None:
    customer = office.customer()
    giulia = office.agent(customer, machine="m1")
    luca = office.agent(customer, machine="m1", os_user="luca")
    talk = office.talk(giulia, anna)
    message = offer(talk)
    grant(office, giulia, message)
    finish(office, message.file_id)
    assert office.code(luca, FetchFile(ref=1, file_id=message.file_id)) == "not_found"
    assert office.code(luca, CancelFile(ref=1, file_id=message.file_id)) == "not_found"
    assert office.code(luca, offer(talk)) == "not_found"


def test_files_of_a_ticket_and_files_of_its_talk_are_found_once_they_are_ready(
    office: Office, anna: Person, giulia: Agent
) -> None:
    talk, ticket = office.talk(giulia, anna), TicketId(new_id())
    office.done(anna, OpenTicket(ref=1, ticket_id=ticket, title="x", conversation_id=talk))
    first, second = offer(talk), offer(ticket_id=ticket)
    for who, message in ((giulia, first), (anna, second)):
        grant(office, who, message)
    with office.reader.connect() as connection:
        gate = Gate(connection, RELAY_SCOPE)
        assert [*file_rows.of_conversation(gate, talk), *file_rows.of_ticket(gate, ticket)] == []
    for message in (first, second):
        finish(office, message.file_id)
    with office.reader.connect() as connection:
        gate = Gate(connection, RELAY_SCOPE)
        found = [*file_rows.of_conversation(gate, talk), *file_rows.of_ticket(gate, ticket)]
    assert [row.id for row in found] == [first.file_id, second.file_id]


@pytest.mark.parametrize("where", ["none", "both"])
def test_a_file_goes_to_one_place(office: Office, anna: Person, giulia: Agent, where: str) -> None:
    talk, ticket = office.talk(giulia, anna), TicketId(new_id())
    office.done(anna, OpenTicket(ref=1, ticket_id=ticket, title="x", conversation_id=talk))
    message = offer() if where == "none" else offer(talk, ticket_id=ticket)
    assert office.code(anna, message) == "bad_frame"


def test_a_step_up_lasts_five_minutes_of_one_session(office: Office, anna: Person, talk: ConversationId) -> None:
    msi = {"name": "setup.msi"}
    assert office.code(anna, offer(talk, **msi)) == "step_up_required"
    office.done(RELAY, _step_up(anna, 10_000))
    assert office.code(RELAY, _step_up(anna, 10_000)) == "auth_failed"
    message = offer(talk, **msi)
    grant(office, anna, message)
    other = msgspec.structs.replace(anna, caller=office.session(anna.technician_id, step=10_001))
    assert office.code(other, offer(talk, **msi)) == "step_up_required"
    office.passes(300)
    assert office.code(anna, offer(talk, **msi)) == "step_up_required"
    grant(office, anna, message)  # what was begun may go on


def _step_up(who: Person, step: int) -> StepUpTechnician:
    return StepUpTechnician(
        re=1,
        technician_id=who.technician_id,
        session_hash=who.caller.session_hash,
        totp_step=step,
        recovery_hash=None,
        address="192.0.2.7",
        account="anna",
    )


def test_an_installer_never_comes_from_a_device_even_where_a_list_is_careless(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    rules = [FileTypeRule(suffix="msi"), FileTypeRule(suffix="exe", direction=TypeDirection.TO_DEVICE)]
    office.done(anna, SaveFilePolicy(ref=1, version=1, preset="custom", types=rules))
    for name in ("a.msi", "a.exe"):
        refused = office.refusal(giulia, offer(talk, name=name))
        assert (refused.code, refused.params) == ("type_refused", {"name": name, "why": "to_device_only"})
        assert office.code(anna, offer(talk, name=name)) == "step_up_required"


def test_an_erased_file_has_no_name_no_bytes_and_no_grant(office: Office, giulia: Agent, talk: ConversationId) -> None:
    message = offer(talk, name="Cartella clinica.pdf")
    grant(office, giulia, message)
    finish(office, message.file_id)
    with office.engine.begin() as connection:
        work = UnitOfWork(connection, RELAY_SCOPE)
        assert file_ends.erase(work, [message.file_id, FileId(new_id())], office.clock.now()) == 1
        assert file_ends.erase(work, [message.file_id], office.clock.now()) == 0
        row = file_rows.file_row(work.gate, message.file_id)
        assert row is not None
        assert (row.name, row.sha256, row.state, row.sender_name) == ("", "", FileState.ERASED, "")
        assert [(hint.topic, hint.note) for hint in work.hints] == [(Topic.FILE, "erased")]
    assert office.code(giulia, FetchFile(ref=1, file_id=message.file_id)) == "conflict"


def test_a_closed_talk_takes_no_new_file_and_what_was_under_way_still_arrives(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    message = offer(talk)
    grant(office, giulia, message)
    office.done(anna, CloseConversation(ref=1, conversation_id=talk))
    assert office.refusal(giulia, offer(talk)).params == {"why": "closed"}
    finish(office, message.file_id)
    assert state(office, message.file_id) is FileState.READY


def test_a_grant_dies_with_its_quarter_of_an_hour_its_device_or_its_file(
    office: Office, anna: Person, giulia: Agent, talk: ConversationId
) -> None:
    permits = Permits(Reader(office.reader), office.clock)
    first = grant(office, giulia, offer(talk))
    assert permits.check(first.token, first.file.file_id, is_sending=True).file.size == 1000
    office.sign_in(giulia.customer_id, giulia.device_id, giulia.key_id)  # a new connection of the same person
    assert permits.holds(permits.check(first.token, first.file.file_id, is_sending=True))
    office.passes(900)
    assert not _permits(permits, first)
    permit = permits.check((second := grant(office, anna, offer(talk))).token, second.file.file_id, is_sending=True)
    office.done(anna, CancelFile(ref=1, file_id=second.file.file_id))
    assert not permits.holds(permit)
    third = grant(office, anna, offer(talk))
    office.done(LOCAL, RevokeDevice(ref=1, device_id=giulia.device_id))
    assert _permits(permits, third)
    assert not _permits(permits, first)


def _permits(permits: Permits, granted: FileGranted) -> bool:
    try:
        permits.check(granted.token, granted.file.file_id, is_sending=True)
    except AuthFailed:
        return False
    return True


class Cleaning:
    """A reaper that orders the office's writer."""

    def __init__(self, office: Office) -> None:
        self.store = FileStore(office.config.files)
        reader = Reader(office.reader)
        self.reaper = Reaper(
            reader=reader,
            store=self.store,
            clock=office.clock,
            transfers=Transfers(Permits(reader, office.clock)),
            ask=self._ask,
            clock_rate=1,
        )
        self._office = office

    async def _ask(self, message: Message) -> Outcome:
        return self._office.commit([(RELAY, message)]).outcomes[0]

    def write(self, customer_id: str, stored_as: str, idle_s: float = 0) -> Path:
        opened = self.store.open_to_append(customer_id, stored_as)
        opened.write(b"half")
        opened.close()
        path = self.store.path(customer_id, stored_as)
        _age(path, idle_s)
        return path


def _age(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


def _stored_as(office: Office, file_id: FileId) -> str:
    with office.reader.connect() as connection:
        row = file_rows.file_row(Gate(connection, RELAY_SCOPE), file_id)
    assert row is not None
    return str(row.stored_as)


async def test_an_upload_that_nobody_goes_on_with_for_an_hour_is_removed(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    cleaning, message, fresh = Cleaning(office), offer(talk), offer(talk)
    grant(office, giulia, message)
    path = cleaning.write(giulia.customer_id, _stored_as(office, message.file_id), idle_s=FILE_HALF_LIFE_S + 60)
    office.passes(FILE_HALF_LIFE_S - 1)
    await cleaning.reaper.look()
    assert path.exists()
    office.passes(2)
    grant(office, giulia, fresh)
    await cleaning.reaper.look()
    assert not path.exists()
    assert (state(office, message.file_id), state(office, fresh.file_id)) == (FileState.CANCELLED, FileState.RECEIVING)
    assert usage(office, giulia) == 1000
    assert office.code(RELAY, AbandonFile(file_id=message.file_id)) == "conflict"


async def test_an_upload_whose_bytes_still_come_is_not_abandoned(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    cleaning, message = Cleaning(office), offer(talk)
    grant(office, giulia, message)
    path = cleaning.write(giulia.customer_id, _stored_as(office, message.file_id))
    office.passes(2 * FILE_HALF_LIFE_S)
    await cleaning.reaper.look()
    assert path.exists()


async def test_what_no_row_names_is_swept_up_and_what_one_names_is_kept(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    cleaning, message = Cleaning(office), offer(talk)
    grant(office, giulia, message)
    kept = cleaning.write(giulia.customer_id, _stored_as(office, message.file_id), idle_s=9999)
    stray = cleaning.write(giulia.customer_id, new_id(), idle_s=9999)
    young = cleaning.write(new_id(), new_id())
    await cleaning.reaper.look_for_strays()
    assert [path.exists() for path in (kept, stray, young)] == [True, False, True]


def test_after_a_power_cut_the_last_unfinished_mebibyte_is_not_trusted(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files")
    opened = store.open_to_append("customer", "stored")
    for _ in range(3):
        opened.write(b"x" * (SYNC_BYTES // 2))
    opened.close()
    assert store.arrived("customer", "stored") == SYNC_BYTES * 3 // 2
    _age(store.path("customer", "stored"), 10**9)  # written before the machine last started
    assert store.arrived("customer", "stored") == SYNC_BYTES
    again = store.open_to_append("customer", "stored")
    assert (again.arrived, store.path("customer", "stored").stat().st_size) == (SYNC_BYTES, SYNC_BYTES)
    again.close()


def test_bytes_lie_under_generated_names_for_the_relay_alone(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    message = offer(talk, name="..\\..\\Windows\\a.pdf")
    answer = grant(office, giulia, message)
    assert answer.file.name == "a.pdf"
    stored_as = _stored_as(office, message.file_id)
    path = Cleaning(office).write(giulia.customer_id, stored_as)
    assert path.relative_to(office.config.files).parts == (giulia.customer_id, stored_as[-2:], stored_as)
    assert {p.stat().st_mode & 0o777 for p in (path.parent, path.parent.parent, office.config.files)} == {0o700}
    assert path.stat().st_mode & 0o777 == 0o600
    assert stored_as != message.file_id


def test_a_token_is_kept_as_its_hash_only(office: Office, giulia: Agent, talk: ConversationId) -> None:
    answer = grant(office, giulia, offer(talk))
    hashed = hashlib.sha256(answer.token.encode()).digest()
    database = b"".join(path.read_bytes() for path in office.config.state.glob("relay.db*"))
    assert (hashed in database, answer.token.encode() in database) == (True, False)
