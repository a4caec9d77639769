from shared.protocol.directory import TechnicianChanged
from shared.protocol.requests import SetAvailability
from tests.support.console_records import ME, a_profile, a_technician
from tests.support.consoles import Played


def test_availability_is_shown_once_the_relay_has_it(qapp: object) -> None:
    played = Played()
    played.sign_in(profile=a_profile(available=False))
    changes: list[bool] = []
    played.console.availability.changed.connect(lambda: changes.append(played.console.availability.is_available))
    played.console.availability.set(available=True)
    played.link.answer()
    assert played.link.last(SetAvailability).available is True
    assert played.console.availability.is_available is False
    played.link.push(TechnicianChanged(technician=a_technician(technician_id=ME, available=True, version=2)))
    assert changes == [True]
