"""python-tuf's client with the time as an argument, and the word for what it refused. It decides nothing of its own."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tuf.api.exceptions import (
    BadVersionNumberError,
    DownloadError,
    DownloadLengthMismatchError,
    ExpiredMetadataError,
    LengthOrHashMismatchError,
    RepositoryError,
    SlowRetrievalError,
)
from tuf.api.metadata import Metadata
from tuf.ngclient import Updater

from shared.updates.carrier import Carrier
from shared.updates.refused import Why


class Reader(Updater):
    """Reads one repository once; `cache` is its own folder, which remembers how new the repository was."""

    def __init__(self, cache: str, url: str, carrier: Carrier, root: bytes, now: dt.datetime) -> None:
        super().__init__(cache, f"{url}/metadata/", None, f"{url}/targets/", carrier, bootstrap=root)
        self._trusted_set.reference_time = now
        self._carrier = carrier

    def catalogue(self) -> Mapping[str, Mapping[str, Any] | None]:
        """Return each file's path and facts, as the targets key signed them; after `refresh`."""
        return {path: file.custom for path, file in self._trusted_set.targets.targets.items()}

    def why(self, error: Exception) -> Why:
        """Return the word for an error of `refresh`."""
        if isinstance(error, ExpiredMetadataError):
            return "expired"
        if isinstance(error, BadVersionNumberError):
            return "rolled_back" if self._role() in {"timestamp", "root"} or self._is_announced() else "mixed"
        if isinstance(error, LengthOrHashMismatchError):
            return "mixed" if self._is_signed() else "tampered"
        return why_not_carried(error) if isinstance(error, DownloadError) else "tampered"

    def _role(self) -> str:
        """Return whose metadata was asked for last, from an address like …/3.snapshot.json."""
        return self._carrier.url.rpartition("/")[2].removesuffix(".json").rpartition(".")[2]

    def _is_signed(self) -> bool:
        """Tell whether what came is the provider's, only not what belongs here."""
        try:
            given: Metadata[Any] = Metadata.from_bytes(self._carrier.last)
            self._trusted_set.root.verify_delegate(self._role(), given.signed_bytes, given.signatures)
        except (RepositoryError, ValueError):
            return False
        return True

    def _is_announced(self) -> bool:
        """Tell whether the snapshot that came is the one the timestamp names: then what it lists went back."""
        if self._role() != "snapshot":
            return False
        given: Metadata[Any] = Metadata.from_bytes(self._carrier.last)
        return bool(given.signed.version == self._trusted_set.timestamp.snapshot_meta.version)


def why_not_carried(error: DownloadError) -> Why:
    """Return the word for a download that failed."""
    if isinstance(error, DownloadLengthMismatchError):
        return "too_long"
    return "slow" if isinstance(error, SlowRetrievalError) else "unreachable"
