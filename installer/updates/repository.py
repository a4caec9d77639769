"""The folder of one provider's updates: what is published, and how something new gets there.

A new state becomes visible in one step, the rename of timestamp.json, which is written last: killed before it, the old
state is whole and what was begun is overwritten the next time. The time is an argument.
"""

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from installer.errors import Refused
from installer.updates.keys import KeyRing
from shared.errors import ProfileInUse
from shared.mailbox.lock import ProfileLock
from shared.updates.catalog import Facts, path_of

DAYS: Final = {"root": 365, "targets": 90, "snapshot": 7, "timestamp": 1}
"""How long each role's word is good, unless the provider says otherwise at `init`."""
ALGORITHMS: Final = ["sha256"]
OFFLINE, ONLINE = "offline-keys", "online-keys"
ROOT_FILE: Final = "update-root.json"
_DAYS: Final = "x-sportello-days"
_FORM: Final = JSONSerializer(compact=False)


class Repository:
    """`folder/public` is what is served; keys are never in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.metadata = folder / "public" / "metadata"
        self.targets = folder / "public" / "targets"

    @property
    def exists(self) -> bool:
        """Whether something was ever published here."""
        return (self.metadata / "timestamp.json").is_file()

    @contextmanager
    def locked(self, *, is_new: bool = False) -> Iterator[None]:
        """Keep others from publishing meanwhile. Raises: Refused."""
        if not is_new:
            self.root()  # no lock, and no folder for it, where there is nothing to work on
        _make_public(self.folder)  # what is private in it is closed itself
        lock = ProfileLock(self.folder / "updates")
        try:
            lock.take()
        except ProfileInUse as error:
            raise Refused(f"{self.folder}: another command works here. Try again when it has ended.") from error
        try:
            yield
        finally:
            lock.release()

    def root(self) -> Metadata[Root]:
        """Return the newest root. Raises: Refused."""
        numbers = [int(path.name.split(".")[0]) for path in self.metadata.glob("[0-9]*.root.json")]
        if not numbers:
            raise Refused(f"{self.folder} is no updates folder: `sportello-installer updates init` makes one.")
        return self._read(f"{max(numbers)}.root.json")

    def timestamp(self) -> Metadata[Timestamp]:
        """Return what is published. Raises: Refused."""
        return self._read("timestamp.json")

    def snapshot(self) -> Metadata[Snapshot]:
        """Return the snapshot that the timestamp names. Raises: Refused."""
        return self._read(f"{self.timestamp().signed.snapshot_meta.version}.snapshot.json")

    def catalogue(self) -> Metadata[Targets]:
        """Return the targets that the snapshot names. Raises: Refused."""
        return self._read(f"{self.snapshot().signed.meta['targets.json'].version}.targets.json")

    def add(self, files: Sequence[Path], facts: Facts, keys: KeyRing, now: dt.datetime) -> list[str]:
        """Publish files as a version of a program; return their paths. Without files: sign the catalogue anew.

        Raises: Refused.
        """
        catalogue = self.catalogue()
        paths = [self._take(catalogue.signed, file, facts) for file in files]
        self.publish(keys, now, catalogue=catalogue)
        return paths

    def publish(
        self, keys: KeyRing, now: dt.datetime, *, catalogue: Metadata[Targets] | None = None, anew: bool = False
    ) -> None:
        """Sign and write a changed catalogue, the snapshot where it changes, was asked for or is half over, the timestamp.

        Raises: Refused.
        """
        root = self.root().signed
        snapshot, timestamp = self.snapshot(), self.timestamp()
        if catalogue is not None:
            content = self._sign(root, catalogue, keys, now)
            # Whoever signs all of it has every key before the first file is written.
            keys.signers(*self.needed(root, "snapshot"))
            keys.signers(*self.needed(root, "timestamp"))
            self._write(f"{catalogue.signed.version}.targets.json", content)
            snapshot.signed.meta["targets.json"] = MetaFile.from_data(catalogue.signed.version, content, ALGORITHMS)
        half_over = snapshot.signed.expires - now < days_of(root, "snapshot") / 2
        if catalogue is not None or anew or half_over:
            content = self._sign(root, snapshot, keys, now)
            self._write(f"{snapshot.signed.version}.snapshot.json", content)
            timestamp.signed.snapshot_meta = MetaFile.from_data(snapshot.signed.version, content, ALGORITHMS)
        self._write("timestamp.json", self._sign(root, timestamp, keys, now))

    def begin(self, root: Metadata[Root], keys: KeyRing, now: dt.datetime) -> None:
        """Write the first state: an empty catalogue. Raises: Refused."""
        _make_public(self.targets)
        _make_public(self.metadata)
        self.write_root(root)
        targets, snapshot, timestamp = Metadata(Targets()), Metadata(Snapshot()), Metadata(Timestamp())
        for fresh in (targets, snapshot, timestamp):
            fresh.signed.version = 0
        content = self._sign(root.signed, targets, keys, now)
        self._write("1.targets.json", content)
        snapshot.signed.meta["targets.json"] = MetaFile.from_data(1, content, ALGORITHMS)
        content = self._sign(root.signed, snapshot, keys, now)
        self._write("1.snapshot.json", content)
        timestamp.signed.snapshot_meta = MetaFile.from_data(1, content, ALGORITHMS)
        self._write("timestamp.json", self._sign(root.signed, timestamp, keys, now))

    def write_root(self, root: Metadata[Root]) -> None:
        """Publish a root, and lay its copy where it is taken from for builds and command lines."""
        content = root.to_bytes(_FORM)
        self._write(f"{root.signed.version}.root.json", content)
        write_whole(self.folder / ROOT_FILE, content)

    @staticmethod
    def needed(root: Root, role: str) -> tuple[list[Any], int, str]:
        """Return the keys that may sign for a role, how many must, and the role."""
        return [root.keys[keyid] for keyid in root.roles[role].keyids], root.roles[role].threshold, role

    def _sign(self, root: Root, metadata: Metadata[Any], keys: KeyRing, now: dt.datetime) -> bytes:
        role = metadata.signed.type
        signers = keys.signers(*self.needed(root, role))
        metadata.signed.version += 1
        metadata.signed.expires = (now + days_of(root, role)).replace(microsecond=0)
        metadata.signatures.clear()
        for signer in signers:
            metadata.sign(signer, append=True)
        return metadata.to_bytes(_FORM)

    def _take(self, catalogue: Targets, file: Path, facts: Facts) -> str:
        path = path_of(facts, file.name)
        if not path:
            raise Refused(f"{file.name}: a file's name may have letters, digits and . _ + ~ - only. Rename it first.")
        described = TargetFile.from_file(path, str(file), ALGORITHMS)
        described.unrecognized_fields["custom"] = {
            "program": facts.program, "version": facts.version, "platform": facts.platform,
        }  # fmt: skip
        known = catalogue.targets.get(path)
        if known is not None and known.hashes != described.hashes:
            raise Refused(f"{path} is published already, with other bytes: give what you changed a new version.")
        catalogue.targets[path] = described
        place = self.targets / described.get_prefixed_paths()[0]
        _make_public(place.parent)
        half = place.with_name(f".{place.name}.part")
        shutil.copyfile(file, half)
        half.chmod(0o644)
        half.replace(place)
        return path

    def _read(self, name: str) -> Metadata[Any]:
        try:
            return Metadata.from_file(str(self.metadata / name))
        except (RepositoryError, OSError) as error:
            raise Refused(f"{self.metadata / name} cannot be read. Put it back from your backup.") from error

    def _write(self, name: str, content: bytes) -> None:
        write_whole(self.metadata / name, content)


def _make_public(folder: Path) -> None:
    """Make a folder that the web server's own user may read, whatever the umask says; one that is there stays as it is."""
    for part in [*reversed(folder.parents), folder]:
        if not part.exists():
            part.mkdir()
            part.chmod(0o755)


def days_of(root: Root, role: str) -> dt.timedelta:
    """Return how long a role's word is good, as the root says."""
    said = root.unrecognized_fields.get(_DAYS, {})
    return dt.timedelta(days=said.get(role, DAYS[role]))


def set_days(root: Root, days: dict[str, int]) -> None:
    """Say in the root how long each role's word is good."""
    root.unrecognized_fields[_DAYS] = dict(days)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a public file in one step, and have it on disk before the next one is written."""
    half = path.with_name(f".{path.name}.part")
    with half.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.chmod(0o644)
    half.replace(path)
