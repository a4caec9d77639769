"""Captions and values of an inventory in words: what each fact is called, and its number as people write it.

The names are those of docs/protocol.md, Inventory. A fact nobody told this version about is shown under its own name.
"""

import datetime as dt
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from shared.protocol.inventory import ChangeRecord, Fact, WatchKind
from tech_console.models.units import number_words, share_words, size_words, span_words, yes_no_words
from tech_console.models.words import day_and_clock


def section_words(section: str) -> str:
    """Return what a section is called."""
    return {
        "summary": QCoreApplication.translate("Console", "Summary"),
        "os_sessions": QCoreApplication.translate("Console", "Users"),
        "hardware": QCoreApplication.translate("Console", "Hardware"),
        "disks": QCoreApplication.translate("Console", "Disks"),
        "network": QCoreApplication.translate("Console", "Network"),
        "system": QCoreApplication.translate("Console", "System"),
        "software": QCoreApplication.translate("Console", "Software"),
        "services": QCoreApplication.translate("Console", "Services"),
        "battery": QCoreApplication.translate("Console", "Battery"),
    }.get(section, section)


def item_words(section: str, item: str) -> str:
    """Return what an item of a section is called; most are called by their own key."""
    return {
        ("hardware", "computer"): QCoreApplication.translate("Console", "Computer"),
        ("hardware", "board"): QCoreApplication.translate("Console", "Main board"),
        ("hardware", "cpu"): QCoreApplication.translate("Console", "Processor"),
        ("hardware", "memory"): QCoreApplication.translate("Console", "Memory"),
        ("network", "default"): QCoreApplication.translate("Console", "Default route"),
        ("system", "os"): QCoreApplication.translate("Console", "Operating system"),
        ("battery", "battery"): QCoreApplication.translate("Console", "Battery"),
        ("summary", "device"): QCoreApplication.translate("Console", "Device"),
    }.get((section, item), item)


def fact_words(fact: str) -> str:
    """Return the caption of a fact."""
    known = _identity_captions() | _machine_captions() | _network_captions() | _system_captions()
    return known.get(fact) or fact.replace("_", " ").capitalize()


def _identity_captions() -> dict[str, str]:
    return {
        "user": QCoreApplication.translate("Console", "User"),
        "agent_version": QCoreApplication.translate("Console", "Agent version"),
        "name": QCoreApplication.translate("Console", "Name"),
        "make": QCoreApplication.translate("Console", "Make"),
        "model": QCoreApplication.translate("Console", "Model"),
        "serial": QCoreApplication.translate("Console", "Serial number"),
        "asset_tag": QCoreApplication.translate("Console", "Asset tag"),
        "chassis": QCoreApplication.translate("Console", "Kind of case"),
        "firmware": QCoreApplication.translate("Console", "Firmware"),
        "firmware_make": QCoreApplication.translate("Console", "Firmware by"),
        "firmware_on": QCoreApplication.translate("Console", "Firmware of"),
        "tpm": QCoreApplication.translate("Console", "TPM"),
    }


def _machine_captions() -> dict[str, str]:
    return {
        "architecture": QCoreApplication.translate("Console", "Architecture"),
        "cores": QCoreApplication.translate("Console", "Cores"),
        "threads": QCoreApplication.translate("Console", "Threads"),
        "max_mhz": QCoreApplication.translate("Console", "Highest clock"),
        "total_bytes": QCoreApplication.translate("Console", "Size"),
        "free_bytes": QCoreApplication.translate("Console", "Free"),
        "free_percent": QCoreApplication.translate("Console", "Free"),
        "swap_bytes": QCoreApplication.translate("Console", "Swap space"),
        "device": QCoreApplication.translate("Console", "Drive"),
        "file_system": QCoreApplication.translate("Console", "File system"),
        "percent": QCoreApplication.translate("Console", "Charge"),
        "is_plugged": QCoreApplication.translate("Console", "Plugged in"),
        "size_bytes": QCoreApplication.translate("Console", "Size"),
        "publisher": QCoreApplication.translate("Console", "Publisher"),
        "version": QCoreApplication.translate("Console", "Version"),
        "source": QCoreApplication.translate("Console", "Source"),
        "installed_on": QCoreApplication.translate("Console", "Installed"),
    }


def _network_captions() -> dict[str, str]:
    return {
        "mac": QCoreApplication.translate("Console", "MAC address"),
        "ipv4": QCoreApplication.translate("Console", "IPv4"),
        "ipv6": QCoreApplication.translate("Console", "IPv6"),
        "is_up": QCoreApplication.translate("Console", "Connected"),
        "speed_mbps": QCoreApplication.translate("Console", "Speed"),
        "gateway": QCoreApplication.translate("Console", "Gateway"),
        "interface": QCoreApplication.translate("Console", "Interface"),
        "dns": QCoreApplication.translate("Console", "Name servers"),
        "domain": QCoreApplication.translate("Console", "Domain"),
        "host_name": QCoreApplication.translate("Console", "Host name"),
        "host": QCoreApplication.translate("Console", "Connected from"),
        "is_remote": QCoreApplication.translate("Console", "Remote"),
        "terminal": QCoreApplication.translate("Console", "Terminal"),
    }


