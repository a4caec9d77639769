"""A provider who serves updates, for tests: the real commands' code on a folder, and what an attacker with its keys does."""

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile

from installer.updates import ceremony
from installer.updates.keys import KeyRing
from installer.updates.repository import DAYS, OFFLINE, ONLINE, ROOT_FILE, Repository
from shared.updates.catalog import Facts

PHRASE = b"five words that do not belong"
PLATFORM = "linux-amd64"


class Provider:
    """One updates folder with all its keys at hand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.repository = Repository(folder)
        self.keys = KeyRing([folder / OFFLINE, folder / ONLINE], [PHRASE])

    @classmethod
    def new(cls, folder: Path) -> "Provider":
        """Make the keys and an empty folder."""
        made = cls(folder)
        ceremony.init(made.repository, folder / OFFLINE, dict(DAYS), lambda _: PHRASE, now())
        return made

    def copy(self, folder: Path) -> "Provider":
        """Return a provider with the same keys, opened already, and the same state, whose changes are its own."""
        shutil.copytree(self.folder, folder)
        made = Provider(folder)
        made.keys = KeyRing([self.folder / OFFLINE, self.folder / ONLINE, folder / OFFLINE, folder / ONLINE], [PHRASE])
        made.keys._opened = self.keys._opened
        return made

    @property
    def public(self) -> Path:
        """What is served."""
        return self.folder / "public"

    @property
    def root(self) -> bytes:
        """What clients are given."""
        return (self.folder / ROOT_FILE).read_bytes()

    def add(self, version: str, content: bytes, *, program: str = "agent", platform: str = PLATFORM) -> str:
        """Publish a package; return its path on the server."""
        file = self.folder / f"sportello-{program}_{version}.deb"
        file.write_bytes(content)
        facts = Facts(program=program, version=version, platform=platform)  # type: ignore[arg-type]  # a test's word
        [path] = self.repository.add([file], facts, self.keys, now())
        return self.address_of(path)

    def address_of(self, path: str) -> str:
        """Return where a published file is on the server."""
        described = self.repository.catalogue().signed.targets[path]
        return f"/targets/{described.get_prefixed_paths()[0]}"

    def refresh(self, at: dt.datetime | None = None, *, anew: bool = False) -> None:
        """Do what the timer does."""
        self.repository.publish(self.keys, at or now(), anew=anew)

    def renew(self, at: dt.datetime) -> None:
        """Sign the catalogue again."""
        self.repository.add([], Facts(program="agent", version="0", platform=PLATFORM), self.keys, at)

    def rotate(self, *replaced: str) -> None:
        """Publish the next root."""
        ceremony.rotate(self.repository, self.keys, replaced, self.folder / OFFLINE, lambda _: PHRASE, now())

    def read(self, name: str) -> bytes:
        """Return a metadata file as it is served now."""
        return (self.repository.metadata / name).read_bytes()

    def signer(self, name: str) -> CryptoSigner:
        """Return the signer of a key by its name, as one who stole its file."""
        root = self.repository.root().signed
        found = next(key for key in root.keys.values() if key.unrecognized_fields["x-sportello-name"] == name)
        signer = self.keys.signer(found)
        assert signer is not None
        return signer

    def forge(self, name: str, signers: list[str], **changes: Any) -> bytes:
        """Return a metadata file with other values, signed with the keys of these names."""
        forged: Metadata[Any] = Metadata.from_bytes(self.read(name))
        for field, value in changes.items():
            setattr(forged.signed, field, value)
        forged.signatures.clear()
        for signer in signers:
            forged.sign(self.signer(signer), append=True)
        return forged.to_bytes()

    def announce(self, snapshot: bytes, *, version: int, timestamp: int) -> bytes:
        """Return a timestamp that names a snapshot of the attacker's, made with the online keys."""
        return self.forge(
            "timestamp.json",
            ["timestamp-1"],
            version=timestamp,
            snapshot_meta=MetaFile.from_data(version, snapshot, ["sha256"]),
        )


def now() -> dt.datetime:
    """Return the time of clients and provider."""
    return dt.datetime.now(dt.UTC)
