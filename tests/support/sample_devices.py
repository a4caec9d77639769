"""Devices as a provider with many customers has them, as many as wanted, and rich inventories for their pages. Always the same."""

import datetime as dt
import random

from shared.ids import ContactId, CustomerId, DeviceId, DeviceKeyId, TicketId, WatchRuleId, new_id
from shared.protocol.directory import (
    ContactRecord,
    CustomerRecord,
    DeviceRecord,
    DeviceState,
    EnrolmentPolicy,
    OsSessionRecord,
    OsSessionState,
)
from shared.protocol.inventory import (
    ChangeRecord,
    DeviceFacts,
    InventoryRecord,
    Item,
    ProcessRow,
    WatchKind,
    WatchRuleRecord,
)

CUSTOMERS = (
    "Acme s.r.l.", "Comune di Borgo San Lorenzo", "Studio Legale Bianchi & Associati", "Officine Meccaniche Ferri",
    "Farmacia Centrale", "Panificio Da Gino", "Hotel Bellavista", "Istituto Comprensivo Leonardo da Vinci",
)  # fmt: skip
PEOPLE = ("giulia.rossi", "l.bianchi", "marco.ferri", "anna.conti", "ufficio.tecnico", "p.esposito", "s.ricci")
MODELS = (
    ("Dell Inc.", "OptiPlex 7010", "Intel Core i5-13500", 16),
    ("LENOVO", "ThinkPad T14 Gen 4", "AMD Ryzen 7 PRO 7840U", 32),
    ("HP", "ProDesk 400 G9", "Intel Core i3-12100", 8),
    ("Framework", "Laptop 13", "AMD Ryzen 5 7640U", 16),
)
SYSTEMS = (("Windows 11 Pro", "24H2"), ("Windows 10 Pro", "22H2"), ("Debian GNU/Linux", "12"), ("Ubuntu", "24.04 LTS"))
TAGS = ("VIP", "second floor", "till", "test ring", "lent out", "no weekend", "finance")
GIB = 1 << 30


def customers(count: int = len(CUSTOMERS)) -> list[CustomerRecord]:
    """Return customers; beyond the named ones they are numbered."""
    return [
        CustomerRecord(
            customer_id=CustomerId(new_id()),
            version=1,
            name=CUSTOMERS[number] if number < len(CUSTOMERS) else f"Customer {number}",
            enrolment_policy=EnrolmentPolicy.APPROVE,
        )
        for number in range(count)
    ]


def contacts(of: CustomerRecord) -> list[ContactRecord]:
    """Return the people of a customer."""
    names = (("Giulia", "Rossi"), ("Luca", "Bianchi"), ("Anna", "Conti"))
    return [
        ContactRecord(
            contact_id=ContactId(new_id()),
            customer_id=of.customer_id,
            version=1,
            first_name=first,
            last_name=last,
            e_mail=f"{first}.{last}@example.org".lower(),
        )
        for first, last in names
    ]


def devices(count: int, of: list[CustomerRecord], now: dt.datetime) -> list[DeviceRecord]:
    """Return devices in every state there is, spread over the customers."""
    dice = random.Random(7)
    return [_device(number, dice, of, now) for number in range(count)]


def _device(number: int, dice: random.Random, of: list[CustomerRecord], now: dt.datetime) -> DeviceRecord:
    is_online = number % 3 != 2
    away = dt.timedelta(minutes=dice.randrange(1, 60 * 24 * (9 if number % 5 == 2 else 2)))
    user = dice.choice(PEOPLE)
    kind = dice.choice(("PC", "NB", "SRV"))
    return DeviceRecord(
        device_id=DeviceId(new_id()),
        customer_id=of[number % len(of)].customer_id,
        version=1,
        name=f"{kind}-{number * 7919 % max(100, 10 ** len(str(number))):04}",
        platform="Windows 11",
        state=DeviceState.PENDING if number % 41 == 40 else DeviceState.APPROVED,
        helpdesk_enabled=number % 4 != 3,
        enrolled_at=now - dt.timedelta(days=200),
        online=is_online,
        last_seen_at=now if is_online else now - away,
        first_address=f"10.0.{number // 250 % 250}.{number % 250}",
        os_sessions=[_session(number, user, dice, now, is_online=is_online)],
        tags=dice.sample(TAGS, dice.choice((0, 0, 1, 1, 2, 3))),
        facts=_facts(number, user, dice, now),
        inventory_version=4,
    )


