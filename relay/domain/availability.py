"""Who can be asked. Available = the technician's own flag AND a live console AND a grant for the customer."""

from collections.abc import Iterable

import msgspec

from relay.domain.scope import RIGHTS, Right, Role
from shared.ids import CustomerId, TechnicianId


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """What decides whether a technician can be asked; `customers` None means all."""

    technician_id: TechnicianId
    role: Role
    is_active: bool
    is_available: bool
    is_online: bool
    customers: frozenset[CustomerId] | None


def can_be_asked(candidate: Candidate, customer_id: CustomerId) -> bool:
    """Return whether a request of this customer rings at this technician (A-29)."""
    return (
        candidate.is_active
        and candidate.is_available
        and candidate.is_online
        and Right.CHAT in RIGHTS[candidate.role]
        and (candidate.customers is None or customer_id in candidate.customers)
    )


def eligible(candidates: Iterable[Candidate], customer_id: CustomerId) -> frozenset[TechnicianId]:
    """Return everybody a request of this customer rings at now."""
    return frozenset(c.technician_id for c in candidates if can_be_asked(c, customer_id))
