"""Files through a real relay: the talk grants, HTTP carries, what is whole and good is listed (P41, P42, P46)."""

import asyncio
import contextlib
import pathlib
import time

import msgspec
import pytest

from shared.ids import FileId, TicketId, new_id
from shared.limits import FILE_OPEN_PER_MEMBER, MAX_FILE_BYTES
from shared.protocol.base import Error
from shared.protocol.chat import ChatMessage, Pull, Pulled
from shared.protocol.directory import RevokeDevice
from shared.protocol.hello import SignOut
from shared.protocol.tickets import OpenTicket, ReadThread, TicketChanged, TicketThread
from shared.protocol.transfers import (
    CancelFile,
    FetchFile,
    FileGranted,
    FilePolicyChanged,
    FileState,
    FileTypeRule,
    SaveFilePolicy,
    StepUp,
    TypeDirection,
)
from tests.support import file_samples as samples
from tests.support.file_wire import call, ended, fetched, granted, offer, patch, send_a_part, sent
from tests.support.peer import Peer, Scene, connected, talking, trusting
from tests.support.relay import Relay, Technician
from tests.support.waiting import until_async


async def test_a_file_reaches_the_other_side_whole_and_is_listed_once(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        data = samples.pdf(300_000)
        changed = await sent(agent, data, "../Fattura\u202e.pdf", conversation=talk)
        assert (changed.file.state, changed.file.name, changed.file.kind) == (FileState.READY, "Fattura.pdf", "pdf")
        for peer in (agent, console):
            message = await peer.expect(ChatMessage, lambda m: m.file is not None)
            assert message.file == changed.file
            assert (str(message.message_id), message.text, message.event) == (changed.file.file_id, "", "")
            assert message.sender_name == "Giulia Verdi"
        assert await fetched(console, changed.file.file_id) == data
        pulled = await agent.ask(Pull(ref=agent.ref(), conversation_id=talk, after=0))
        assert isinstance(pulled, Pulled)
        assert [m.file for m in pulled.messages if m.file is not None] == [changed.file]


async def test_everybody_is_told_at_sign_in_what_may_be_sent(scene: Scene) -> None:
    async with talking(scene) as (agent, console, _, _):
        for peer in (agent, console):
            policy = (await peer.expect(FilePolicyChanged)).policy
            assert (policy.preset, policy.max_bytes, policy.is_scanned) == ("images", MAX_FILE_BYTES, False)


async def test_exactly_twenty_mib_pass_and_one_byte_more_is_refused_at_the_offer(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        changed = await sent(agent, samples.mp4(MAX_FILE_BYTES), "film.mp4", conversation=talk)
        assert changed.file.state is FileState.READY
        refused = await agent.ask(offer(agent, b"x", "film.mp4", conversation=talk, size=MAX_FILE_BYTES + 1))
        assert isinstance(refused, Error)
        assert (refused.code, refused.params) == ("too_big", {"limit": MAX_FILE_BYTES, "name": "film.mp4"})


@pytest.mark.parametrize("declared", [True, False], ids=["with a length", "chunked"])
async def test_a_sender_who_lies_about_the_size_is_cut_off(scene: Scene, declared: bool) -> None:
    async with talking(scene) as (agent, _, talk, _):
        grant = await granted(agent, offer(agent, samples.pdf(1000), conversation=talk))
        headers: dict[str, str] = {} if declared else {"Transfer-Encoding": "chunked"}
        body = b"x" * 1001 if declared else b"3e9\r\n" + b"x" * 1001 + b"\r\n0\r\n\r\n"
        answer = await patch(grant, body, 0, **headers)
        assert (answer.status, answer.code) == (413, "too_big")
        changed = await ended(agent, grant.file.file_id)
        assert (changed.file.state, changed.file.refused) == (FileState.REFUSED, "too_big")
        after = await call(grant, "HEAD")
        assert (after.state, after.headers["sportello-code"]) == ("refused", "too_big")


async def test_bytes_that_are_not_those_that_were_offered_are_refused(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        data = samples.pdf(1000)
        grant = await granted(agent, offer(agent, data, conversation=talk, sha256=samples.sha256(b"other")))
        answer = await patch(grant, data)
        assert (answer.status, answer.state, answer.code) == (204, "refused", "hash_mismatch")
        assert (await ended(agent, grant.file.file_id)).file.refused == "hash_mismatch"


async def test_an_upload_goes_on_from_every_cut(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        data = samples.pdf(1200)
        message = offer(agent, data, conversation=talk)
        grant = await granted(agent, message)
        arrived = 0
        for length in range(1, 48):
            part = data[arrived : arrived + length]
            answer = await patch(grant, part, arrived)
            arrived += len(part)
            assert (answer.status, answer.offset) == (204, arrived)
        assert arrived == 1128
        assert (await patch(grant, data[arrived:], arrived)).state in {"checking", "ready"}
        assert (await ended(agent, grant.file.file_id)).file.state is FileState.READY


async def test_what_arrived_before_a_cut_is_kept_and_the_same_offer_says_how_much(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        data = samples.mp4(3_000_000)
        message = offer(agent, data, "a.mp4", conversation=talk)
        grant = await granted(agent, message)
        connection = await asyncio.to_thread(send_a_part, grant, data, 0, 1_500_000)
        await arrived(grant, 1_048_576)
        connection.close()
        offset = (await granted(agent, message)).offset
        assert offset >= 1_048_576
        answer = await patch(grant, data[offset:], offset)
        if answer.status == 409:  # the rest of the first part was still being written
            answer = await patch(grant, data[answer.offset :], answer.offset)
        assert answer.status == 204
        changed = await ended(agent, grant.file.file_id)
        assert await fetched(console, changed.file.file_id) == data


async def test_a_newer_upload_takes_over_from_one_that_hangs(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        data = samples.mp4(2_000_000)
        grant = await granted(agent, offer(agent, data, "a.mp4", conversation=talk))
        connection = await asyncio.to_thread(send_a_part, grant, data, 0, 1_200_000)
        await arrived(grant, 1_048_576)
        answer = await patch(grant, b"", 0)
        assert (answer.status, answer.code) == (409, "conflict")
        connection.settimeout(10)
        assert (await asyncio.to_thread(connection.recv, 4096)).startswith(b"HTTP/1.1 409")
        connection.close()
        assert (await patch(grant, data[answer.offset :], answer.offset)).status == 204
        assert (await ended(agent, grant.file.file_id)).file.state is FileState.READY


@pytest.mark.parametrize("offset", ["-1", "+0", "x", "", "1", "99999999999999999999", "0x0", "1.0"])
async def test_an_offset_that_is_not_where_the_file_ends_changes_nothing(scene: Scene, offset: str) -> None:
    async with talking(scene) as (agent, _, talk, _):
        grant = await granted(agent, offer(agent, samples.pdf(1000), conversation=talk))
        answer = await call(grant, "PATCH", b"x", **{"Upload-Offset": offset})
        expected = (409, "conflict") if offset == "1" else (400, "bad_frame")
        assert (answer.status, answer.code) == expected
        assert (await call(grant, "HEAD")).offset == 0


async def test_the_same_offer_again_is_the_same_file_and_other_facts_are_a_conflict(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        data = samples.pdf(5000)
        message = offer(agent, data, conversation=talk)
        first = await granted(agent, message)
        await patch(first, data[:1000])
        again = await granted(agent, message)
        assert (again.offset, again.token != first.token) == (1000, True)
        for changed in ({"size": 5001}, {"name": "b.pdf"}, {"sha256": samples.sha256(b"x")}):
            assert (
                await agent.code(offer(agent, data, conversation=talk, file_id=message.file_id, **changed))
                == "conflict"
            )
        await patch(again, data[1000:], 1000)
        await ended(agent, message.file_id)
        done = await granted(agent, message)
        assert (done.token, done.offset, done.file.state) == ("", 5000, FileState.READY)


async def test_a_part_of_a_file_can_be_fetched(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        data = samples.pdf(5000)
        changed = await sent(agent, data, conversation=talk)
        grant = await granted(console, FetchFile(ref=console.ref(), file_id=changed.file.file_id))
        ranges = {
            "bytes=0-": data,
            "bytes=10-19": data[10:20],
            "bytes=4999-": data[4999:],
            "bytes=100-99999": data[100:],
        }
        for header, part in ranges.items():
            answer = await call(grant, "GET", Range=header)
            assert (answer.status, answer.body) == (206, part)
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["etag"] == f'"{changed.file.sha256}"'
        for header in ("bytes=5000-", "bytes=-5", "bytes=5-1", "lines=1-2", "bytes=0-1,3-4"):
            assert (await call(grant, "GET", Range=header)).status == 416


async def test_a_grant_is_for_one_file_one_way_and_every_wrong_one_is_answered_alike(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        data = samples.pdf(1000)
        first = await granted(agent, offer(agent, data, conversation=talk))
        other = await granted(agent, offer(agent, data, conversation=talk))
        changed = await sent(agent, data, conversation=talk)
        fetch = await granted(console, FetchFile(ref=console.ref(), file_id=changed.file.file_id))
        wrong = [
            await call(first, "GET"),
            await call(fetch, "PATCH", data, **{"Upload-Offset": "0"}),
            await call(first, "PATCH", data, token=other.token, **{"Upload-Offset": "0"}),
            await call(first, "PATCH", data, token="", **{"Upload-Offset": "0"}),
            await call(first, "PATCH", data, token="x" * 43, **{"Upload-Offset": "0"}),
            await call(first, "PATCH", data, file_id=new_id(), **{"Upload-Offset": "0"}),
            await call(fetch, "GET", token="x" * 5000),
        ]
        assert {(answer.status, answer.body) for answer in wrong} == {(401, b'{"code": "auth_failed", "params": {}}')}
        assert (await call(first, "HEAD")).offset == 0
        assert (await call(first, "DELETE")).status == 405
        assert [(await call(first, "GET", file_id=path)).status for path in ("x", "../x", "%2e%2e")] == [404] * 3


async def test_only_who_belongs_to_the_talk_may_send_to_it_or_fetch_from_it(scene: Scene, relay: Relay) -> None:
    async with talking(scene) as (agent, console, talk, _), connected(relay) as colleague:
        await colleague.sign_in_as(relay.add_technician("Bruno Blu", customers=[scene.customer_id], role="technician"))
        data = samples.pdf(1000)
        assert await colleague.code(offer(colleague, data, conversation=talk)) == "forbidden"
        changed = await sent(console, data, conversation=talk)
        assert await fetched(colleague, changed.file.file_id) == data
        assert await agent.code(FetchFile(ref=agent.ref(), file_id=FileId(new_id()))) == "not_found"
        assert await agent.code(offer(agent, data)) == "bad_frame"


async def test_what_is_not_ready_cannot_be_fetched_and_what_is_refused_never(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        grant = await granted(agent, offer(agent, samples.exe(), "a.pdf", conversation=talk))
        fetch = FetchFile(ref=console.ref(), file_id=grant.file.file_id)
        assert await console.code(fetch) == "conflict"
        await patch(grant, samples.exe())
        assert (await ended(agent, grant.file.file_id)).file.refused == "type_refused"
        assert await console.code(fetch) == "conflict"


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", samples.exe(), "program"),
        ("a.pdf", samples.png(), "not_what_it_says"),
        ("a.docx", samples.docx({"word/vbaProject.bin": b"x"}), "macros"),
        ("a.docx", samples.compound(bytes(16), [("EncryptedPackage", bytes(64))]), "protected"),
    ],
    ids=["program", "another type", "macros", "password"],
)
async def test_why_a_files_content_was_refused_reaches_both_sides(
    scene: Scene, name: str, data: bytes, why: str
) -> None:
    async with talking(scene) as (agent, console, talk, _):
        changed = await sent(agent, data, name, conversation=talk)
        assert (changed.file.state, changed.file.refused, changed.file.why) == (FileState.REFUSED, "type_refused", why)
        for peer in (agent, console):
            shown = await peer.expect(ChatMessage, lambda m: m.file is not None)
            assert shown.file == changed.file
            assert (str(shown.message_id), shown.sender_name) == (changed.file.file_id, "Giulia Verdi")
        pulled = await console.ask(Pull(ref=console.ref(), conversation_id=talk, after=0))
        assert isinstance(pulled, Pulled)
        assert [m.file for m in pulled.messages if m.file is not None] == [changed.file]
        asked = await granted(agent, offer(agent, data, name, conversation=talk, file_id=changed.file.file_id))
        assert (asked.token, asked.file.why) == ("", why)


async def test_what_went_wrong_on_the_way_is_the_senders_affair_alone(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        grant = await granted(agent, offer(agent, samples.pdf(1000), conversation=talk, sha256=samples.sha256(b"x")))
        await patch(grant, samples.pdf(1000))
        assert (await ended(agent, grant.file.file_id)).file.why == ""
        whole = await sent(agent, samples.pdf(1000), conversation=talk)
        shown = await console.expect(ChatMessage, lambda m: m.file is not None)
        assert shown.file == whole.file


async def test_a_refused_file_of_a_ticket_is_shown_on_it_to_both_sides_and_counts_as_none(scene: Scene) -> None:
    async with talking(scene) as (agent, console, _, _):
        ticket = TicketId(new_id())
        await agent.done(OpenTicket(ref=agent.ref(), ticket_id=ticket, title="Stampante"))
        for sender, reader in ((agent, console), (console, agent)):
            changed = await sent(sender, samples.exe(), "foto.png", ticket=ticket)
            assert (await ended(reader, changed.file.file_id)).file == changed.file
            assert changed.file.why == "program"
            thread = await reader.ask(ReadThread(ref=reader.ref(), ticket_id=ticket))
            assert isinstance(thread, TicketThread)
            assert thread.files[-1] == changed.file
        counted = [m.ticket.files for m in console.seen if isinstance(m, TicketChanged)]
        assert set(counted) == {0}


async def test_a_ticket_shows_the_number_of_its_files_at_once(scene: Scene) -> None:
    async with talking(scene) as (agent, console, talk, _):
        ticket = TicketId(new_id())
        await console.done(OpenTicket(ref=console.ref(), ticket_id=ticket, title="Stampante", conversation_id=talk))
        await sent(agent, samples.png(), "foto.png", conversation=talk)
        assert (await console.expect(TicketChanged, lambda m: m.ticket.files == 1)).ticket.ticket_id == ticket
        await sent(agent, samples.exe(), "foto.png", conversation=talk)
        await sent(console, samples.pdf(1000), ticket=ticket)
        assert (await console.expect(TicketChanged, lambda m: m.ticket.files == 2)).ticket.ticket_id == ticket


async def test_a_cancelled_upload_is_cut_off_and_its_bytes_are_removed(scene: Scene, relay: Relay) -> None:
    async with talking(scene) as (agent, console, talk, _):
        data = samples.mp4(4_000_000)
        grant = await granted(agent, offer(agent, data, "a.mp4", conversation=talk))
        connection = await asyncio.to_thread(send_a_part, grant, data, 0, 2_000_000)
        await arrived(grant, 1_048_576)
        before = stored(relay, scene)
        assert await console.code(CancelFile(ref=console.ref(), file_id=grant.file.file_id)) == "forbidden"
        await agent.done(CancelFile(ref=agent.ref(), file_id=grant.file.file_id))
        assert (await ended(agent, grant.file.file_id)).file.state is FileState.CANCELLED
        await until_async(lambda: len(stored(relay, scene)) == len(before) - 1)
        connection.close()
        await agent.done(CancelFile(ref=agent.ref(), file_id=grant.file.file_id))


async def test_no_more_than_twenty_uploads_may_be_unfinished(scene: Scene) -> None:
    async with talking(scene) as (agent, _, talk, _):
        offers = [offer(agent, samples.pdf(1000), conversation=talk) for _ in range(FILE_OPEN_PER_MEMBER + 1)]
        for message in offers[:-1]:
            await granted(agent, message)
        assert await agent.code(offers[-1]) == "quota"
        await agent.done(CancelFile(ref=agent.ref(), file_id=offers[0].file_id))
        await granted(agent, offers[-1])


async def test_a_revoked_device_loses_its_transfer_within_two_seconds(scene: Scene, relay: Relay) -> None:
    async with talking(scene) as (agent, _, talk, device):
        data = samples.mp4(4_000_000)
        grant = await granted(agent, offer(agent, data, "a.mp4", conversation=talk))
        connection = await asyncio.to_thread(send_a_part, grant, data, 0, 1_200_000)
        await arrived(grant, 1_048_576)
        relay.order(RevokeDevice(ref=1, device_id=device.device_id))
        connection.settimeout(2)
        assert not (await asyncio.to_thread(connection.recv, 4096)).startswith(b"HTTP/1.1 2")
        connection.close()
        assert (await call(grant, "HEAD")).status == 401


async def test_a_technician_who_signs_out_holds_no_grant(scene: Scene, relay: Relay) -> None:
    async with talking(scene) as (agent, console, talk, _):
        changed = await sent(agent, samples.pdf(1000), conversation=talk)
        grant = await granted(console, FetchFile(ref=console.ref(), file_id=changed.file.file_id))
        await console.done(SignOut(ref=console.ref()))
        assert (await call(grant, "GET")).status == 401


async def test_an_installer_goes_to_the_device_only_after_a_step_up_and_shows_its_signer(
    scene: Scene, relay: Relay
) -> None:
    boss = relay.add_technician("Sara Sole", role="supervisor", customers=[scene.customer_id])
    data = samples.msi("Acme S.r.l.")
    async with talking(msgspec.structs.replace(scene, technician=boss)) as (agent, console, talk, _):
        assert await agent.code(offer(agent, data, "setup.msi", conversation=talk)) == "type_refused"
        assert await console.code(offer(console, data, "setup.msi", conversation=talk)) == "step_up_required"
        assert await console.code(StepUp(ref=console.ref(), second_factor="000000")) == "auth_failed"
        code = await stepped_up(console, boss)
        changed = await sent(console, data, "setup.msi", conversation=talk)
        assert (changed.file.state, changed.file.signer) == (FileState.READY, "Acme S.r.l.")
        assert await fetched(agent, changed.file.file_id) == data
        used = StepUp(ref=console.ref(), second_factor=code)
        assert await console.code(used) in {"auth_failed", "rate_limited"}


async def test_a_technician_without_the_right_sends_no_installer(scene: Scene, relay: Relay) -> None:
    helper = relay.add_technician("Ugo Uno", role="technician", customers=[scene.customer_id])
    async with talking(msgspec.structs.replace(scene, technician=helper)) as (_, console, talk, _):
        assert await console.code(offer(console, samples.msi(), "setup.msi", conversation=talk)) == "forbidden"


async def test_a_file_of_a_ticket_reaches_consoles_and_the_device_of_the_ticket(scene: Scene) -> None:
    async with talking(scene) as (agent, console, _, _):
        ticket = TicketId(new_id())
        await agent.done(OpenTicket(ref=agent.ref(), ticket_id=ticket, title="Stampante"))
        for sender, reader in ((agent, console), (console, agent)):
            changed = await sent(sender, samples.png(), "foto.png", ticket=ticket)
            told = await ended(reader, changed.file.file_id)
            assert told.file == changed.file
            assert await fetched(reader, changed.file.file_id) == samples.png()


async def test_the_policy_is_changed_by_who_may_and_told_to_everybody(scene: Scene, relay: Relay) -> None:
    owner = relay.add_technician("Olga Oro", role="owner")
    async with talking(scene) as (agent, console, talk, _), connected(relay) as boss:
        await boss.sign_in_as(owner)
        policy = (await boss.expect(FilePolicyChanged)).policy
        rules = [FileTypeRule(suffix="conf"), FileTypeRule(suffix="exe", direction=TypeDirection.TO_DEVICE)]
        save = SaveFilePolicy(ref=boss.ref(), version=policy.version, preset="custom", types=rules)
        assert await console.code(save) == "forbidden"
        await boss.done(save)
        try:
            told = await agent.expect(FilePolicyChanged, lambda m: m.policy.preset == "custom")
            assert told.policy.types == rules
            assert await boss.code(save) == "conflict"
            changed = await sent(agent, b"a = 1\n", "app.conf", conversation=talk)
            assert (changed.file.state, changed.file.media_type) == (FileState.READY, "text/plain")
            assert await agent.code(offer(agent, samples.exe(), "a.exe", conversation=talk)) == "type_refused"
        finally:
            back = SaveFilePolicy(ref=boss.ref(), version=policy.version + 1, preset="images")
            await boss.done(back)


@pytest.mark.parametrize("first", [b"", b"PATCH /files/x HTTP/1.1\r\nHost: a\r\n"], ids=["silence", "half a head"])
async def test_who_connects_and_asks_for_nothing_is_out_after_five_seconds(relay: Relay, first: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", relay.file_port, ssl=trusting())
    started = time.monotonic()
    writer.write(first)
    with contextlib.suppress(ConnectionError):
        assert await asyncio.wait_for(reader.read(), 10) == b""
    assert time.monotonic() - started < 7
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


async def arrived(grant: FileGranted, least: int) -> None:
    """Wait until so much is on the relay's disk."""
    async with asyncio.timeout(10):
        while (await call(grant, "HEAD")).offset < least:  # noqa: ASYNC110  # another process writes
            await asyncio.sleep(0.02)


async def stepped_up(console: Peer, technician: Technician) -> str:
    """Enter the next code and return it; a wrong one before makes it wait a moment."""
    async with asyncio.timeout(15):
        while True:
            code = technician.code(1)
            if await console.code(StepUp(ref=console.ref(), second_factor=code)) != "rate_limited":
                return code
            await asyncio.sleep(0.1)


def stored(relay: Relay, scene: Scene) -> list[pathlib.Path]:
    """Return the files of the customer on disk, each of which is the relay's own alone."""
    found = list((relay.state / "files" / scene.customer_id).glob("*/*"))
    assert {path.stat().st_mode & 0o777 for path in found} <= {0o600}
    return found
