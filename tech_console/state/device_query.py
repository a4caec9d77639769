"""The device list's search: from what is typed to a question about one device, and to what could not be understood. Pure."""

import datetime as dt
import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

import msgspec

from shared.ids import CustomerId
from shared.protocol.directory import DeviceRecord, DeviceState
from tech_console.state.device_status import agent_version, is_overdue, people_of
from tech_console.state.queries import presence
from tech_console.state.search import parse

Check = Callable[[DeviceRecord], bool]
YES: Final = frozenset({"yes", "y", "true", "1", "on", "sì", "si", "s"})
NO: Final = frozenset({"no", "n", "false", "0", "off"})
NUMBER: Final = re.compile(r"(?P<sign><=|>=|<|>|=)?(?P<number>\d{1,9})%?")
LEAST_SOFTWARE: Final = 2
"""Characters the relay wants for `software:`."""


class Trouble(msgspec.Struct, frozen=True):
    """What was not understood: `unknown` qualifier, `yes_no` or `number` wanted, `short` for software."""

    code: str
    qualifier: str
    value: str = ""


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What a question needs besides the device: names, the clock, and what the relay said about software."""

    customer_name: Callable[[CustomerId], str]
    overdue_before: dt.datetime
    software: Mapping[str, Collection[str]] = {}
    """Text without case → devices that have it; a text without an answer yet lets everything through."""


class DeviceQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`words` go to the list's own search; `checks` must all hold; `software` are the texts to ask the relay for."""

    words: str = ""
    checks: tuple[Check, ...] = ()
    software: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()

    def accepts(self, device: DeviceRecord) -> bool:
        """Whether a device fits, apart from the words."""
        return all(check(device) for check in self.checks)


Made = Check | Trouble


def understand(text: str, around: Around) -> DeviceQuery:
    """Return what a search text asks for."""
    query = parse(text, QUALIFIERS)
    checks: list[Check] = []
    troubles = [Trouble("unknown", key) for key in query.unknown]
    software: list[str] = []
    pairs = [(pair, False) for pair in query.wanted] + [(pair, True) for pair in query.unwanted]
    for (key, value), is_unwanted in pairs:
        made = QUALIFIERS[key](value, around)
        if isinstance(made, Trouble):
            troubles.append(msgspec.structs.replace(made, qualifier=key, value=value))
            continue
        if key == "software":
            software.append(value)
            if value not in around.software:
                continue
        checks.append(_not(made) if is_unwanted else made)
    checks += [_not(_any_text(word, around)) for word in query.absent]
    return DeviceQuery(
        words=query.words, checks=tuple(checks), software=tuple(dict.fromkeys(software)), troubles=tuple(troubles)
    )


def _not(check: Check) -> Check:
    return lambda device: not check(device)


def _text(texts: Callable[[DeviceRecord], Collection[str]]) -> Callable[[str, Around], Made]:
    def make(value: str, _: Around) -> Check:
        return lambda device: any(value in text.casefold() for text in texts(device))

    return make


def _yes_no(fact: Callable[[DeviceRecord, Around], bool]) -> Callable[[str, Around], Made]:
    def make(value: str, around: Around) -> Made:
        if value not in YES | NO:
            return Trouble("yes_no", "")
        wanted = value in YES
        return lambda device: fact(device, around) is wanted

    return make


def _number(fact: Callable[[DeviceRecord], float]) -> Callable[[str, Around], Made]:
    """Compare; a plain number means at most so much, a fact that is not known (below 0) never fits."""

    def make(value: str, _: Around) -> Made:
        found = NUMBER.fullmatch(value)
        if found is None:
            return Trouble("number", "")
        sign, limit = found["sign"] or "<=", int(found["number"])
        holds = COMPARE[sign]
        return lambda device: (known := fact(device)) >= 0 and holds(known, limit)

    return make


def _customer(value: str, around: Around) -> Check:
    names: dict[CustomerId, bool] = {}

    def check(device: DeviceRecord) -> bool:
        found = names.get(device.customer_id)
        if found is None:
            found = names[device.customer_id] = value in around.customer_name(device.customer_id).casefold()
        return found

    return check


def _software(value: str, around: Around) -> Made:
    if len(value) < LEAST_SOFTWARE:
        return Trouble("short", "")
    devices = around.software.get(value, ())
    return lambda device: device.device_id in devices


def _is(value: str, around: Around) -> Made:
    if value not in STATES:
        return Trouble("state", "")
    if value == "overdue":
        return lambda device: is_overdue(device, around.overdue_before)
    if value in {"online", "idle", "locked", "offline"}:
        return lambda device: presence(device).word == value
    if value == "copied":
        return lambda device: device.clone_suspected_at is not None
    if value == "active":
        return lambda device: device.helpdesk_enabled
    return lambda device: device.state.value == value


def _any_text(word: str, around: Around) -> Check:
    def check(device: DeviceRecord) -> bool:
        facts = device.facts
        texts = (
            device.name,
            around.customer_name(device.customer_id),
            device.platform,
            *people_of(device),
            *device.tags,
            *facts.addresses,
            facts.os,
            facts.make,
            facts.model,
            facts.serial,
        )
        return any(word in text.casefold() for text in texts)

    return check


COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other,
}
STATES: Final = frozenset(
    {"online", "idle", "locked", "offline", "overdue", "pending", "approved", "revoked", "active", "copied"}
)
QUALIFIERS: Final[dict[str, Callable[[str, Around], Made]]] = {
    "name": _text(lambda d: (d.name,)),
    "customer": _customer,
    "user": _text(lambda d: (*(session.os_user for session in d.os_sessions), d.facts.last_user)),
    "os": _text(lambda d: (d.platform, f"{d.facts.os} {d.facts.os_version}")),
    "ip": _text(lambda d: (*d.facts.addresses, d.facts.public_address, d.first_address)),
    "mac": _text(lambda d: (d.facts.mac,)),
    "make": _text(lambda d: (d.facts.make,)),
    "model": _text(lambda d: (d.facts.model,)),
    "serial": _text(lambda d: (d.facts.serial,)),
    "tag": _text(lambda d: d.tags),
    "software": _software,
    "agent": _text(lambda d: (agent_version(d),)),
    "disk": _number(lambda d: d.facts.disk_free_percent),
    "online": _yes_no(lambda d, _: presence(d).word != "offline"),
    "overdue": _yes_no(lambda d, around: is_overdue(d, around.overdue_before)),
    "reboot": _yes_no(lambda d, _: d.facts.is_reboot_pending),
    "helpdesk": _yes_no(lambda d, _: d.state is DeviceState.APPROVED and d.helpdesk_enabled),
    "is": _is,
}
