import datetime as dt

import pytest

from shared.protocol.directory import DeviceState, EnrolmentPolicy
from shared.protocol.requests import RequestState
from shared.protocol.tickets import TicketState
from tech_console.models import words
from tests.support.console_records import a_conversation, a_device, a_request, an_os_session


def test_every_state_has_a_word() -> None:
    assert all(words.request_state_words(a_request(state=state)) for state in RequestState)
    assert all(words.ticket_state_words(state) for state in TicketState)
    assert all(words.device_state_words(state) for state in DeviceState)
    assert all(words.policy_words(policy) for policy in EnrolmentPolicy)


@pytest.mark.parametrize(("state", "word"), [("active", "Online"), ("locked", "Locked"), ("idle", "Idle for 10 min")])
def test_presence_is_said_in_words(state: str, word: str) -> None:
    assert words.presence_words(a_device(os_sessions=[an_os_session(state=state, idle_s=600)])) == word


def test_who_took_a_request_is_named() -> None:
    taken = a_request(state=RequestState.ACCEPTED, technician_name="Anna Verdi")
    assert words.request_state_words(taken) == "Taken by Anna Verdi"


def test_the_relays_announcements_name_the_technician() -> None:
    assert words.event_words("technician_joined", {"name": "Anna"}) == "Anna joined the conversation"


def test_an_announcement_of_a_newer_relay_is_still_shown() -> None:
    assert words.event_words("teleported", {})


def test_a_person_nobody_knows_is_called_by_the_os_user() -> None:
    assert words.person_of(a_conversation(contact_name="")) == "giulia"


def test_a_time_of_today_is_a_clock_and_an_older_one_a_day() -> None:
    now = dt.datetime.now(dt.UTC)
    assert ":" in words.clock_or_day(now)
    assert words.clock_or_day(now - dt.timedelta(days=1)) == "Yesterday"
    assert ":" not in words.clock_or_day(now - dt.timedelta(days=9))
    assert words.clock_or_day(None) == words.day_and_clock(None) == ""
