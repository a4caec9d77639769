"""An agent's network half as a process of its own: writes into one conversation until it is killed.

Arguments: relay URL, folder with `key.pem`, device key id, conversation, name of this run. A line on standard output
per event says that it is alive; what it did is in the journal.
"""

import itertools
import sys
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from shared.ids import ConversationId, DeviceKeyId
from shared.link.config import LinkConfig
from shared.link.events import HistoryLoaded, LinkEvent, MessageStored
from shared.link.sign_in import Enrolment
from shared.link.thread import LinkThread
from shared.protocol.enrolment import Enrolled

PAUSE_S = 0.002


class KeyFile:
    """A device key in a file."""

    def __init__(self, path: Path, key_id: DeviceKeyId) -> None:
        self._path, self._key_id = path, key_id

    def device_key_id(self) -> DeviceKeyId | None:
        return self._key_id

    def private_key(self) -> Ed25519PrivateKey:
        key = load_pem_private_key(self._path.read_bytes(), None)
        assert isinstance(key, Ed25519PrivateKey)
        return key

    def enrolment(self) -> Enrolment | None:
        return None

    def save_enrolment(self, enrolled: Enrolled) -> None:
        raise NotImplementedError(enrolled)


def main(url: str, folder: Path, key_id: DeviceKeyId, conversation_id: ConversationId, run: str) -> None:
    def show(event: LinkEvent) -> None:
        rows = event.messages if isinstance(event, HistoryLoaded) else []
        for row in [event.message] if isinstance(event, MessageStored) else rows:
            link.note_shown(conversation_id, row.seq, row.message_id)
        print(type(event).__name__, flush=True)

    config = LinkConfig(url=url, allow_plain=True, journal=folder / f"journal-{run}")
    link = LinkThread(config, KeyFile(folder / "key.pem", key_id), folder / "box.sqlite3", show)
    link.start()
    for number in itertools.count():
        link.send_text(conversation_id, f"{run}-{number}")
        time.sleep(PAUSE_S)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), DeviceKeyId(sys.argv[3]), ConversationId(sys.argv[4]), sys.argv[5])
