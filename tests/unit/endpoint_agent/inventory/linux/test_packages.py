"""Installed software as dpkg, rpm and flatpak say it, from what they wrote on real machines."""

import os
from pathlib import Path

from endpoint_agent.inventory.linux import packages

STATUS = """\
Package: bash
Essential: yes
Status: install ok installed
Installed-Size: 7164
Maintainer: Matthias Klose <doko@example.org>
Architecture: amd64
Version: 5.2.15-2+b8
Description: GNU Bourne Again SHell
 Version: this line belongs to the description

Package: old-thing
Status: deinstall ok config-files
Architecture: all
Version: 1.0

Package: libc6
Status: install ok installed
Architecture: i386
Version: 2.36-9
"""
RPM = (
    "bash\t5.2.26-3.fc40\tx86_64\tFedora Project\t8298000\t1713000000\n"
    "gpg-pubkey\t105ef944-65ca83d1\t(none)\t(none)\t0\t1713000000\n"
    "kernel-core\t6.8.5-301.fc40\tx86_64\tFedora Project\t1\t1713000000\n"
    "kernel-core\t6.9.1-200.fc40\tx86_64\tFedora Project\t1\t1716000000\n"
)
FLATPAK = "org.mozilla.firefox\tFirefox\t126.0\tflathub\norg.freedesktop.Platform\t\t23.08\tflathub\n"


def test_dpkg_names_what_is_installed_and_nothing_else() -> None:
    found = packages.dpkg(STATUS, {"bash": "2024-01-02", "libc6:i386": "2024-01-03"})
    assert found == {
        "dpkg:bash:amd64": {
            "name": "bash", "version": "5.2.15-2+b8", "publisher": "Matthias Klose", "source": "dpkg",
            "architecture": "amd64", "size_bytes": 7164 * 1024, "installed_on": "2024-01-02",
        },
        "dpkg:libc6:i386": {
            "name": "libc6", "version": "2.36-9", "source": "dpkg", "architecture": "i386", "installed_on": "2024-01-03",
        },
    }  # fmt: skip


def test_rpm_names_each_kernel_and_no_keys() -> None:
    found = packages.rpm(RPM)
    assert sorted(found) == [
        "rpm:bash:x86_64", "rpm:kernel-core:6.8.5-301.fc40:x86_64", "rpm:kernel-core:6.9.1-200.fc40:x86_64",
    ]  # fmt: skip
    assert found["rpm:bash:x86_64"] == {
        "name": "bash", "version": "5.2.26-3.fc40", "publisher": "Fedora Project", "source": "rpm",
        "architecture": "x86_64", "size_bytes": 8298000, "installed_on": "2024-04-13",
    }  # fmt: skip


def test_flatpak_without_a_name_shows_its_id() -> None:
    found = packages.flatpak(FLATPAK)
    assert [item["name"] for item in found.values()] == ["Firefox", "org.freedesktop.Platform"]


def test_a_system_without_package_managers_has_nothing(tmp_path: Path) -> None:
    assert packages.installed(tmp_path) == {}


def test_the_day_of_a_package_is_that_of_its_list(tmp_path: Path) -> None:
    info = tmp_path / "var/lib/dpkg/info"
    info.mkdir(parents=True)
    (tmp_path / "var/lib/dpkg/status").write_text(STATUS)
    (info / "bash.list").write_text("")
    os.utime(info / "bash.list", (86_400, 86_400))
    assert packages.installed(tmp_path)["dpkg:bash:amd64"]["installed_on"] == "1970-01-02"
