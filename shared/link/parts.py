"""Composition root of the network thread: everything that needs the loop, the wire and the open store."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from shared.link.client import Client
from shared.link.config import LinkConfig
from shared.link.courier import Courier
from shared.link.desk import Desk
from shared.link.events import LinkEvent
from shared.link.file_orders import FileOrders
from shared.link.file_places import FilePlaces
from shared.link.journal import Journal
from shared.link.sign_in import AgentCredentials, Credentials
from shared.link.talks import Talks
from shared.link.timers import Timers
from shared.link.transfers import Transfers
from shared.mailbox.mailbox import Mailbox


class Parts:
    """What the network thread is made of, once its store is open."""

    def __init__(
        self,
        config: LinkConfig,
        credentials: Credentials,
        path: Path,
        mailbox: Mailbox,
        journal: Journal,
        say: Callable[[LinkEvent], None],
    ) -> None:
        loop = asyncio.get_running_loop()
        self.talks = Talks(mailbox, Timers(loop), journal, say, lambda: self._hang_up("storage", None))
        self.courier = Courier(self.talks, self._hang_up)
        self.desk = Desk(self.talks, self.courier)
        places = FilePlaces(path)
        from_device = isinstance(credentials, AgentCredentials)
        self.talks.companion = self.transfers = Transfers(self.talks, config, places, from_device=from_device)
        self.files = FileOrders(self.transfers, config, places)
        self.client = Client(config, credentials, self.talks, self.courier, journal, Timers(loop), say)

    def _hang_up(self, code: str, retry_after_ms: int | None) -> None:
        self.client.hang_up(code, retry_after_ms)
