"""What the writer knows of the file process: where clients reach it, and how much of an upload is on disk."""

from collections.abc import Callable

import msgspec


def _nothing(_customer_id: str, _stored_as: str) -> int:
    return 0


class FilePlace(msgspec.Struct, frozen=True, kw_only=True):
    """Built by relay/writer/process.py; the default is a relay without a file process, as tests of services need it."""

    port: int = 0
    url: str = ""
    arrived: Callable[[str, str], int] = _nothing
    """(customer, storage name) → bytes on disk; never more than what a new upload may go on from."""
    is_scanned: bool = False
