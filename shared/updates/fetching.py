"""One fetch, from a root file and an address to a verified file in a folder. The only way in for the programs.

Until it is verified the file lies in a folder of its own beside its later place; a rename puts it there. What was in the
folder stays as it is, also when everything goes wrong.
"""

import contextlib
import datetime as dt
import hashlib
import shutil
import ssl
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import msgspec
from tuf.api.exceptions import DownloadError, LengthOrHashMismatchError, RepositoryError
from tuf.ngclient import TargetFile

from shared.errors import ProfileInUse, SaveFailed, StorageFailed
from shared.link.file_places import mark_of_the_web, put_in_place
from shared.link.trust import AuthoritiesUnreadable, PlainRefused, is_loopback
from shared.mailbox.lock import ProfileLock
from shared.updates.carrier import Carrier, Pace
from shared.updates.catalog import Facts, Wanted, newest, offers_of
from shared.updates.reader import Reader, why_not_carried
from shared.updates.refused import UpdateRefused

MOST_BYTES: Final = 2 * 1024 * 1024 * 1024
"""No package of ours is larger, whatever is signed."""
HALF: Final = ".sportello-update-"
LEFT_FOR_S: Final = 24 * 60 * 60


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Whose updates: the address of the folder that is served, and the root file that the provider gave another way."""

    url: str
    root: bytes
    ca_file: Path | None = None
    ca_pem: str = ""
    proxy: str = ""
    """Stands above the system's."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A verified file. `was_there` says that the folder had it already."""

    path: Path
    facts: Facts
    sha256: str
    was_there: bool


def fetch(
    source: Source,
    wanted: Wanted,
    folder: Path,
    cache: Path,
    *,
    now: dt.datetime | None = None,
    pace: Pace | None = None,
) -> Fetched:
    """Put the newest file that is wanted into `folder`; `cache` remembers how new this provider's repository was.

    Raises: UpdateRefused, PlainRefused, ProxyRefused, AuthoritiesUnreadable, SaveFailed, StorageFailed.
    """
    host, context = _host(source.url), _context(source)
    with _own_cache(cache / hashlib.sha256(source.root).hexdigest()[:16], host) as own:
        carrier = Carrier(context, source.proxy, own, pace or Pace())
        reader = _opened(source, carrier, own, now or dt.datetime.now(dt.UTC))
        try:
            reader.refresh()
        except (RepositoryError, DownloadError, ValueError) as error:
            raise UpdateRefused(reader.why(error), host) from error
        offer = newest(offers_of(reader.catalogue()), wanted)
        target = reader.get_targetinfo(offer.path) if offer else None
        if offer is None or target is None:
            raise UpdateRefused("nothing_newer", host)
        name = offer.path.rpartition("/")[2]
        with _disk(name):
            path, was_there = _place(reader, target, folder, name, host)
    return Fetched(path=path, facts=offer.facts, sha256=target.hashes.get("sha256", ""), was_there=was_there)


def _host(url: str) -> str:
    """Return the server's name. Raises: PlainRefused, UpdateRefused."""
    try:
        address = urlsplit(url)
        host, _ = address.hostname or "", address.port
    except ValueError as error:
        raise UpdateRefused("unreachable") from error
    if address.scheme == "http" and not is_loopback(host):
        raise PlainRefused("the address is not encrypted: it must begin with https://", host=host)
    if address.scheme not in {"http", "https"} or not host:
        raise UpdateRefused("unreachable", host)
    return host


@contextlib.contextmanager
def _own_cache(folder: Path, host: str) -> Iterator[Path]:
    """Give the block the folder that remembers, for itself alone. Raises: UpdateRefused, StorageFailed."""
    lock = ProfileLock(folder)
    try:
        lock.take()
        folder.mkdir(mode=0o700, exist_ok=True)
        yield folder
    except ProfileInUse as error:
        raise UpdateRefused("busy", host) from error
    except OSError as error:
        raise StorageFailed("the state folder cannot be written", why=error.strerror or str(error)) from error
    finally:
        lock.release()


def _context(source: Source) -> ssl.SSLContext | None:
    if urlsplit(source.url).scheme == "http":
        return None
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if source.ca_file is None and not source.ca_pem:
        return context
    path = str(source.ca_file) if source.ca_file else None
    try:
        # Beside the system's: who serves a file need not be who runs the relay, and the signatures decide in the end.
        context.load_verify_locations(cafile=path, cadata=source.ca_pem or None)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise AuthoritiesUnreadable("no authorities there", path=path or "") from error
    return context


def _opened(source: Source, carrier: Carrier, cache: Path, now: dt.datetime) -> Reader:
    try:
        return Reader(str(cache), source.url.rstrip("/"), carrier, source.root, now)
    except (RepositoryError, ValueError) as error:
        raise UpdateRefused("no_root") from error


@contextlib.contextmanager
def _disk(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SaveFailed(f"{name} could not be saved: {error.strerror or error}", name=name) from error


def _place(reader: Reader, target: TargetFile, folder: Path, name: str, host: str) -> tuple[Path, bool]:
    there = folder / name
    if not there.is_symlink() and reader.find_cached_target(target, str(there)):
        return there, True
    if target.length > MOST_BYTES:
        raise UpdateRefused("too_long", host)
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    # A fresh folder, so that nobody who may write beside it can put a link in the way.
    own = Path(tempfile.mkdtemp(prefix=HALF, dir=folder))
    try:
        half = own / name
        reader.download_target(target, str(half))
        mark_of_the_web(half, host)
        return put_in_place(half, folder, name), False
    except LengthOrHashMismatchError as error:
        raise UpdateRefused("tampered", host) from error
    except DownloadError as error:
        raise UpdateRefused(why_not_carried(error), host) from error
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what a fetch that was killed left behind; one that still runs may be another provider's."""
    for left in folder.glob(f"{HALF}*"):
        if time.time() - left.lstat().st_mtime > LEFT_FOR_S:
            shutil.rmtree(left, ignore_errors=True)
