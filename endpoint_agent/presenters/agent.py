"""All presenters of the agent, made together; every event of the link goes through all of them in one order."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from endpoint_agent.os_session.probe import Probe
from endpoint_agent.presenters.chat import ChatPresenter
from endpoint_agent.presenters.identity import IdentityPresenter
from endpoint_agent.presenters.missed import MissedPresenter
from endpoint_agent.presenters.presence import PresencePresenter
from endpoint_agent.presenters.quiet import QuietPresenter
from endpoint_agent.presenters.requests import RequestsPresenter
from endpoint_agent.presenters.services import ServicesPresenter
from endpoint_agent.presenters.settings import Autostart, SettingsPresenter
from endpoint_agent.presenters.status import StatusPresenter
from endpoint_agent.presenters.threads import ThreadsPresenter
from endpoint_agent.presenters.ticket_draft import TicketDraft
from endpoint_agent.presenters.ticket_files import TicketFiles
from endpoint_agent.presenters.ticket_outbox import TicketOutbox
from endpoint_agent.presenters.tickets import TicketsPresenter
from endpoint_agent.snapshot import device_snapshot
from shared.link.api import Link
from shared.link.events import LinkEvent
from shared.qt.file_desk import FileDesk
from shared.qt.newer_version import NewerVersion
from shared.stamp import Brand


class AgentPresenters(QObject):
    """Connect LinkBridge.link_event to `handle`."""

    def __init__(
        self,
        link: Link,
        probe: Probe,
        autostart: Autostart,
        *,
        organisation: str = "",
        brand: Brand = Brand(),  # noqa: B008 - frozen
        language: str = "",
        default_language: str = "",
        wants_autostart: bool = True,
        take_snapshot: Callable[[], dict[str, str]] = device_snapshot,
        captures: Path | None = None,
    ) -> None:
        super().__init__()
        self.settings = SettingsPresenter(
            link,
            autostart,
            language=language,
            default_language=default_language,
            wants_autostart=wants_autostart,
        )
        self.status = StatusPresenter(link, organisation, brand)
        self.identity = IdentityPresenter(link)
        self.requests = RequestsPresenter(link)
        self.chat = ChatPresenter(link)
        self.files = FileDesk(lambda: link, from_device=True)
        self.services = ServicesPresenter(link)
        self.tickets = TicketsPresenter(link)
        self.threads = ThreadsPresenter(link, self.tickets)
        self.ticket_outbox = TicketOutbox(link)
        self.ticket_files = TicketFiles(self.ticket_outbox, self.files, captures)
        self.draft = TicketDraft(link, self.ticket_outbox, take_snapshot)
        self.quiet = QuietPresenter(link)
        self.missed = MissedPresenter(link, self.requests, self.quiet)
        self.presence = PresencePresenter(link, probe, self.quiet)
        self.newer = NewerVersion()

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self.settings.handle(event)
        self.status.handle(event)
        self.identity.handle(event)
        self.files.handle(event)
        self.chat.handle(event)
        self.requests.handle(event)
        self.services.handle(event)
        self.draft.handle(event)
        self.ticket_outbox.handle(event)
        self.tickets.handle(event)
        self.threads.handle(event)
        self.quiet.handle(event)
        self.missed.handle(event)
        self.presence.handle(event)
        self.newer.handle(event)

    def save_drafts(self) -> None:
        """Write what is unfinished now; the system may end the program at any moment."""
        self.chat.save_drafts()
        self.threads.save_drafts()
        self.draft.save()

    def stop(self) -> None:
        """Save what is unfinished and look no more; the link is stopped after this."""
        self.chat.stop()
        self.requests.stop()
        self.draft.stop()
        self.ticket_outbox.stop()
        self.threads.stop()
        self.quiet.stop()
        self.presence.stop()
