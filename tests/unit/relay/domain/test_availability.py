"""Who can be asked (A-29): the flag, a live console, the right to chat, a grant for the customer; all four."""

import pytest

from relay.domain.availability import Candidate, can_be_asked, eligible
from relay.domain.scope import Role
from shared.ids import CustomerId, TechnicianId, new_id

ACME, OTHER = CustomerId(new_id()), CustomerId(new_id())


def technician(
    *,
    role: Role = Role.TECHNICIAN,
    active: bool = True,
    available: bool = True,
    online: bool = True,
    customers: frozenset[CustomerId] | None = None,
) -> Candidate:
    return Candidate(
        technician_id=TechnicianId(new_id()),
        role=role,
        is_active=active,
        is_available=available,
        is_online=online,
        customers=customers,
    )


def test_an_available_technician_with_a_live_console_can_be_asked() -> None:
    assert can_be_asked(technician(), ACME)


@pytest.mark.parametrize(
    "candidate",
    [
        technician(available=False),
        technician(online=False),
        technician(active=False),
        technician(role=Role.READ_ONLY),
        technician(customers=frozenset({OTHER})),
        technician(customers=frozenset()),
    ],
    ids=["not available", "no console", "disabled", "may only read", "another customer's", "nobody's"],
)
def test_one_missing_condition_is_enough_to_be_left_in_peace(candidate: Candidate) -> None:
    assert not can_be_asked(candidate, ACME)


def test_a_grant_for_the_customer_is_enough() -> None:
    assert can_be_asked(technician(customers=frozenset({ACME, OTHER})), ACME)


def test_a_request_rings_at_everybody_who_can_be_asked_and_nobody_else() -> None:
    anna, bruno, carlo = technician(), technician(available=False), technician(customers=frozenset({ACME}))
    assert eligible([anna, bruno, carlo], ACME) == {anna.technician_id, carlo.technician_id}
    assert eligible([anna, bruno, carlo], OTHER) == {anna.technician_id}
    assert eligible([], ACME) == frozenset()