def _session(number: int, user: str, dice: random.Random, now: dt.datetime, *, is_online: bool) -> OsSessionRecord:
    return OsSessionRecord(
        device_key_id=DeviceKeyId(new_id()),
        os_user=user,
        online=is_online,
        state=dice.choice((OsSessionState.ACTIVE, OsSessionState.ACTIVE, OsSessionState.IDLE, OsSessionState.LOCKED)),
        idle_s=dice.randrange(300, 5000),
        is_undisturbed=number % 11 == 3,
        last_seen_at=now,
    )


def _facts(number: int, user: str, dice: random.Random, now: dt.datetime) -> DeviceFacts:
    make, model, cpu, memory = dice.choice(MODELS)
    system, version = dice.choice(SYSTEMS)
    return DeviceFacts(
        os=system,
        os_version=version,
        make=make,
        model=model,
        serial=f"{dice.randrange(16**7):07X}",
        cpu=cpu,
        memory_bytes=memory * GIB,
        disk_free_percent=dice.choice((3, 8, 15, 22, 35, 41, 48, 56, 63, 77, 90)),
        addresses=[f"10.0.{number // 250 % 250}.{number % 250}"],
        mac=":".join(f"{dice.randrange(256):02x}" for _ in range(6)),
        public_address=f"203.0.113.{number % 250}",
        boot_at=now - dt.timedelta(hours=dice.randrange(1, 900)),
        is_reboot_pending=number % 9 == 4,
        last_user=user,
        agent_version="1.4.2",
        battery_percent=dice.randrange(5, 100) if "T14" in model or "13" in model else -1,
        reported_at=now - dt.timedelta(minutes=dice.randrange(1, 600)),
    )


def inventory(device: DeviceRecord, now: dt.datetime, *, programs: int = 3000) -> InventoryRecord:
    """Return everything the agent of a device would say, with as many programs as wanted."""
    return InventoryRecord(
        re=0,
        device_id=device.device_id,
        version=4,
        reported_at=now,
        sections={
            "summary": {"device": {"user": device.facts.last_user, "agent_version": "1.4.2"}},
            "os_sessions": _logins(now),
            "hardware": _hardware(device),
            "disks": _disks(),
            "network": _network(device),
            "system": {"os": _system(device)},
            "software": _software(programs),
            "services": _services(),
            "battery": {"battery": {"percent": 82, "is_plugged": True}},
        },
    )


def _logins(now: dt.datetime) -> dict[str, Item]:
    since = (now - dt.timedelta(hours=3)).isoformat()
    return {
        "giulia.rossi@console": {"user": "giulia.rossi", "state": "active", "idle_s": 12, "since_at": since},
        "l.bianchi@rdp-1": {
            "user": "l.bianchi",
            "state": "disconnected",
            "idle_s": 5400,
            "since_at": since,
            "terminal": "rdp-1",
            "host": "10.0.4.77",
            "is_remote": True,
        },
    }


def _hardware(device: DeviceRecord) -> dict[str, Item]:
    return {
        "computer": {
            "make": device.facts.make,
            "model": device.facts.model,
            "serial": device.facts.serial,
            "asset_tag": "ACME-00417",
            "chassis": "notebook",
            "firmware": "1.14.0",
            "firmware_make": device.facts.make,
            "firmware_on": "2026-03-02",
            "tpm": "2.0",
        },
        "board": {"make": device.facts.make, "model": "0X8DXD"},
        "cpu": {
            "name": device.facts.cpu,
            "architecture": "x86_64",
            "cores": 8,
            "threads": 16,
            "max_mhz": 4800,
        },
        "memory": {"total_bytes": device.facts.memory_bytes, "swap_bytes": 2 * GIB},
    }


def _disks() -> dict[str, Item]:
    return {
        "C:": {
            "device": "nvme0",
            "model": "Samsung SSD 990 PRO 1TB",
            "file_system": "NTFS",
            "total_bytes": 931 * GIB,
            "free_bytes": 62 * GIB,
            "free_percent": 7,
        },
        "D:": {
            "device": "sda",
            "model": "WDC WD20EZBX",
            "file_system": "NTFS",
            "total_bytes": 1863 * GIB,
            "free_bytes": 1104 * GIB,
            "free_percent": 59,
        },
    }


