"""What the parts of the talk process share: settings, clock, reader, writer, who is connected, figures."""

import asyncio
import time
from collections.abc import Callable

import msgspec

from relay.adapters.stamp_keys import StampKeys
from relay.clock import RelayClock
from relay.config import Config
from relay.db.repositories import directory
from relay.db.search_index import SqliteIndex
from relay.domain.scope import RELAY_SCOPE
from relay.net.cursors import CursorBook
from relay.net.inventory_state import InventoryState
from relay.net.metrics import Metrics
from relay.net.rate import Bucket
from relay.net.reader import Reader
from relay.net.registry import Registry
from relay.net.search_feed import SearchFeed
from relay.net.session import Session
from relay.net.writer_link import WriterLink
from shared.ids import DeviceId

PASSWORD_CHECKS = 2
"""Checked at once: each takes 64 MiB and a core for a tenth of a second."""


class Identity(msgspec.Struct, frozen=True):
    """What the relay says of itself in every challenge."""

    relay_id: str
    organisation: str
    edition: str


class Talk:
    """A bag of collaborators, built once in relay/app.py; holds no rule."""

    def __init__(self, config: Config, clock: RelayClock, reader: Reader, writer: WriterLink) -> None:
        self.config = config
        self.clock = clock
        self.reader = reader
        self.writer = writer
        self.registry = Registry()
        self.metrics = Metrics()
        self.cursors = CursorBook()
        self.inventory = InventoryState()
        self.stamp_keys = StampKeys(config.stamp_key, config.old_stamp_keys)
        self.search = SearchFeed(reader, SqliteIndex(config.search_index))
        self.reading: set[Session] = set()
        """Connections whose longer answer is still being read (answering.py)."""
        self.password_checks = asyncio.Semaphore(PASSWORD_CHECKS)
        self.on_presence: Callable[[DeviceId], None] = lambda _device_id: None
        self.identity = self.read_identity()

    def read_identity(self) -> Identity:
        """Return what the settings say the relay is called."""
        with self.reader.gate(RELAY_SCOPE) as gate:
            values = directory.settings(gate)
        return Identity(
            relay_id=str(values.get("relay_id", "")),
            organisation=str(values.get("organisation", "")),
            edition=str(values.get("edition", "msp")),
        )

    def bucket(self) -> Bucket:
        """Return a fresh allowance for one signed-in connection."""
        return Bucket(self.config.message_rate, self.config.message_burst, time.monotonic())
