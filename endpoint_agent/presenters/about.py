"""What the person may be asked for on the phone: names, address, user, version."""

import socket
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from endpoint_agent.machine import Machine
from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.tray import state_words
from shared.inventory import Sections
from shared.qt.translator import Language
from shared.version import own_version

SHOWN_ENTRIES = 3
translate = QCoreApplication.translate


class AboutPresenter:
    """Asked anew each time the facts are shown."""

    def __init__(
        self,
        presenters: AgentPresenters,
        machine: Machine,
        language: Language,
        *,
        relay: str,
        reported: Callable[[], Sections] = dict,
    ) -> None:
        self._p = presenters
        self._machine = machine
        self._language = language
        self._relay = relay
        self._reported = reported

    def facts(self) -> list[tuple[str, str]]:
        """Return names and values, those without a value left out."""
        status, identity, newer = self._p.status, self._p.identity, self._p.newer.release
        contact = identity.contact
        person = f"{contact.first_name} {contact.last_name} <{contact.e_mail}>" if contact is not None else ""
        found = [
            (translate("About", "Computer"), self._machine.host_name),
            (translate("About", "Address"), own_address()),
            (translate("About", "User"), self._machine.os_user),
            (translate("About", "Person"), person),
            (self._language.say(translate("About", "{Customer}")), status.customer_name),
            (translate("About", "Support"), status.organisation),
            (translate("About", "Phone"), status.support_phone),
            (translate("About", "Server"), self._relay),
            (translate("About", "Connection"), state_words(self._p)),
            (translate("About", "Version"), own_version()),
            (translate("About", "Newest version"), newer.version if newer is not None else ""),
        ]
        return [(name, value) for name, value in found if value]

    def newer_page(self) -> str:
        """Return where the newer version is; empty where there is none."""
        return "" if self._p.newer.release is None else self._p.newer.release.url

    def reported(self) -> list[tuple[str, str]]:
        """Return what the support has of this computer: each section with its number of entries and the first of them."""
        found = self._reported()
        return [(section_words(section), _summary(found[section])) for section in sorted(found) if found[section]]


def section_words(section: str) -> str:
    """Return the name of a section of the inventory; one of a later version is named as it is."""
    known = {
        "summary": translate("Inventory", "Summary"),
        "os_sessions": translate("Inventory", "Users signed in"),
        "hardware": translate("Inventory", "Hardware"),
        "disks": translate("Inventory", "Disks"),
        "network": translate("Inventory", "Network"),
        "system": translate("Inventory", "Operating system"),
        "software": translate("Inventory", "Installed programs"),
        "services": translate("Inventory", "System services"),
        "battery": translate("Inventory", "Battery"),
    }
    return known.get(section, section)


def _summary(items: Mapping[str, object]) -> str:
    first = ", ".join(list(items)[:SHOWN_ENTRIES])
    more = "…" if len(items) > SHOWN_ENTRIES else ""
    return f"{len(items)}: {first}{more}"


def own_address() -> str:
    """Return the address this computer has towards the network; empty without one. Nothing is sent."""
    for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((elsewhere, 9))
                return str(probe.getsockname()[0])
        except OSError:
            continue
    return ""
