"""A customer's installer: token and stamp from the relay, then put into the base package by another thread."""

import hashlib
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QThreadPool, Signal

from shared import stamp as stamps
from shared.ids import CustomerId, EnrollmentTokenId, StampId, new_id
from shared.protocol.stamps import CreateStamp
from shared.stamp import Brand, Policy, SignedStamp, StampRefused
from shared.stamping.packages import stamped
from shared.stamping.refused import PackageRefused
from shared.stamping.whole_file import StampingFailed, told_of, whole_file
from tech_console.presenters.installer_trust import AS_USUAL, InstallerTrust
from tech_console.presenters.line import Line, Question


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the person asked for; `is_golden`: a stamp without a token, for an image."""

    customer_id: CustomerId
    relay_url: str
    label: str = ""
    days: int = 30
    max_uses: int = 50
    is_golden: bool = False
    brand: Brand = Brand()
    policy: Policy = Policy()
    trust: InstallerTrust = AS_USUAL


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """The file as it lies there."""

    path: Path
    sha256: str
    size_bytes: int


class Saving(QObject):
    """Writes one package. Signals: `done(Saved)`, `failed(why, path)`; one of them, once.

    `why` is a word of StampingFailed or PackageRefused.
    """

    done = Signal(object)
    failed = Signal(str, str)

    def __init__(self, text: str, base: Path | None, target: Path) -> None:
        super().__init__()
        self._text, self._base, self._target = text, base, target

    def start(self) -> None:
        """Begin; the window stays alive meanwhile."""
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            with told_of(self._target):
                self._write(stamps.read(self._text))
                saved = self._look()
        except (PackageRefused, StampingFailed, StampRefused) as error:
            self.failed.emit(str(error.params["why"]), str(error.params.get("path", self._target)))
        else:
            self.done.emit(saved)

    def _write(self, signed: SignedStamp) -> None:
        if self._base is not None:
            stamped(self._base, self._target.parent, signed, self._target.name)
            return
        with whole_file(self._target) as file:
            file.write(f"{signed.text}\n".encode())

    def _look(self) -> Saved:
        with self._target.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Saved(path=self._target, sha256=digest, size_bytes=self._target.stat().st_size)


class Installers(QObject):
    """Asks for stamps, and keeps what is being written alive until it is written."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._running: set[Saving] = set()

    def create(self, wanted: Wanted) -> Question:
        """Have token and stamp made; answered by `StampCreated`."""
        message = CreateStamp(
            ref=0,
            stamp_id=StampId(new_id()),
            customer_id=wanted.customer_id,
            token_id=None if wanted.is_golden else EnrollmentTokenId(new_id()),
            label=wanted.label.strip(),
            days=wanted.days,
            max_uses=wanted.max_uses,
            relay_url=wanted.relay_url.strip(),
            brand=wanted.brand,
            policy=wanted.policy,
            fingerprint=wanted.trust.fingerprint,
            ca_pem=wanted.trust.ca_pem,
            proxy=wanted.trust.proxy,
        )
        return self._line.ask(message, "stamp_create", message.stamp_id)

    def save(self, text: str, base: Path | None, target: Path) -> Saving:
        """Put the stamp into the base package, or write it by itself; not yet started."""
        saving = Saving(text, base, target)
        self._running.add(saving)
        saving.done.connect(lambda _saved: self._running.discard(saving))
        saving.failed.connect(lambda _why, _path: self._running.discard(saving))
        return saving
