"""What psutil says, made into facts: volumes that are fixed, interfaces that lead out, a battery where there is one."""

import socket
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from endpoint_agent.inventory import machine_parts as parts

GB = 1024**3
Says = Callable[..., None]


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Says:
    """Let psutil, which asks the operating system, say something else."""

    def say(**answers: Any) -> None:
        for name, answer in answers.items():
            monkeypatch.setattr(psutil, name, lambda *_, answer=answer, **__: answer, raising=False)

    return say


def _volume(device: str, place: str, kind: str = "ext4", options: str = "rw") -> SimpleNamespace:
    return SimpleNamespace(device=device, mountpoint=place, fstype=kind, opts=options)


def _address(family: int, address: str) -> SimpleNamespace:
    return SimpleNamespace(family=family, address=address)


def test_only_fixed_volumes_count_each_once(says: Says) -> None:
    volumes = [
        _volume("/dev/sda1", "/"), _volume("/dev/sda1", "/var/snap"), _volume("tmpfs", "/run", "tmpfs"),
        _volume("/dev/loop0", "/snap/x", "squashfs"), _volume("D:\\", "D:\\", "NTFS", "rw,removable"),
        _volume("C:\\", "C:\\", "NTFS", "rw,fixed"), _volume("//nas/x", "/mnt", "cifs"),
    ]  # fmt: skip
    usage = SimpleNamespace(total=100 * GB, free=7 * GB)
    says(disk_partitions=volumes, disk_usage=usage)
    found = parts.disks(lambda device: "Samsung SSD" if device == "/dev/sda1" else "")
    assert found.keys() == {"/", "C:\\"}
    assert found["/"] == {
        "device": "/dev/sda1", "model": "Samsung SSD", "file_system": "ext4", "total_bytes": 100 * GB,
        "free_bytes": 7 * GB, "free_percent": 7,
    }  # fmt: skip


def test_a_volume_that_cannot_be_read_is_left_out(says: Says, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: str) -> None:
        raise PermissionError

    says(disk_partitions=[_volume("/dev/sda1", "/")])
    monkeypatch.setattr(psutil, "disk_usage", refused)
    assert parts.disks(lambda _: "") == {}


def test_interfaces_of_containers_and_of_the_system_itself_are_not_told(says: Says) -> None:
    packet = int(psutil.AF_LINK)
    addresses = {
        "lo": [_address(socket.AF_INET, "127.0.0.1")],
        "veth12": [_address(packet, "02:00:00:00:00:01")],
        "eth0": [
            _address(packet, "AA-BB-CC-DD-EE-FF"), _address(socket.AF_INET, "192.0.2.7"),
            _address(socket.AF_INET6, "fe80::1%eth0"), _address(socket.AF_INET6, "2001:db8::9"),
        ],
        "tun0": [_address(packet, "00:00:00:00:00:00")],
    }  # fmt: skip
    says(net_if_addrs=addresses, net_if_stats={"eth0": SimpleNamespace(isup=True, speed=1000)})
    assert parts.interfaces({"2001:db8::9"}) == {
        "eth0": {"mac": "aa:bb:cc:dd:ee:ff", "ipv4": "192.0.2.7", "ipv6": "fe80::1", "is_up": True, "speed_mbps": 1000}
    }


def test_a_battery_says_its_charge_and_a_desktop_has_none(says: Says) -> None:
    says(sensors_battery=SimpleNamespace(percent=79.6, secsleft=3600, power_plugged=False))
    assert parts.battery() == {"battery": {"percent": 80, "is_plugged": False}}
    says(sensors_battery=None)
    assert parts.battery() == {}


def test_a_few_megabytes_more_are_the_same_memory(says: Says) -> None:
    says(virtual_memory=SimpleNamespace(total=16 * GB - 300_000), swap_memory=SimpleNamespace(total=0))
    first = parts.memory()
    says(virtual_memory=SimpleNamespace(total=16 * GB - 9_000_000))
    assert parts.memory() == first == {"total_bytes": 16 * GB}


def test_who_is_logged_in_from_where(says: Says) -> None:
    says(users=[
        SimpleNamespace(name="giulia", terminal=":0", host="localhost", started=0.0, pid=7),
        SimpleNamespace(name="marco", terminal=None, host="192.0.2.9", started=1_772_625_600.0, pid=8),
    ])  # fmt: skip
    assert parts.logins() == {
        "giulia@:0": {"user": "giulia", "state": "active", "terminal": ":0", "host": "localhost", "is_remote": False},
        "marco@8": {
            "user": "marco", "state": "active", "since_at": "2026-03-04T12:00:00+00:00", "terminal": "8",
            "host": "192.0.2.9", "is_remote": True,
        },
    }  # fmt: skip


def test_where_windows_counts_no_swap_the_memory_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("Performance counters may be disabled.")

    monkeypatch.setattr(psutil, "swap_memory", fails)
    assert set(parts.memory()) == {"total_bytes"}