def _system_captions() -> dict[str, str]:
    return {
        "kernel": QCoreApplication.translate("Console", "Kernel"),
        "boot_at": QCoreApplication.translate("Console", "Started"),
        "is_reboot_pending": QCoreApplication.translate("Console", "Restart pending"),
        "time_zone": QCoreApplication.translate("Console", "Time zone"),
        "state": QCoreApplication.translate("Console", "State"),
        "start": QCoreApplication.translate("Console", "Starts"),
        "idle_s": QCoreApplication.translate("Console", "Idle"),
        "since_at": QCoreApplication.translate("Console", "Since"),
    }


def value_words(fact: str, value: Fact) -> str:
    """Return a value as people write it: the end of a fact's name says what unit it has."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return yes_no_words(holds=value)
    if isinstance(value, int | float):
        say = next((words for end, words in _UNITS.items() if fact.endswith(end)), None)
        return say(value) if say is not None else number_words(value, 0 if float(value).is_integer() else 1)
    if fact.endswith("_at") and (at := moment(value)) is not None:
        return day_and_clock(at)
    if fact.endswith("_on") and (day := _day(value)) is not None:
        return day
    return _WORDS[fact](value) if fact in _WORDS else value


def moment(value: Fact) -> dt.datetime | None:
    """Return the moment a text names, None for anything else."""
    try:
        at = dt.datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if at is None:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=dt.UTC)


def _day(value: str) -> str | None:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def _state_words(state: str) -> str:
    return {
        "active": QCoreApplication.translate("Console", "Active"),
        "idle": QCoreApplication.translate("Console", "Idle"),
        "locked": QCoreApplication.translate("Console", "Locked"),
        "disconnected": QCoreApplication.translate("Console", "Disconnected"),
        "running": QCoreApplication.translate("Console", "Running"),
        "stopped": QCoreApplication.translate("Console", "Stopped"),
        "failed": QCoreApplication.translate("Console", "Failed"),
    }.get(state, state)


def _start_words(start: str) -> str:
    return {
        "auto": QCoreApplication.translate("Console", "By itself"),
        "manual": QCoreApplication.translate("Console", "When needed"),
        "disabled": QCoreApplication.translate("Console", "Never"),
    }.get(start, start)


_WORDS: Final[dict[str, Callable[[str], str]]] = {"state": _state_words, "start": _start_words}
_UNITS: Final[dict[str, Callable[[float], str]]] = {
    "_bytes": size_words,
    "percent": share_words,
    "_s": lambda seconds: span_words(seconds) if seconds >= 60 else "",
    "_mhz": lambda mhz: f"{number_words(mhz / 1000, 2)} GHz",
    "_mbps": lambda mbps: f"{number_words(mbps)} Mbit/s",
}


def change_words(change: ChangeRecord) -> tuple[str, str, str]:
    """Return what changed, and how it was before and is now; a whole item that came or went has no values."""
    item = item_words(change.section, change.item.split(":", 1)[-1] if change.section == "software" else change.item)
    if change.fact == "more":
        more = QCoreApplication.translate("Console", "{section}: {count} more changes")
        return more.format(section=section_words(change.section), count=change.after), "", ""
    if not change.fact:
        after = change.after or ("" if change.before else QCoreApplication.translate("Console", "added"))
        before = change.before
        if change.before and not change.after:
            after = QCoreApplication.translate("Console", "removed")
        return f"{section_words(change.section)}: {item}", before, after
    what = item if change.section == "software" else f"{item}: {fact_words(change.fact)}"
    return what, _text_value(change.fact, change.before), _text_value(change.fact, change.after)


def _text_value(fact: str, text: str) -> str:
    """Values of the history are texts; numbers among them take their unit again."""
    if fact.startswith("is_") and text.casefold() in {"true", "false"}:
        return yes_no_words(holds=text.casefold() == "true")
    if any(fact.endswith(end) for end in _UNITS):
        try:
            return value_words(fact, float(text))
        except ValueError:
            return text
    return value_words(fact, text)


def watch_words(kind: WatchKind, threshold: int, pattern: str) -> str:
    """Return what a watch rule looks at, in one sentence."""
    match kind:
        case WatchKind.DISK_BELOW:
            words = QCoreApplication.translate("Console", "A disk has less than {percent} % free")
            return words.format(percent=threshold)
        case WatchKind.OFFLINE_LONGER:
            words = QCoreApplication.translate("Console", "Offline for longer than {hours}")
            return words.format(hours=span_words(threshold * 3600))
        case WatchKind.REBOOT_PENDING:
            return QCoreApplication.translate("Console", "A restart is pending")
        case WatchKind.SOFTWARE_APPEARS:
            words = QCoreApplication.translate("Console", "Software appears: {name}")
            return words.format(name=pattern)
    return QCoreApplication.translate("Console", "Software disappears: {name}").format(name=pattern)
