"""What a look at the published folder finds: until when each role's word is good, and what no longer fits together."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
from tuf.api.exceptions import LengthOrHashMismatchError, RepositoryError
from tuf.api.metadata import Metadata, Root

from installer.errors import Refused
from installer.updates.keys import name_of
from installer.updates.repository import OFFLINE, Repository, days_of

SOON: Final = 4
"""A role is due when less than one part of so many of its days is left."""
State = Literal["good", "soon", "expired", "broken"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One role."""

    role: str
    version: int
    expires: dt.datetime
    state: State
    keys: tuple[str, ...]
    threshold: int
    remedy: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All of it; `complaints` are what a person must do something about beside the dates."""

    roles: tuple[Standing, ...]
    complaints: tuple[str, ...]
    advice: tuple[str, ...]

    @property
    def state(self) -> State:
        """The worst of all."""
        if self.complaints or any(role.state == "broken" for role in self.roles):
            return "broken"
        states = {role.state for role in self.roles}
        return "expired" if "expired" in states else "soon" if "soon" in states else "good"


_REMEDY: Final = {
    "root": "updates rotate-root",
    "targets": "updates renew, or add",
    "snapshot": "updates refresh",
    "timestamp": "updates refresh",
}


def look(repository: Repository, now: dt.datetime) -> Report:
    """Read everything that is published and check it as a client would. Raises: Refused."""
    root = repository.root()
    found: list[Metadata[Any]] = [root]
    complaints = []
    for read in (repository.catalogue, repository.snapshot, repository.timestamp):
        try:
            found.append(read())
        except Refused as error:
            complaints.append(str(error))
    roles = tuple(_standing(root.signed, metadata, now) for metadata in found)
    complaints += [
        f"{role.role}: the signatures are not enough: {role.remedy}." for role in roles if role.state == "broken"
    ]
    for metadata in found:
        if metadata.signed.type == "targets":
            complaints += _files(repository, metadata)
    return Report(roles=roles, complaints=tuple(dict.fromkeys(complaints)), advice=tuple(_advice(repository.folder)))


def _standing(root: Root, metadata: Metadata[Any], now: dt.datetime) -> Standing:
    role, signed = metadata.signed.type, metadata.signed
    keys, threshold, _ = Repository.needed(root, role)
    left = signed.expires - now
    state: State = "good"
    if left <= dt.timedelta(0):
        state = "expired"
    elif left < days_of(root, role) / SOON:
        state = "soon"
    try:
        root.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
    except RepositoryError:
        state = "broken"
    return Standing(
        role=role, version=signed.version, expires=signed.expires, state=state,
        keys=tuple(sorted(name_of(key) for key in keys)), threshold=threshold, remedy=_REMEDY[role],
    )  # fmt: skip


def _files(repository: Repository, catalogue: Metadata[Any]) -> Iterator[str]:
    for path, described in sorted(catalogue.signed.targets.items()):
        place = repository.targets / described.get_prefixed_paths()[0]
        try:
            with place.open("rb") as file:
                described.verify_length_and_hashes(file)
        except OSError:
            yield f"{path} is published and {place.name} is not there: add the file again."
        except LengthOrHashMismatchError:
            yield f"{place.name} is not what was signed: remove it and add the file again."


def _advice(folder: Path) -> Iterator[str]:
    if any((folder / OFFLINE).glob("*.pem")):
        yield f"The offline keys are still in {folder / OFFLINE}: move them to media that their keepers take away."
    if list((folder / "public").rglob("*.pem")):
        yield "There is a key in the folder that is served: remove it and replace that key with updates rotate-root."
