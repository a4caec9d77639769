"""A device whose key two computers use: marked in the list, found, explained, and settled by a person."""

import datetime as dt

import msgspec

from shared.protocol.directory import ApproveDevice, DeviceChanged
from shared.widgets.labels import Label
from tests.gui.console.conftest import Screen
from tests.support.console_records import PC14, a_device

SEEN = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)


def test_the_page_says_what_it_is_and_a_person_settles_it(screen: Screen) -> None:
    device = msgspec.structs.replace(a_device(), clone_suspected_at=SEEN)
    screen.sign_in(DeviceChanged(device=device))
    devices = screen.workspace.devices
    screen.workspace.show_device(PC14)
    devices.open_device(PC14)
    banner = devices.page._banner
    said = [label.text() for label in banner.findChildren(Label)]
    assert any("Two computers use this device's key" in text for text in said)
    banner.action_clicked.emit()
    assert screen.link.last(ApproveDevice).device_id == PC14
    screen.link.push(DeviceChanged(device=msgspec.structs.replace(device, clone_suspected_at=None, version=9)))
    screen.bot.waitUntil(banner.isHidden)
