"""The less protected place for the device key: a file only its owner can read. Used where the packager allowed it.

It protects against other users of the machine and against nobody else, so the program says at start that it is used.
"""

import contextlib
import logging
import os
import stat
import sys
from pathlib import Path

from shared.key_store import KeyStore, KeyStoreRefused

log = logging.getLogger(__name__)
PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


class FileKeyStore:
    """One file per secret in `folder`; a file that others could read is refused, not repaired."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, name: str) -> str | None:
        path = self._path(name)
        try:
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeyStoreRefused("the key file cannot be read", why="failed") from error
        with os.fdopen(handle, encoding="ascii") as file:
            if sys.platform != "win32" and not _is_private(os.fstat(handle)):
                raise KeyStoreRefused("the key file could be read by others", why="exposed")
            return file.read()

    def save(self, name: str, secret: str) -> None:
        try:
            self._write(self._path(name), secret)
        except OSError as error:
            raise KeyStoreRefused("the key file cannot be written", why="failed") from error
        if self.load(name) != secret:
            raise KeyStoreRefused("the key file does not keep what is written", why="lost")

    def forget(self, name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._path(name).unlink()

    def _write(self, path: Path, secret: str) -> None:
        self._folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        self._folder.chmod(PRIVATE_FOLDER)
        fresh = path.with_name(path.name + ".new")
        with contextlib.suppress(FileNotFoundError):
            fresh.unlink()
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret)
            file.flush()
            os.fsync(handle)
        fresh.replace(path)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.key"


class AllowedKeyFile:
    """The system's key store where there is one, the file where there is none; what is in the file stays there."""

    def __init__(self, system: KeyStore, file: FileKeyStore) -> None:
        self._system = system
        self._file = file

    def load(self, name: str) -> str | None:
        if (secret := self._file.load(name)) is not None:
            _say_so()
            return secret
        try:
            return self._system.load(name)
        except KeyStoreRefused as error:
            if not _is_missing(error):
                raise
            return None

    def save(self, name: str, secret: str) -> None:
        try:
            self._system.save(name, secret)
        except KeyStoreRefused as error:
            if not _is_missing(error):
                raise
            self._file.save(name, secret)
            _say_so()

    def forget(self, name: str) -> None:
        self._file.forget(name)
        with contextlib.suppress(KeyStoreRefused):
            self._system.forget(name)


def _is_missing(error: KeyStoreRefused) -> bool:
    # A store that is there and locked can be unlocked by the person: nothing is written past it.
    return error.params.get("why") == "none"


def _say_so() -> None:
    log.warning("the device key is kept in a file, which protects it less than a key store would")


def _is_private(found: os.stat_result) -> bool:
    return found.st_uid == os.getuid() and stat.S_IMODE(found.st_mode) & 0o077 == 0
