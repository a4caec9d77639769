"""The talk process after a setback: marks are kept for the writer, what was missed is looked at, nobody is held for ever."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from relay.db.engine import reader_engine, sqlite_library
from relay.net import snapshot
from relay.net.counter import Counter
from relay.net.cursors import CursorBook
from relay.net.pushing import Pushing
from relay.net.rate import Bucket
from relay.net.reader import Reader
from relay.net.session import AgentSession, ConsoleSession
from relay.net.talk import Talk
from relay.net.writer_link import WriterLink
from relay.services.authorise import scope_of
from relay.services.orders import Moved
from relay.writer.process import Peer, Writer
from shared.ids import DeviceId, TicketId, new_id
from shared.protocol import codec
from shared.protocol.base import CloseCode
from shared.protocol.directory import OsSessionState, ReportPresence, RevokeDevice, SnapshotEnd, Subscribe
from shared.protocol.tickets import OpenTicket, TicketChanged
from tests.support.logfail import Expected
from tests.support.office import Agent, Office, Voice
from tests.support.waiting import until_async
from tests.support.wires import RecordingWire

Expect = Callable[..., Expected]


@contextlib.asynccontextmanager
async def writing(office: Office) -> AsyncIterator[None]:
    """Let the office's writer listen on its socket."""
    writer = Writer(office.runner)
    server = await asyncio.get_running_loop().create_unix_server(lambda: Peer(writer), str(office.config.writer_socket))
    try:
        yield
    finally:
        server.close()
        office.config.writer_socket.unlink()


def agent_session(office: Office, agent: Agent) -> AgentSession:
    with office.reader.connect() as connection:
        scope = scope_of(connection, agent.caller, office.clock.now())
    return AgentSession(
        RecordingWire(),
        scope,
        agent.caller,
        Bucket(1, 1, 0),
        customer_id=agent.customer_id,
        device_id=agent.device_id,
        device_key_id=agent.key_id,
    )


async def test_marks_told_while_the_writer_is_away_are_stored_when_it_is_back(office: Office) -> None:
    giulia, anna = office.agent(office.customer()), office.technician()
    talk = office.talk(giulia, anna)
    office.done(giulia, Voice(talk).say("ciao"))
    book, link = CursorBook(), WriterLink(office.config.writer_socket)
    book.note(Moved(giulia.customer_id, talk, anna.technician_id, 2, 2))
    book.flush(link)  # nobody listens

    def read() -> int:
        return max(cursor.read for cursor in office.conversation(talk).cursors)

    assert read() == 0
    async with writing(office):
        link.start()
        await until_async(lambda: link.healthy)
        book.flush(link)
        await until_async(lambda: read() == 2)
        await link.stop()


async def test_the_writer_is_found_again_also_after_a_look_that_failed(tmp_path: Path, expect_log: Expect) -> None:
    expect_log("relay.net.writer_link", logging.ERROR, text="could not look")
    expect_log("relay.net.writer_link", logging.WARNING, text="writer lost")
    path, seen = tmp_path / "socket", list[asyncio.BaseTransport]()

    class Listening(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            seen.append(transport)

    server = await asyncio.get_running_loop().create_unix_server(Listening, str(path))
    link, looks = WriterLink(path), list[bool]()

    def look() -> None:
        looks.append(True)
        if len(looks) == 1:
            raise OSError("the disk is away for a moment")

    link.on_back = look
    link.start()
    await until_async(lambda: len(looks) == 2)
    assert len(seen) == 2
    await link.stop()
    server.close()


async def test_a_device_revoked_while_the_writer_was_lost_is_out_at_the_next_look(office: Office) -> None:
    giulia, anna = office.agent(office.customer()), office.technician()
    talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
    session = agent_session(office, giulia)
    talk.registry.add(session)
    office.done(anna, RevokeDevice(ref=1, device_id=giulia.device_id))  # its hints went down with the writer
    Pushing(talk, Counter(talk), lambda: None).look_again()
    assert isinstance(session.wire, RecordingWire)
    assert session.wire.closed == [CloseCode.REVOKED]


async def test_a_console_whose_first_picture_cannot_be_read_is_not_held_for_ever(
    office: Office, expect_log: Expect
) -> None:
    expect_log("shared.tasks", logging.ERROR, text="snapshot")
    office.agent(office.customer())
    anna = office.technician()
    damaged = sqlite_library().connect(str(office.config.database))
    damaged.execute("UPDATE device SET state = 'no such word'")
    damaged.commit()
    damaged.close()
    talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
    with office.reader.connect() as connection:
        scope = scope_of(connection, anna.caller, office.clock.now())
    wire = RecordingWire()
    session = ConsoleSession(wire, scope, anna.caller, Bucket(1, 1, 0))
    snapshot.subscribe(talk, session, Subscribe(ref=1), b"")
    await until_async(lambda: wire.closed == [CloseCode.TRY_LATER])
    assert session.held is None


def test_the_loop_never_waits_for_readers_in_worker_threads(office: Office) -> None:
    engine, got = reader_engine(office.config.database), threading.Event()

    def look() -> None:
        with engine.connect():
            got.set()

    with contextlib.ExitStack() as busy:
        for _ in range(40):
            busy.enter_context(engine.connect())
        thread = threading.Thread(target=look)
        thread.start()
        thread.join(5)
        assert got.is_set()
    thread.join()
    engine.dispose()


async def test_a_record_whose_change_was_never_told_reaches_consoles_with_the_next_writer(office: Office) -> None:
    acme = office.customer()
    giulia, anna = office.agent(acme), office.technician()
    talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
    with office.reader.connect() as connection:
        scope = scope_of(connection, anna.caller, office.clock.now())
    wire = RecordingWire()
    session = ConsoleSession(wire, scope, anna.caller, Bucket(1, 1, 0))
    session.is_subscribed = True
    talk.registry.add(session)
    office.done(giulia, OpenTicket(ref=1, ticket_id=TicketId(new_id()), title="Stampante"))  # its hint is lost
    Pushing(talk, Counter(talk), lambda: None).look_again()
    await until_async(lambda: wire.frames and session.held is None)
    kinds = [type(codec.decode(frame)) for frame in wire.frames]
    assert kinds.count(TicketChanged) == 1
    assert SnapshotEnd not in kinds  # nobody asked


def test_a_device_that_reports_its_presence_all_the_time_does_not_flood_consoles(office: Office) -> None:
    talk = Talk(office.config, office.clock, Reader(office.reader), WriterLink(office.config.writer_socket))
    session = agent_session(office, office.agent(office.customer()))
    shown = list[DeviceId]()
    talk.on_presence = shown.append
    for idle_s in range(200):
        snapshot.report_presence(talk, session, ReportPresence(state=OsSessionState.IDLE, idle_s=idle_s), b"")
    assert 1 <= len(shown) <= 10
    assert session.os_session.idle_s == 199  # shown with the next change
