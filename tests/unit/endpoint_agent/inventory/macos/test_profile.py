"""What a Mac says, from recorded answers; run on no Mac here."""

import plistlib
from pathlib import Path

from endpoint_agent.inventory.macos import profile

HARDWARE = """{"SPHardwareDataType": [{"_name": "hardware_overview", "boot_rom_version": "10151.101.3",
 "chip_type": "Apple M2", "machine_model": "Mac14,2", "machine_name": "MacBook Air", "serial_number": "C02ABC"}]}"""
LAUNCHCTL = (
    "PID\tStatus\tLabel\n412\t0\tcom.apple.cfprefsd\n-\t0\tcom.example.idle\n-\t78\tcom.example.broken\n-\t-9\tcom.x\n"
)
ROUTE = "   route to: default\ndestination: default\n    gateway: 192.0.2.1\n  interface: en0\n"
RESOLVER = "resolver #1\n  nameserver[0] : 192.0.2.53\n  nameserver[1] : 192.0.2.53\n"


def test_a_mac_says_model_serial_and_chip() -> None:
    assert profile.described(HARDWARE) == {
        "computer": {"make": "Apple", "model": "MacBook Air", "serial": "C02ABC", "firmware": "10151.101.3"},
        "cpu": {"name": "Apple M2"},
    }
    assert profile.described("") == profile.described("[]") == profile.described('{"SPHardwareDataType": [1]}') == {}


def test_applications_are_named_by_their_property_list(tmp_path: Path) -> None:
    contents = tmp_path / "Firefox.app/Contents"
    contents.mkdir(parents=True)
    facts = {
        "CFBundleName": "Firefox",
        "CFBundleIdentifier": "org.mozilla.firefox",
        "CFBundleShortVersionString": "128",
    }
    (contents / "Info.plist").write_bytes(plistlib.dumps(facts))
    (tmp_path / "Utilities/Broken.app/Contents").mkdir(parents=True)
    (tmp_path / "Utilities/Broken.app/Contents/Info.plist").write_text("nonsense")
    found = profile.applications((tmp_path, tmp_path / "missing"))
    assert {key: (item["name"], item.get("version")) for key, item in found.items()} == {
        "app:org.mozilla.firefox": ("Firefox", "128"), "app:Broken.app": ("Broken", None),
    }  # fmt: skip


def test_a_service_with_a_status_has_failed_one_killed_by_a_signal_has_stopped() -> None:
    states = {label: item["state"] for label, item in profile.services(LAUNCHCTL).items()}
    assert states == {
        "com.apple.cfprefsd": "running", "com.example.idle": "stopped", "com.example.broken": "failed", "com.x": "stopped",
    }  # fmt: skip


def test_the_way_out_and_each_name_server_once() -> None:
    assert profile.default_route(ROUTE, RESOLVER) == {"gateway": "192.0.2.1", "interface": "en0", "dns": "192.0.2.53"}
    assert profile.default_route("", "") == {}
