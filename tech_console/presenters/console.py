"""All presenters of one console, wired together; the windows and the headless program are built on this."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from shared.link.config import LinkConfig
from shared.qt.file_desk import FileDesk
from shared.qt.newer_version import NewerVersion
from tech_console.presenters.answers import Answers
from tech_console.presenters.audit_log import AuditLog
from tech_console.presenters.availability import Availability
from tech_console.presenters.bulk import Bulk
from tech_console.presenters.chat import Chats
from tech_console.presenters.counting import Counting
from tech_console.presenters.customers import Customers
from tech_console.presenters.device_details import DeviceDetails
from tech_console.presenters.device_lists import DeviceLists
from tech_console.presenters.devices import Devices
from tech_console.presenters.drafts import Drafts
from tech_console.presenters.handing import Handing
from tech_console.presenters.incoming import Incoming
from tech_console.presenters.installers import Installers
from tech_console.presenters.line import Line, OpenLink
from tech_console.presenters.missed import Missed
from tech_console.presenters.notices import Notices
from tech_console.presenters.outgoing import Outgoing
from tech_console.presenters.people import People
from tech_console.presenters.preferences import Preferences
from tech_console.presenters.provider import Provider
from tech_console.presenters.searching import Searching
from tech_console.presenters.settings import Settings
from tech_console.presenters.sign_in import SignIn
from tech_console.presenters.step_up import StepUps
from tech_console.presenters.threads import Threads
from tech_console.presenters.tickets import Tickets
from tech_console.presenters.viewing import Lookers
from tech_console.presenters.watch_rules import WatchRules
from tech_console.presenters.world import World
from tech_console.state.queries import RailCounts, rail_counts
from tech_console.state.ticket_views import TicketView


class Console(QObject):
    """Signals: `counts_changed()` when a number on the rail may be different."""

    counts_changed = Signal()

    def __init__(
        self,
        open_link: OpenLink,
        base: LinkConfig,
        preferences: Preferences,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.preferences = preferences
        self.line = Line(open_link)
        self.world = World(self.line, now)
        self.counting = Counting(self.world)
        self.sign_in = SignIn(self.line, self.world, preferences, base, now)
        self.availability = Availability(self.line, self.world)
        self.incoming = Incoming(self.line, self.world)
        self.outgoing = Outgoing(self.line, self.world)
        self.files = FileDesk(lambda: self.line.link, from_device=False)
        self.line.heard.connect(self.files.handle)
        self.line.state_changed.connect(self.files.handle)
        self.step_ups = StepUps(self.line, self.files)
        self.sign_in.changed.connect(self.step_ups.follow_sign_in)
        self.chats = Chats(self.line, self.world)
        self.tickets = Tickets(self.line, self.world, self.chats, self.outgoing)
        self.bulk = Bulk(self.tickets)
        self.threads = Threads(self.line, self.world)
        self.drafts = Drafts(self.line)
        self.answers = Answers(self.line, self.world)
        self.handing = Handing(self.line, self.world)
        self.lookers = Lookers(self.line, self.world, now)
        self.searching = Searching(self.line)
        self.missed = Missed(self.line, self.world)
        self.devices = Devices(self.line, self.world)
        self.device_lists = DeviceLists(self.line, self.world, preferences)
        self.device_details = DeviceDetails(self.line)
        self.watch_rules = WatchRules(self.line, self.world)
        self.customers = Customers(self.line, self.world)
        self.people = People(self.line)
        self.audit_log = AuditLog(self.line)
        self.provider = Provider(self.line)
        self.settings = Settings(self.line, self.world)
        self.installers = Installers(self.line)
        self.newer = NewerVersion()
        self.line.heard.connect(self.newer.handle)
        self.notices = Notices(self.incoming, self.chats, preferences)
        self.incoming.accepted.connect(self.chats.open)
        self.outgoing.opened.connect(self.chats.open)
        self.handing.taken.connect(self.chats.open)
        for signal in (self.world.changed, self.chats.unread_changed):
            signal.connect(lambda _: self.counts_changed.emit())
        self.world.reloaded.connect(self.counts_changed)

    def counts(self) -> RailCounts:
        """Return the numbers on the rail."""
        mine, pending = self.counting.tickets_in(TicketView.MINE), self.counting.pending_devices
        return rail_counts(self.world.snapshot, self.chats.unread(), mine, pending)

    def stop(self) -> None:
        """Close the connection; nothing is heard any more, and no clock runs."""
        self.line.close()
        for part in (self.counting, self.sign_in, self.chats, self.notices, self.bulk, self.lookers, self.searching):
            part.stop()
        for device_part in (self.device_lists, self.device_details):
            device_part.stop()
