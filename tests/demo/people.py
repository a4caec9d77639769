"""Who and what the demo shows: a provider, two customers in two languages, their people and computers."""

from typing import Final, NamedTuple

ORGANISATION: Final = "Laguna IT"
E_MAIL: Final = "marco.bianchi@laguna-it.example"
TECHNICIAN: Final = "Marco Bianchi"
COLLEAGUE: Final = "Anna Conti"
"""Joins in the unattended story only."""
PASSWORD: Final = "Acqua alta in piazza"
HOST_NAME: Final = "PC-CASSA"
OS_USER: Final = "giulia"


class Computer(NamedTuple):
    """A device for the list, switched off."""

    name: str
    os_user: str
    platform: str


class Person(NamedTuple):
    """A contact; `computers` are assigned to them, the first is their own."""

    first_name: str
    last_name: str
    e_mail: str
    computers: tuple[str, ...] = ()


class Customer(NamedTuple):
    """One customer with what belongs to it."""

    name: str
    people: tuple[Person, ...]
    computers: tuple[Computer, ...]


class Requester(NamedTuple):
    """Who sits at the demo's agent and is not known yet."""

    first_name: str
    last_name: str
    e_mail: str


GIULIA: Final = Requester("Giulia", "Ferri", "giulia.ferri@panificio-ferri.example")
WINDOWS: Final = "Windows 11 AMD64"

CUSTOMERS: Final = (
    Customer(
        "Panificio Ferri",
        (
            Person("Luca", "De Santis", "luca.desantis@panificio-ferri.example", ("PC-FORNO",)),
            Person("Chiara", "Marangon", "chiara.marangon@panificio-ferri.example", ("PC-AMMINISTRAZIONE",)),
            Person("Nicolò", "Zorzi", "nicolo.zorzi@panificio-ferri.example"),
        ),
        (
            Computer("PC-FORNO", "luca", WINDOWS),
            Computer("PC-AMMINISTRAZIONE", "chiara", WINDOWS),
            Computer("NB-CONSEGNE", "nicolò", WINDOWS),
        ),
    ),
    Customer(
        "Harbour & Finch",
        (
            Person("Emily", "Carter", "emily.carter@harbour-finch.example", ("LT-CARTER", "WS-RECEPTION")),
            Person("Thomas", "O'Neill", "thomas.oneill@harbour-finch.example", ("WS-DESIGN-02",)),
            Person("Priya", "Nair", "priya.nair@harbour-finch.example", ("LT-NAIR",)),
        ),
        (
            Computer("LT-CARTER", "emily", WINDOWS),
            Computer("WS-RECEPTION", "frontdesk", WINDOWS),
            Computer("WS-DESIGN-02", "thomas", "macOS 15 arm64"),
            Computer("LT-NAIR", "priya", "Debian 12 x86_64"),
            Computer("SRV-FILES", "backup", "Windows Server 2022 AMD64"),
        ),
    ),
)
