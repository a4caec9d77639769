"""kill -9 at random points: what was on disk arrives, once, in order; what was shown is not shown again."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from shared.ids import ConversationId, DeviceKeyId, new_id
from shared.link.events import LinkEvent, MailboxOpened, MessageStored, OutboxCounted
from shared.mailbox.mailbox import Mailbox
from tests.integration.link import writer_program
from tests.integration.link.conftest import RelayInThread
from tests.support.clients import Client, running
from tests.support.waiting import until

ROUNDS = 20
TALK = ConversationId(new_id())


def write_key(desk: RelayInThread, home: Path) -> DeviceKeyId:
    key, key_id = Ed25519PrivateKey.generate(), DeviceKeyId(new_id())
    (home / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    desk.relay.keys[key_id] = key.public_key()
    return key_id


def run_and_kill(desk: RelayInThread, home: Path, key_id: DeviceKeyId, name: str, after_s: float) -> None:
    """Start the program, kill it so long after its first sign of life."""
    command = [sys.executable, writer_program.__file__, desk.relay.url, str(home), key_id, TALK, name]
    root = str(Path(writer_program.__file__).parents[3])
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}) as program:
        assert program.stdout is not None
        assert program.stdout.readline()
        desk.loop.call(lambda: desk.relay.say(TALK, f"to {name}"))
        time.sleep(after_s)  # the point of the kill is random on purpose
        program.send_signal(signal.SIGKILL)
        program.stdout.read()


class Note(msgspec.Struct):
    """A line of the journal, as far as it counts here."""

    kind: str
    message_id: str = ""
    seq: int = 0


def journal(home: Path, kind: str) -> list[Note]:
    files = sorted(home.glob("journal-*"), key=lambda path: int(path.name.split("-")[1]))
    # A kill may leave half a line at the end of a file.
    lines = [line for path in files for line in path.read_text().splitlines() if line.endswith("}")]
    notes = [msgspec.json.decode(line, type=Note) for line in lines]
    return [note for note in notes if note.kind == kind]


def is_quiet(desk: RelayInThread, client: Client, key_id: DeviceKeyId) -> bool:
    """Everything written is at the relay, everything the relay has is here."""
    counts = [event.waiting for event in client.events(LinkEvent) if isinstance(event, OutboxCounted | MailboxOpened)]
    rows = desk.relay.rows.get(TALK, [])
    return counts[-1:] == [0] and desk.relay.delivered.get((key_id, TALK)) == len(rows)


@pytest.mark.slow
def test_twenty_kills_lose_double_and_reorder_nothing(desk: RelayInThread, home: Path) -> None:
    key_id = write_key(desk, home)
    dice = random.Random(20261121)
    for number in range(ROUNDS):
        run_and_kill(desk, home, key_id, str(number), dice.uniform(0.0, 0.25))

    keys = writer_program.KeyFile(home / "key.pem", key_id)
    with running(desk.config(), keys, home / "box.sqlite3") as client:
        until(lambda: is_quiet(desk, client, key_id), within_s=60)
    mailbox = Mailbox(home / "box.sqlite3")
    stored = mailbox.inbox.of(TALK)
    mailbox.close()

    ours = [row.message_id for row in desk.relay.rows[TALK] if row.sender_id == key_id]
    written = [note.message_id for note in journal(home, "outbox")]
    shown = [note.seq for note in journal(home, "shown")] + [
        event.message.seq for event in client.events(MessageStored)
    ]
    assert stored == desk.relay.rows[TALK]
    assert len(ours) == len(set(ours)) >= len(written) > ROUNDS
    assert [message_id for message_id in ours if message_id in set(written)] == written
    assert shown == sorted(set(shown))
