"""Whom a request concerns: the groups of its service, or everybody where they cannot help. Pure. Source: H-05, T-13."""

from collections.abc import Set as AbstractSet

from shared.ids import TechnicianId


def concerned(able: AbstractSet[TechnicianId], members: AbstractSet[TechnicianId]) -> frozenset[TechnicianId]:
    """Return those of `able` who are in the groups of the service; all of them where none is.

    So nobody waits in vain for a group without anybody at work, nor for a service that has no group. Whoever was asked and
    declined still counts as at work: a group that declines is *busy*.
    """
    return frozenset(able & members) or frozenset(able)
