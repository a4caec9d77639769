from shared.protocol.directory import TechnicianChanged
from shared.protocol.requests import SetAvailability
from shared.protocol.routing import SetMailNotices
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


def test_mails_about_new_tickets_are_switched_off_once_the_relay_has_it(qapp: object) -> None:
    # H-07
    played = Played()
    played.sign_in(TechnicianChanged(technician=a_technician(technician_id=ME)))
    changes: list[bool] = []
    played.console.availability.changed.connect(lambda: changes.append(played.console.availability.wants_mail))
    played.console.availability.set_mail(wanted=False)
    played.link.answer()
    assert played.link.last(SetMailNotices).wanted is False
    assert played.console.availability.wants_mail is True
    played.link.push(TechnicianChanged(technician=a_technician(technician_id=ME, wants_mail=False, version=2)))
    assert changes == [False]


def test_the_wish_of_a_colleague_is_not_mine(qapp: object) -> None:
    played = Played()
    played.sign_in(TechnicianChanged(technician=a_technician(wants_mail=False)))
    assert played.console.availability.wants_mail is True
