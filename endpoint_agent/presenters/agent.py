"""All presenters of the agent, made together; every event of the link goes through all of them in one order."""

from PySide6.QtCore import QObject

from endpoint_agent.os_session.probe import Probe
from endpoint_agent.presenters.chat import ChatPresenter
from endpoint_agent.presenters.identity import IdentityPresenter
from endpoint_agent.presenters.presence import PresencePresenter
from endpoint_agent.presenters.requests import RequestsPresenter
from endpoint_agent.presenters.settings import Autostart, SettingsPresenter
from endpoint_agent.presenters.status import StatusPresenter
from endpoint_agent.presenters.tickets import TicketsPresenter
from shared.link.api import Link
from shared.link.events import LinkEvent


class AgentPresenters(QObject):
    """Connect LinkBridge.link_event to `handle`."""

    def __init__(
        self,
        link: Link,
        probe: Probe,
        autostart: Autostart,
        *,
        organisation: str = "",
        language: str = "",
        wants_autostart: bool = True,
    ) -> None:
        super().__init__()
        self.settings = SettingsPresenter(link, autostart, language=language, wants_autostart=wants_autostart)
        self.status = StatusPresenter(link, organisation)
        self.identity = IdentityPresenter(link)
        self.requests = RequestsPresenter(link)
        self.chat = ChatPresenter(link)
        self.tickets = TicketsPresenter(link)
        self.presence = PresencePresenter(link, probe)

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        self.settings.handle(event)
        self.status.handle(event)
        self.identity.handle(event)
        self.chat.handle(event)
        self.requests.handle(event)
        self.tickets.handle(event)
        self.presence.handle(event)

    def stop(self) -> None:
        """Save what is unfinished and look no more; the link is stopped after this."""
        self.chat.stop()
        self.requests.stop()
        self.presence.stop()
