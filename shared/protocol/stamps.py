"""Making the stamp of a customer's package. Source: docs/adr/0010-stamp-and-packages.md; docs/operations.md, Roll-out."""

from typing import Annotated

import msgspec

from shared.ids import CustomerId, EnrollmentTokenId, StampId
from shared.limits import ENROLLMENT_TOKEN_DAYS, ENROLLMENT_TOKEN_USES
from shared.protocol.base import Name, Reply, Request
from shared.stamp import MAX_CA_CHARS, Brand, Policy


class CreateStamp(Request, tag="stamp.create", frozen=True, kw_only=True):
    """Console → relay: an enrollment token and the signed stamp that carries it, in one commit.

    Without `token_id` the stamp holds no token: a golden image, which joins later with one of its own.
    """

    stamp_id: StampId
    customer_id: CustomerId
    token_id: EnrollmentTokenId | None = None
    label: Name = ""
    days: Annotated[int, msgspec.Meta(ge=1, le=366)] = ENROLLMENT_TOKEN_DAYS
    max_uses: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = ENROLLMENT_TOKEN_USES
    relay_url: Annotated[str, msgspec.Meta(max_length=500)] = ""
    """Where the devices reach the relay; empty: the provider's setting `public_url`."""
    fingerprint: Annotated[str, msgspec.Meta(max_length=100)] = ""
    """Of the certificate the devices will meet; empty: the relay's own where no authority vouches for it."""
    ca_pem: Annotated[str, msgspec.Meta(max_length=MAX_CA_CHARS)] = ""
    proxy: Annotated[str, msgspec.Meta(pattern=r"^(http://[^\s/]+)?\Z", max_length=500)] = ""
    brand: Brand = Brand()
    policy: Policy = Policy()


class StampCreated(Reply, tag="stamp.created", frozen=True, kw_only=True):
    """The stamp as `sportello.stamp` holds it: as secret as its token, told once and never kept."""

    stamp_id: StampId
    stamp: str
    token_id: EnrollmentTokenId | None = None
