"""Files of a client against a relay's side that cuts, forgets and refuses: real sockets, real HTTP, a real store."""

import hashlib
import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import ConversationId, FileId, new_id
from shared.limits import MAX_FILE_BYTES
from shared.link.events import LinkState, MailboxOpened, Received, TransferChanged
from shared.link.file_source import FileSource
from shared.machines.file_effects import TransferState
from shared.mailbox.transfers import Direction, Transfer
from shared.protocol.base import Error
from shared.protocol.transfers import FilePolicyChanged, FilePolicyRecord, FileState, FileTypeRule, OfferFile
from tests.integration.link.conftest import RelayInThread
from tests.integration.link.test_storage import ExpectLog, limit_pages
from tests.support.clients import AgentKeys, Client, running
from tests.support.fault_proxy import in_thread
from tests.support.file_peer import FilePeer
from tests.support.waiting import until

TALK = ConversationId(new_id())
CLIP = os.urandom(3 * 1024 * 1024)


@pytest.fixture
def peer(desk: RelayInThread) -> Iterator[FilePeer]:
    with FilePeer().serving() as peer:
        desk.relay.answers_files = peer.answer
        yield peer


@pytest.fixture
def clip(home: Path) -> Path:
    path = home / "clip.mp4"
    path.write_bytes(CLIP)
    return path


def last(client: Client, file_id: FileId) -> Transfer | None:
    found = [event.transfer for event in client.events(TransferChanged) if event.transfer.file_id == file_id]
    return found[-1] if found else None


def reached(client: Client, file_id: FileId, state: TransferState, code: str = "") -> Transfer:
    def holds() -> bool:
        now = last(client, file_id)
        return now is not None and now.state is state and code in {"", now.code}

    until(holds, within_s=20, what=f"{state.value} {code}; now {last(client, file_id)}")
    now = last(client, file_id)
    assert now is not None
    return now


def tell_verdicts(desk: RelayInThread, peer: FilePeer) -> None:
    until(lambda: peer.verdicts, within_s=20, what="a verdict")
    desk.loop.call(lambda: desk.relay.tell(peer.verdicts.pop(0)))


def sent(client: Client, path: Path, **changes: object) -> FileId:
    return client.link.send_file(FileSource(path=path, conversation_id=TALK, **changes))  # type: ignore[arg-type]  # passed on as given


