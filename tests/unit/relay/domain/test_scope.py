"""What each kind of caller may do, before any table is asked."""

import itertools

import pytest

from relay.domain.scope import (
    LOCAL_SCOPE,
    RELAY_SCOPE,
    RIGHTS,
    Right,
    Role,
    Scope,
    agent_scope,
    technician_scope,
)
from shared.errors import NotAllowed
from shared.ids import CustomerId, DeviceId, DeviceKeyId, TechnicianId, new_id

ACME, OTHER = CustomerId(new_id()), CustomerId(new_id())
ANNA = TechnicianId(new_id())


def technician(role: Role, customers: frozenset[CustomerId] | None = None) -> Scope:
    return technician_scope(technician_id=ANNA, name="Anna", role=role, customers=customers)


def agent(*, approved: bool = True) -> Scope:
    return agent_scope(
        customer_id=ACME, device_id=DeviceId(new_id()), device_key_id=DeviceKeyId(new_id()), name="u", approved=approved
    )


def test_each_role_may_do_more_than_the_one_below() -> None:
    ladder = [Role.READ_ONLY, Role.TECHNICIAN, Role.SUPERVISOR, Role.ADMIN, Role.OWNER]
    assert [RIGHTS[low] < RIGHTS[high] for low, high in itertools.pairwise(ladder)] == [True] * 4


def test_only_an_owner_manages_technicians() -> None:
    assert [role for role in Role if Right.MANAGE_TECHNICIANS in RIGHTS[role]] == [Role.OWNER]


def test_who_may_only_read_may_do_nothing() -> None:
    assert RIGHTS[Role.READ_ONLY] == frozenset()


def test_a_missing_right_is_refused_without_naming_it() -> None:
    with pytest.raises(NotAllowed) as refused:
        technician(Role.TECHNICIAN).require(Right.MANAGE_TOKENS)
    assert refused.value.params == {"why": "role"}
    technician(Role.ADMIN).require(Right.MANAGE_TOKENS)


def test_a_grant_for_one_customer_covers_no_other() -> None:
    assert technician(Role.OWNER, frozenset({ACME})).covers(ACME)
    assert not technician(Role.OWNER, frozenset({ACME})).covers(OTHER)
    assert technician(Role.OWNER).covers(OTHER)


def test_an_agent_covers_its_own_customer_and_has_no_right() -> None:
    scope = agent()
    assert (scope.covers(ACME), scope.covers(OTHER), scope.rights) == (True, False, frozenset())
    assert scope.own_customer == ACME


def test_a_device_that_waits_for_approval_has_no_customer_to_speak_for() -> None:
    with pytest.raises(NotAllowed) as refused:
        agent(approved=False).own_customer  # noqa: B018  # reading it raises
    assert refused.value.params == {"why": "waiting_for_approval"}


@pytest.mark.parametrize("scope", [technician(Role.OWNER), RELAY_SCOPE, LOCAL_SCOPE])
def test_nobody_but_a_device_has_an_own_customer(scope: Scope) -> None:
    with pytest.raises(NotAllowed):
        scope.own_customer  # noqa: B018  # reading it raises


@pytest.mark.parametrize("scope", [agent(), RELAY_SCOPE, LOCAL_SCOPE])
def test_nobody_but_a_technician_acts_as_one(scope: Scope) -> None:
    with pytest.raises(NotAllowed):
        scope.technician_id  # noqa: B018  # reading it raises
    assert technician(Role.TECHNICIAN).technician_id == ANNA


def test_the_command_line_may_do_everything_and_the_relay_itself_needs_no_right() -> None:
    assert LOCAL_SCOPE.rights == frozenset(Right)
    assert RELAY_SCOPE.rights == frozenset()
    assert RELAY_SCOPE.covers(ACME)
