from shared.ids import DeviceId, new_id
from shared.protocol.directory import ApproveDevice, DeviceChanged, RevokeDevice, SetHelpdesk
from tech_console.presenters.devices import MOST_AT_ONCE
from tests.support.console_records import PC14, a_device
from tests.support.consoles import Played


def test_the_helpdesk_agent_is_activated_on_many_devices_at_once(qapp: object) -> None:
    played = Played()
    played.sign_in()
    devices = [DeviceId(new_id()) for _ in range(MOST_AT_ONCE + 1)]
    questions = played.console.devices.set_helpdesk(devices, enabled=True)
    sizes = [len(message.device_ids) for _, message in played.link.asked if isinstance(message, SetHelpdesk)]
    assert (len(questions), sizes) == (2, [MOST_AT_ONCE, 1])


def test_a_device_is_approved_and_revoked_by_its_id(qapp: object) -> None:
    played = Played()
    played.sign_in(DeviceChanged(device=a_device()))
    played.console.devices.approve(PC14)
    played.console.devices.revoke(PC14)
    assert played.link.last(ApproveDevice).device_id == PC14
    assert played.link.last(RevokeDevice).device_id == PC14
    assert played.console.devices.find(PC14) == a_device()