def test_a_file_arrives_whole_and_nothing_of_it_stays_behind(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        file_id = sent(client, clip)
        tell_verdicts(desk, peer)
        done = reached(client, file_id, TransferState.DONE)
        until(lambda: not list((home / "box-files" / "outgoing").iterdir()))

    assert bytes(peer.bytes[file_id]) == CLIP
    assert (done.size, done.sha256) == (len(CLIP), hashlib.sha256(CLIP).hexdigest())
    assert clip.exists()


def test_the_original_may_go_as_soon_as_it_is_copied_even_before_there_is_a_connection(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    keys = AgentKeys()
    desk.relay.faults.refuse_sign_in = Error(code="unavailable", retry_after_ms=60_000)
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        file_id = sent(client, clip)
        reached(client, file_id, TransferState.QUEUED, "unavailable")
        copy = home / "box-files" / "outgoing" / file_id
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
        assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    clip.unlink()
    desk.relay.faults.refuse_sign_in = None

    with running(desk.config(), keys, home / "box.sqlite3") as client:
        tell_verdicts(desk, peer)
        reached(client, file_id, TransferState.DONE)
    assert bytes(peer.bytes[file_id]) == CLIP


def test_cuts_cost_nothing_but_time(desk: RelayInThread, peer: FilePeer, home: Path, clip: Path) -> None:
    with in_thread(peer.port) as proxy, running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        peer.public_port, proxy.up.cut_after_bytes, proxy.resets = proxy.port, 1_000_000, True
        file_id = sent(client, clip)
        until(lambda: len(peer.requests) >= 3, within_s=20)
        proxy.up.cut_after_bytes = None
        tell_verdicts(desk, peer)
        reached(client, file_id, TransferState.DONE)

    assert bytes(peer.bytes[file_id]) == CLIP
    starts = [int(request.split()[1]) for request in peer.requests]
    assert starts == sorted(set(starts))


def test_a_client_that_ends_in_the_middle_goes_on_by_itself(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    keys = AgentKeys()
    with in_thread(peer.port) as proxy:
        peer.public_port, proxy.up.bytes_per_s = proxy.port, 2_000_000
        with running(desk.config(), keys, home / "box.sqlite3") as client:
            file_id = sent(client, clip)
            until(lambda: len(peer.bytes.get(file_id, b"")) > 200_000, within_s=20)
        had = len(peer.bytes[file_id])
        proxy.up.bytes_per_s = None
        with running(desk.config(), keys, home / "box.sqlite3") as client:
            assert [known.file_id for known in client.wait_for(MailboxOpened).transfers] == [file_id]
            tell_verdicts(desk, peer)
            reached(client, file_id, TransferState.DONE)

    assert bytes(peer.bytes[file_id]) == CLIP
    assert int(peer.requests[-1].split()[1]) >= had


def test_a_paused_file_waits_over_a_restart_until_it_is_resumed(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    keys = AgentKeys()
    with in_thread(peer.port) as proxy:
        peer.public_port, proxy.up.bytes_per_s = proxy.port, 1_000_000
        with running(desk.config(), keys, home / "box.sqlite3") as client:
            file_id = sent(client, clip)
            until(lambda: len(peer.bytes.get(file_id, b"")) > 100_000, within_s=20)
            client.link.pause_file(file_id)
            reached(client, file_id, TransferState.PAUSED)
            proxy.up.cut_after_bytes = 1  # what is still in the system's buffers must not arrive either
            until(lambda: peer.at_once == 0, within_s=10)
        proxy.up.bytes_per_s, proxy.up.cut_after_bytes, asked = None, None, len(peer.requests)
        with running(desk.config(), keys, home / "box.sqlite3") as client:
            client.wait_until(LinkState.READY)
            other = sent(client, clip)
            tell_verdicts(desk, peer)
            reached(client, other, TransferState.DONE)
            assert len(peer.requests) == asked + 1
            client.link.resume_file(file_id)
            tell_verdicts(desk, peer)
            reached(client, file_id, TransferState.DONE)
    assert bytes(peer.bytes[file_id]) == CLIP


def test_a_grant_that_ends_in_the_middle_is_renewed(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    peer.expires_after_bytes = 500_000
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        file_id = sent(client, clip)
        tell_verdicts(desk, peer)
        reached(client, file_id, TransferState.DONE)
    assert bytes(peer.bytes[file_id]) == CLIP


def test_a_verdict_that_was_lost_with_the_connection_is_asked_for(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    peer.is_silent_about_verdicts = True
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        file_id = sent(client, clip)
        reached(client, file_id, TransferState.CHECKING)
        desk.loop.call(desk.relay.cut_all)
        reached(client, file_id, TransferState.DONE)


def test_a_refused_file_says_why_and_the_limit_holds_to_the_byte(
    desk: RelayInThread, peer: FilePeer, home: Path
) -> None:
    whole, over, empty = home / "whole.mp4", home / "over.mp4", home / "empty.mp4"
    whole.write_bytes(bytes(MAX_FILE_BYTES))
    over.write_bytes(bytes(MAX_FILE_BYTES + 1))
    empty.touch()
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        taken, refused, nothing = sent(client, whole), sent(client, over), sent(client, empty)
        failed = reached(client, refused, TransferState.FAILED, "too_big")
        reached(client, nothing, TransferState.FAILED, "empty_file")
        tell_verdicts(desk, peer)
        assert reached(client, taken, TransferState.DONE).size == 20_971_520

    assert failed.params == {"limit": 20_971_520, "name": "over.mp4"}
    assert [offer.name for offer in desk.relay.of_type(OfferFile) if isinstance(offer, OfferFile)] == ["whole.mp4"]


def test_a_type_the_relay_does_not_want_is_refused_before_anything_is_sent(
    desk: RelayInThread, peer: FilePeer, home: Path
) -> None:
    path = home / "setup.msi"
    path.write_bytes(b"installer")
    policy = FilePolicyRecord(version=1, preset="atera", types=[FileTypeRule(suffix="msi")])
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        until(lambda: desk.relay.peers)
        desk.loop.call(lambda: desk.relay.tell(FilePolicyChanged(policy=policy)))
        client.wait_for(Received, lambda event: isinstance(event.message, FilePolicyChanged))
        failed = reached(client, sent(client, path), TransferState.FAILED, "type_refused")

    assert failed.params["why"] == "to_device_only"
    assert desk.relay.of_type(OfferFile) == []


def test_a_second_factor_is_waited_for_and_the_offer_made_again(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    peer.refuse_next_offer = Error(code="step_up_required")
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        file_id = sent(client, clip)
        reached(client, file_id, TransferState.PAUSED, "step_up_required")
        client.link.resume_file(file_id)
        tell_verdicts(desk, peer)
        reached(client, file_id, TransferState.DONE)


def test_a_failed_file_is_sent_again_under_a_new_id_from_its_copy(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path
) -> None:
    peer.judgement, peer.refused = FileState.REFUSED, "hash_mismatch"
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        file_id = sent(client, clip)
        tell_verdicts(desk, peer)
        reached(client, file_id, TransferState.FAILED, "hash_mismatch")
        clip.unlink()
        peer.judgement = FileState.READY
        client.link.retry_file(file_id)
        reached(client, file_id, TransferState.CANCELLED)
        tell_verdicts(desk, peer)
        until(lambda: client.events(TransferChanged)[-1].transfer.state is TransferState.DONE)
        again = client.events(TransferChanged)[-1].transfer.file_id

    assert again != file_id
    assert bytes(peer.bytes[again]) == CLIP


def test_a_download_that_is_cancelled_leaves_no_half_behind(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    file = peer.put("report.pdf", CLIP)
    with in_thread(peer.port) as proxy, running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        peer.public_port, proxy.down.bytes_per_s = proxy.port, 1_000_000
        client.link.fetch_file(file, home / "Downloads")
        until(lambda: any(path.stat().st_size for path in (home / "Downloads").glob("*.part")), within_s=20)
        client.link.cancel_file(file.file_id)
        reached(client, file.file_id, TransferState.CANCELLED)
        until(lambda: not list((home / "Downloads").iterdir()))


def test_what_is_cancelled_is_gone_on_both_sides(desk: RelayInThread, peer: FilePeer, home: Path, clip: Path) -> None:
    with in_thread(peer.port) as proxy, running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        peer.public_port, proxy.up.bytes_per_s = proxy.port, 500_000
        file_id = sent(client, clip)
        until(lambda: len(peer.bytes.get(file_id, b"")) > 10_000, within_s=20)
        client.link.cancel_file(file_id)
        reached(client, file_id, TransferState.CANCELLED)
        until(lambda: file_id not in peer.files)
        until(lambda: not list((home / "box-files" / "outgoing").iterdir()))


def test_a_file_the_disk_cannot_note_is_said_to_have_failed_and_can_be_tried_again(
    desk: RelayInThread, peer: FilePeer, home: Path, clip: Path, expect_log: ExpectLog
) -> None:
    expect_log("shared.link.talks", logging.ERROR, text="full")
    desk.relay.faults.refuse = lambda message: Error(code="unavailable") if isinstance(message, OfferFile) else None
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        limit_pages(client, 1)
        lost: list[FileId] = []
        while not lost:
            file_id = sent(client, clip)
            until(lambda file_id=file_id: last(client, file_id))  # type: ignore[misc]  # this round's
            lost = [known.file_id for known in ended(client) if known.code == "storage"]
        limit_pages(client, 100_000)
        client.wait_until(LinkState.READY)
        known = {event.transfer.file_id for event in client.events(TransferChanged)}
        client.link.retry_file(lost[0])
        reached(client, lost[0], TransferState.CANCELLED)
        # Under another id: what is still said of the lost one is no try.
        again = client.wait_for(TransferChanged, lambda event: event.transfer.file_id not in known)

    assert again.transfer.place == str(clip)


def ended(client: Client) -> list[Transfer]:
    return [event.transfer for event in client.events(TransferChanged) if event.transfer.is_over]


def test_at_most_three_files_move_at_once(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    paths = [home / f"{number}.mp4" for number in range(8)]
    for path in paths:
        path.write_bytes(os.urandom(300_000))
    with in_thread(peer.port) as proxy, running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        peer.public_port, proxy.up.bytes_per_s = proxy.port, 2_000_000
        files = [sent(client, path) for path in paths]
        for _ in files:
            tell_verdicts(desk, peer)
        for file_id in files:
            reached(client, file_id, TransferState.DONE)
    assert peer.most_at_once <= 3


def fetched(client: Client, peer: FilePeer, folder: Path, **changes: object) -> Transfer:
    file = peer.put("report.pdf", CLIP, **changes)
    client.link.fetch_file(file, folder)
    return reached(client, file.file_id, TransferState.DONE)


def test_a_fetched_file_is_whole_private_marked_and_overwrites_nothing(
    desk: RelayInThread, peer: FilePeer, home: Path
) -> None:
    folder = home / "Downloads"
    folder.mkdir()
    (folder / "report.pdf").write_text("mine")
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        done = fetched(client, peer, folder)

    path = Path(done.place)
    assert path == folder / "report (2).pdf"
    assert path.read_bytes() == CLIP
    assert stat.S_IMODE(path.stat().st_mode) & 0o111 == 0
    assert (folder / "report.pdf").read_text() == "mine"
    assert sorted(found.name for found in folder.iterdir()) == ["report (2).pdf", "report.pdf"]
    assert _mark(path) in {b"https://127.0.0.1/", None}


def _mark(path: Path) -> bytes | None:
    try:
        return os.getxattr(path, "user.xdg.origin.url")
    except OSError:
        return None  # this file system keeps no marks


def test_a_name_from_outside_stays_in_the_folder(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    folder = home / "Downloads"
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        file = peer.put("../../evil\u202efdp.exe", b"x")
        client.link.fetch_file(file, folder)
        done = reached(client, file.file_id, TransferState.DONE)
    assert Path(done.place) == folder / "evilfdp.exe"


def test_a_cut_download_goes_on_behind_what_is_there(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    with in_thread(peer.port) as proxy, running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        peer.public_port, proxy.down.cut_after_bytes = proxy.port, 1_000_000
        done = fetched(client, peer, home / "Downloads")

    assert Path(done.place).read_bytes() == CLIP
    starts = [int(request.removeprefix("GET bytes=").rstrip("-") or 0) for request in peer.requests[1:]]
    assert starts == sorted(set(starts))
    assert len(starts) >= 2


def test_bytes_that_are_not_the_promised_ones_never_get_a_name(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    file = peer.put("report.pdf", CLIP)
    peer.bytes[file.file_id][5] ^= 1
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.link.fetch_file(file, home / "Downloads")
        reached(client, file.file_id, TransferState.FAILED, "hash_mismatch")
    assert list((home / "Downloads").iterdir()) == []


def test_a_folder_that_takes_no_file_is_said(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    (home / "Downloads").write_text("a file")
    file = peer.put("report.pdf", CLIP)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.link.fetch_file(file, home / "Downloads")
        failed = reached(client, file.file_id, TransferState.FAILED, "save_failed")
    assert failed.params["name"] == "report.pdf"


def test_where_a_fetched_file_is_is_known_after_a_restart(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    keys = AgentKeys()
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        done = fetched(client, peer, home / "Downloads")
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        known = client.wait_for(MailboxOpened).transfers
    assert [(one.file_id, one.place, one.state) for one in known] == [(done.file_id, done.place, TransferState.DONE)]


def test_a_picture_is_fetched_once_for_its_thumbnail(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    file = peer.put("shot.png", CLIP)
    with running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        client.wait_until(LinkState.READY)
        client.link.preview_file(file)
        done = reached(client, file.file_id, TransferState.DONE)
        client.link.preview_file(file)
        until(lambda: len(client.events(TransferChanged)) >= 4)
        client.link.fetch_file(file, home / "Downloads")
        kept = client.wait_for(
            TransferChanged,
            lambda event: event.transfer.direction is Direction.FETCH and event.transfer.state is TransferState.DONE,
        )

    assert Path(done.place).read_bytes() == CLIP
    assert Path(kept.transfer.place).read_bytes() == CLIP
    assert len(peer.requests) == 1


def test_progress_is_told_at_most_ten_times_a_second(desk: RelayInThread, peer: FilePeer, home: Path) -> None:
    with in_thread(peer.port) as proxy, running(desk.config(), AgentKeys(), home / "box.sqlite3") as client:
        peer.public_port, proxy.down.bytes_per_s = proxy.port, 1_600_000
        fetched(client, peer, home / "Downloads")
        told = [event.transfer for event in client.events(TransferChanged) if event.transfer.offset]
    assert len(told) <= 10 * 4
    assert any(transfer.rate > 0 and transfer.left_s is not None for transfer in told)
