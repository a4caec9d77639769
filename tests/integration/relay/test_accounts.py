"""Technicians' sessions and wrong tries through the real writer, to the second (P12)."""

import hashlib

import pytest
import sqlalchemy as sa

from relay.db.tables import sign_in_failure
from relay.services import orders
from relay.services.orders import (
    EndTechnicianSession,
    KeepTechnicianSessions,
    RecordFailedSignIn,
    ResumeTechnicianSession,
    StartTechnicianSession,
)
from shared.protocol.requests import SetAvailability
from tests.support.office import LOCAL, RELAY, Office, Person

IDLE_S, MAX_S = 30 * 60, 12 * 3600


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


def resumes(office: Office, anna: Person) -> str:
    return office.code(RELAY, ResumeTechnicianSession(re=1, session_hash=anna.caller.session_hash))


def acts(office: Office, anna: Person) -> str:
    return office.code(anna, SetAvailability(ref=1, available=True))


def starts(anna: Person, step: int | None, recovery: bytes | None = None) -> StartTechnicianSession:
    return StartTechnicianSession(
        re=1,
        technician_id=anna.technician_id,
        session_hash=hashlib.sha256(f"{step} {recovery!r}".encode()).digest(),
        totp_step=step,
        recovery_hash=recovery,
        address="192.0.2.7",
        account="anna@provider.example",
    )


def waits_s(office: Office, subject: str) -> float:
    (row,) = office.rows(sa.select(sign_in_failure).where(sign_in_failure.c.subject == subject))
    return float((row.next_allowed_at - office.clock.now()).total_seconds())


@pytest.mark.parametrize(("after_s", "code"), [(IDLE_S - 1, "done"), (IDLE_S, "auth_failed")])
def test_a_session_that_nobody_uses_ends_after_half_an_hour(
    office: Office, anna: Person, after_s: int, code: str
) -> None:
    office.passes(after_s)
    assert resumes(office, anna) == code


def test_a_connected_console_is_not_idle(office: Office, anna: Person) -> None:
    for _ in range(10):
        office.passes(IDLE_S - 60)
        office.done(RELAY, KeepTechnicianSessions(session_hashes=[anna.caller.session_hash]))
    assert resumes(office, anna) == "done"


def test_twelve_hours_are_the_end_of_every_session(office: Office, anna: Person) -> None:
    for _ in range(24):
        office.done(RELAY, KeepTechnicianSessions(session_hashes=[anna.caller.session_hash]))
        office.passes(MAX_S / 24 - 0.5)
    assert acts(office, anna) == "done"
    office.passes(12)
    assert (acts(office, anna), resumes(office, anna)) == ("revoked", "auth_failed")


def test_a_session_that_was_signed_out_orders_nothing_more(office: Office, anna: Person) -> None:
    office.done(RELAY, EndTechnicianSession(session_hash=anna.caller.session_hash))
    assert (acts(office, anna), resumes(office, anna)) == ("revoked", "auth_failed")


def test_signing_out_leaves_the_other_sessions_alone(office: Office, anna: Person) -> None:
    other = office.session(anna.technician_id)
    office.done(RELAY, EndTechnicianSession(session_hash=anna.caller.session_hash))
    assert office.code(other, SetAvailability(ref=1, available=True)) == "done"


@pytest.mark.parametrize("how", ["disable", "reset"])
def test_disabling_or_resetting_an_account_ends_all_its_sessions(office: Office, anna: Person, how: str) -> None:
    other = office.session(anna.technician_id)
    order = (
        orders.SetTechnicianActive(technician_id=anna.technician_id, active=False)
        if how == "disable"
        else orders.ResetTechnician(
            technician_id=anna.technician_id, password_hash="x", totp_secret="x", recovery_hashes=[]
        )
    )
    office.done(LOCAL, order)
    answers = {office.code(caller, SetAvailability(ref=1, available=True)) for caller in (anna, other)}
    assert answers == {"revoked"}
    assert "technician_closed" in {hint.topic.value for hint in office.hints}


def test_a_time_step_that_was_used_or_lies_before_it_opens_nothing(office: Office, anna: Person) -> None:
    # P12: each code once, and none from before
    steps = [office.code(RELAY, starts(anna, step)) for step in (1000, 1000, 999, 1001)]
    assert steps == ["done", "auth_failed", "auth_failed", "done"]


def test_a_recovery_code_opens_once_and_only_for_its_owner(office: Office, anna: Person) -> None:
    # P12
    bruno = office.technician("Bruno Blu")
    reset = orders.ResetTechnician(
        technician_id=anna.technician_id, password_hash="x", totp_secret="x", recovery_hashes=[b"1" * 32]
    )
    office.done(LOCAL, reset)
    tries = [(bruno, b"1" * 32), (anna, b"2" * 32), (anna, b"1" * 32), (anna, b"1" * 32)]
    assert [office.code(RELAY, starts(person, None, code)) for person, code in tries] == [
        "auth_failed", "auth_failed", "done", "auth_failed",
    ]  # fmt: skip


def test_wrong_tries_wait_one_two_four_seconds_and_five_minutes_at_most(office: Office, anna: Person) -> None:
    # P12
    waits = []
    for _ in range(14):
        office.done(RELAY, RecordFailedSignIn(account="Anna@x", address="192.0.2.7"))
        waits.append(waits_s(office, "account:anna@x|192.0.2.7"))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_another_address_of_the_same_account_does_not_wait(office: Office) -> None:
    # P12: a stranger locks nobody out.
    for _ in range(20):
        office.done(RELAY, RecordFailedSignIn(account="anna@x", address="198.51.100.9"))
    office.done(RELAY, RecordFailedSignIn(account="anna@x", address="192.0.2.7"))
    assert waits_s(office, "account:anna@x|192.0.2.7") == 0


def test_an_address_that_tries_many_accounts_waits_too(office: Office) -> None:
    # P12
    for number in range(20):
        office.done(RELAY, RecordFailedSignIn(account=f"a{number}@x", address="198.51.100.9"))
    assert waits_s(office, "address:198.51.100.9") > 0


def test_after_a_quiet_hour_the_count_begins_anew(office: Office) -> None:
    for _ in range(10):
        office.done(RELAY, RecordFailedSignIn(account="anna@x", address="192.0.2.7"))
    office.passes(3601)
    office.done(RELAY, RecordFailedSignIn(account="anna@x", address="192.0.2.7"))
    assert waits_s(office, "account:anna@x|192.0.2.7") == 0


def test_every_wrong_try_is_in_the_audit_trail(office: Office, anna: Person) -> None:
    # P12: what an alert looks at
    office.done(RELAY, RecordFailedSignIn(account="CANARY@x", address="192.0.2.7"))
    assert office.audit().count("technician.sign_in_failed") == 1
