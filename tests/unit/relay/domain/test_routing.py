"""Whom a request concerns."""

from relay.domain.routing import concerned
from shared.ids import TechnicianId, new_id

ANNA, BRUNO, CARLA = (TechnicianId(new_id()) for _ in range(3))


def test_those_of_the_services_groups_who_are_there_are_asked() -> None:
    assert concerned({ANNA, BRUNO}, {BRUNO, CARLA}) == {BRUNO}


def test_a_service_without_groups_concerns_everybody_who_is_there() -> None:
    assert concerned({ANNA, BRUNO}, set()) == {ANNA, BRUNO}


def test_a_group_of_which_nobody_is_there_keeps_no_one_waiting() -> None:
    assert concerned({ANNA, BRUNO}, {CARLA}) == {ANNA, BRUNO}


def test_where_nobody_is_there_nobody_is_asked() -> None:
    assert concerned(set(), {CARLA}) == set()
