"""Distribution, time zone, domain, and whether a restart is due."""

import os
from pathlib import Path

from endpoint_agent.inventory.linux.system import is_reboot_pending, system

DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nID=debian\n'


def _file(root: Path, name: str, text: str = "") -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_debian_says_its_point_release_zone_and_realm(tmp_path: Path) -> None:
    _file(tmp_path, "etc/os-release", DEBIAN)
    _file(tmp_path, "etc/debian_version", "12.8\n")
    _file(tmp_path, "proc/sys/kernel/osrelease", "6.1.0-28-amd64\n")
    _file(tmp_path, "proc/sys/kernel/domainname", "(none)\n")
    _file(tmp_path, "etc/krb5.conf", "[libdefaults]\n\tdefault_realm = ACME.EXAMPLE\n")
    (tmp_path / "etc/localtime").symlink_to("/usr/share/zoneinfo/Europe/Rome")
    assert system(tmp_path) == {
        "name": "Debian GNU/Linux 12 (bookworm)", "version": "12.8", "kernel": "6.1.0-28-amd64",
        "is_reboot_pending": False, "time_zone": "Europe/Rome", "domain": "ACME.EXAMPLE",
    }  # fmt: skip


def test_another_distribution_is_not_given_debians_version(tmp_path: Path) -> None:
    _file(tmp_path, "usr/lib/os-release", 'NAME=Ubuntu\nVERSION_ID="24.04"\nID=ubuntu\n')
    _file(tmp_path, "etc/debian_version", "trixie/sid\n")
    _file(tmp_path, "etc/timezone", "Etc/UTC\n")
    found = system(tmp_path)
    assert (found["name"], found["version"], found["time_zone"]) == ("Ubuntu", "24.04", "Etc/UTC")


def test_an_update_that_asks_for_a_restart_leaves_a_mark(tmp_path: Path) -> None:
    assert not is_reboot_pending(tmp_path)
    _file(tmp_path, "run/reboot-required")
    assert is_reboot_pending(tmp_path)


def test_a_newer_kernel_beside_the_running_one_waits_for_a_restart(tmp_path: Path) -> None:
    _file(tmp_path, "proc/sys/kernel/osrelease", "6.8.5-301.fc40.x86_64")
    _file(tmp_path, "var/lib/rpm/rpmdb.sqlite")
    old = _file(tmp_path, "usr/lib/modules/6.8.5-301.fc40.x86_64/vmlinuz")
    os.utime(old.parent, (1, 1))
    assert not is_reboot_pending(tmp_path)
    _file(tmp_path, "usr/lib/modules/6.9.1-200.fc40.x86_64/vmlinuz")
    assert is_reboot_pending(tmp_path)


def test_a_kernel_that_is_gone_waits_for_a_restart(tmp_path: Path) -> None:
    _file(tmp_path, "proc/sys/kernel/osrelease", "6.8.1-arch1-1")
    _file(tmp_path, "usr/lib/modules/6.9.1-arch1-1/vmlinuz")
    assert is_reboot_pending(tmp_path)
