"""The services a person chooses from: every request belongs to one (H-06). Known without a connection too."""

import unicodedata

from PySide6.QtCore import QObject, Signal

from endpoint_agent.presenters.kept import Kept
from shared.ids import ServiceId
from shared.link.api import Link
from shared.link.events import LinkEvent, MailboxOpened, Received, Welcomed
from shared.protocol.routing import ServiceChanged, ServiceRecord


class ServicesPresenter(QObject):
    """Signals: `changed()`."""

    changed = Signal()

    def __init__(self, link: Link) -> None:
        super().__init__()
        self._kept: Kept[list[ServiceRecord]] = Kept(link, "services", list[ServiceRecord], [])
        self._known: dict[ServiceId, ServiceRecord] = {}
        self._is_told_anew = False

    def all(self) -> list[ServiceRecord]:
        """Return those that can be chosen, the default first, then by name."""
        return sorted(self._known.values(), key=lambda service: (not service.is_default, plain(service.name)))

    def default(self) -> ServiceRecord | None:
        """Return the one of requests that name none."""
        return next((service for service in self.all() if service.is_default), None)

    def get(self, service_id: ServiceId | None) -> ServiceRecord | None:
        """Return a service that still can be chosen; the default where none is named or it is gone."""
        return self._known.get(service_id) or self.default() if service_id is not None else self.default()

    def found(self, words: str) -> list[ServiceRecord]:
        """Return those in whose name or description all of the words stand (H-08); all for no words."""
        wanted = plain(words).split()
        return [service for service in self.all() if _fits(service, wanted)]

    def handle(self, event: LinkEvent) -> None:
        """Take one event of the link."""
        match event:
            case MailboxOpened(settings=settings):
                self._kept.load(settings)
                self._known = {service.service_id: service for service in self._kept.value}
                self.changed.emit()
            case Welcomed():
                self._is_told_anew = True
            case Received(message=ServiceChanged(service=service)):
                self._take(service)

    def _take(self, service: ServiceRecord) -> None:
        if self._is_told_anew:
            # After each sign-in the relay names all of them: one that went away meanwhile is not among them.
            self._known, self._is_told_anew = {}, False
        if service.active:
            self._known[service.service_id] = service
        else:
            self._known.pop(service.service_id, None)
        self._kept.set(self.all())
        self.changed.emit()


def plain(text: str) -> str:
    """Return a text as it is compared: without case and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def _fits(service: ServiceRecord, wanted: list[str]) -> bool:
    words = plain(f"{service.name} {service.description}").split()
    return all(any(part in word for word in words) for part in wanted)