def _network(device: DeviceRecord) -> dict[str, Item]:
    return {
        "default": {"gateway": "10.0.4.1", "interface": "Ethernet", "dns": "10.0.4.1, 9.9.9.9"},
        "Ethernet": {"mac": device.facts.mac, "ipv4": device.first_address, "is_up": True, "speed_mbps": 1000},
        "Wi-Fi": {"mac": "3c:52:82:aa:01:02", "is_up": False},
    }


def _system(device: DeviceRecord) -> Item:
    boot = device.facts.boot_at
    return {
        "name": device.facts.os,
        "version": device.facts.os_version,
        "kernel": "10.0.26100",
        "architecture": "x86_64",
        "boot_at": boot.isoformat() if boot is not None else None,
        "is_reboot_pending": device.facts.is_reboot_pending,
        "time_zone": "Europe/Rome",
        "domain": "acme.local",
        "host_name": device.name.lower(),
    }


def _software(count: int) -> dict[str, Item]:
    dice = random.Random(11)
    words = ("Studio", "Reader", "Runtime", "Driver", "Viewer", "Office", "Manager", "Update", "Tools", "Player")
    made: dict[str, Item] = {}
    for number in range(count):
        name = f"{dice.choice(words)} {dice.choice(words)} {number}"
        made[f"registry:{name}"] = {
            "name": name,
            "version": f"{dice.randrange(30)}.{dice.randrange(20)}.{dice.randrange(9000)}",
            "publisher": dice.choice(("Microsoft Corporation", "Mozilla", "Oracle", "Zucchetti S.p.A.", "")),
            "source": "registry",
            "size_bytes": dice.randrange(1 << 20, 1 << 31),
            "installed_on": f"2026-0{dice.randrange(1, 10)}-1{dice.randrange(10)}",
        }
    return made


def _services() -> dict[str, Item]:
    states = (("Spooler", "running", "auto"), ("WSearch", "stopped", "manual"), ("BITS", "failed", "auto"))
    return {name: {"name": name, "state": state, "start": start} for name, state, start in states}


def changes(now: dt.datetime) -> list[ChangeRecord]:
    """Return a history with every kind of line."""
    rows = (
        ("hardware", "memory", "total_bytes", str(16 * GIB), str(8 * GIB)),
        ("system", "os", "version", "23H2", "24H2"),
        ("software", "registry:Mozilla Firefox", "version", "131.0", "132.0.1"),
        ("software", "registry:TeamViewer 15", "", "", "15.58.4"),
        ("software", "registry:Java 8 Update 361", "", "8.0.361", ""),
        ("services", "BITS", "state", "running", "failed"),
        ("network", "Ethernet", "ipv4", "10.0.4.12", "10.0.4.14"),
        ("system", "os", "is_reboot_pending", "false", "true"),
        ("software", "software", "more", "", "212"),
    )
    return [
        ChangeRecord(
            at=now - dt.timedelta(days=3 * number, minutes=number), section=s, item=i, fact=f, before=b, after=a
        )
        for number, (s, i, f, b, a) in enumerate(rows)
    ]


def processes() -> list[ProcessRow]:
    """Return the busiest processes."""
    names = ("chrome.exe", "MsMpEng.exe", "outlook.exe", "explorer.exe", "System", "teams.exe", "gestionale.exe")
    return [
        ProcessRow(
            pid=4 + 312 * number,
            name=name,
            user="giulia.rossi" if number % 3 else "SYSTEM",
            cpu_percent=max(0.1, 61.4 - 13.7 * number),
            memory_bytes=(1900 - 240 * number) << 20,
        )
        for number, name in enumerate(names)
    ]


def watch_rules(of: CustomerRecord, ticket_id: TicketId | None = None) -> list[WatchRuleRecord]:
    """Return a rule of each kind."""
    kinds = (
        (WatchKind.DISK_BELOW, 10, "", 3),
        (WatchKind.OFFLINE_LONGER, 72, "", 1),
        (WatchKind.REBOOT_PENDING, 0, "", 0),
        (WatchKind.SOFTWARE_APPEARS, 0, "TeamViewer", 0),
    )
    return [
        WatchRuleRecord(
            rule_id=WatchRuleId(new_id()),
            customer_id=of.customer_id,
            version=1,
            kind=kind,
            threshold=threshold,
            pattern=pattern,
            active=pattern == "",
            ticket_id=ticket_id if matching else None,
            matching=matching,
        )
        for kind, threshold, pattern, matching in kinds
    ]
