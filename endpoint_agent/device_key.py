"""The device's identity: an Ed25519 key in the key store, the ids the relay gave it in a file. Source: design 8.

This is what the link calls AgentCredentials. The two halves name each other, so that a key store that was reset, or a
state folder copied from another machine, is noticed and means a new enrolment instead of a wrong sign-in.
"""

import base64
import hashlib
import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from endpoint_agent.machine import Machine
from shared.errors import SportelloError, StorageFailed
from shared.ids import CustomerId, DeviceId, DeviceKeyId
from shared.key_store import KeyStore
from shared.link.sign_in import Enrolment
from shared.protocol.enrolment import Enrolled
from shared.stamp import SignedStamp
from shared.state_folder import why_of

if TYPE_CHECKING:  # loaded on the network thread, when the key is first asked for: nothing on screen needs it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

log = logging.getLogger(__name__)
FILE_NAME = "device.json"


class DeviceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What is on disk: no secret. `public_key` is the one these ids were given for."""

    profile: str
    """Names the key in the store; random, so that two state folders of one person never share a key."""
    public_key: str = ""
    device_id: DeviceId | None = None
    device_key_id: DeviceKeyId | None = None
    customer_id: CustomerId | None = None
    customer_name: str = ""
    machine_id: str = ""
    """Of the computer that joined, as a hash; a copied disk finds itself in another one."""
    was_copied: bool = False
    """Until it joins: why it has to."""


class DeviceCopied(SportelloError):
    """The disk is a copy of another one's: the key was dropped, and there is no enrollment token."""

    code = "copied"


class Token(msgspec.Struct, frozen=True):
    """An enrollment token, and the stamp it came from: empty-handed where an administrator gave it."""

    secret: str
    stamp: SignedStamp | None = None


def read_record(state: Path) -> DeviceRecord | None:
    """Return what is on disk, None where there is nothing to be read. Touches no key."""
    try:
        return msgspec.json.decode((state / FILE_NAME).read_bytes(), type=DeviceRecord)
    except (OSError, msgspec.MsgspecError):
        return None


def is_of_another(record: DeviceRecord, machine: Machine) -> bool:
    """Tell whether another computer joined with this record; one without a name of its own is never taken for a copy."""
    is_known = bool(machine.is_named and record.device_key_id and record.machine_id)
    return is_known and record.machine_id != machine.machine_id


class DeviceKey:
    """Called on the network thread by the link, and once before by app.py; a lock keeps the two apart."""

    def __init__(self, state: Path, store: KeyStore, machine: Machine, token: Token | None = None) -> None:
        self._path = state / FILE_NAME
        self._store = store
        self._machine = machine
        self._token = token
        self._key: Ed25519PrivateKey | None = None
        self._record: DeviceRecord | None = None
        self._lock = threading.Lock()

    def device_key_id(self) -> DeviceKeyId | None:
        self._drop_if_copied()
        key, record = self.private_key(), self._read()
        return record.device_key_id if record.public_key == _public_text(key) else None

    def private_key(self) -> "Ed25519PrivateKey":
        """Return the key, made and stored on first use. Raises: KeyStoreRefused, StorageFailed."""
        self._drop_if_copied()
        with self._lock:
            if self._key is None:
                self._key = self._load() or self._make()
            return self._key

    def enrolment(self) -> Enrolment | None:
        if self._token is None:
            if self._read().was_copied:
                raise DeviceCopied("a copied disk")
            return None
        machine = self._machine
        return Enrolment(
            token=self._token.secret,
            machine_id=machine.machine_id,
            host_name=machine.host_name,
            os_user=machine.os_user,
            platform=machine.platform,
            stamp=self._token.stamp,
        )

    def is_copied(self) -> bool:
        """Tell whether this disk was copied from a computer that had joined; the key is dropped when it is asked for."""
        return is_of_another(self._read(), self._machine)

    @property
    def unused_token(self) -> str:
        """The token an administrator gave, while it has not been used; a restarted program is given it again."""
        return self._token.secret if self._token is not None and self._token.stamp is None else ""

    def save_enrolment(self, enrolled: Enrolled) -> None:
        self._write(
            msgspec.structs.replace(
                self._read(),
                public_key=_public_text(self.private_key()),
                device_id=enrolled.device_id,
                device_key_id=enrolled.device_key_id,
                customer_id=enrolled.customer_id,
                customer_name=enrolled.customer_name,
                machine_id=self._own_machine_id(),
                was_copied=False,
            )
        )
        self._token = None
        log.info("enrolled, device %s key %s", enrolled.device_id, enrolled.device_key_id)

    def forget(self) -> None:
        """Take the key out of the store and the ids off the disk; the device must enrol again."""
        self._store.forget(self._read().profile)
        self._path.unlink(missing_ok=True)
        self._key = self._record = None

    def _own_machine_id(self) -> str:
        return self._machine.machine_id if self._machine.is_named else ""

    def _drop_if_copied(self) -> None:
        """The key belongs to the computer that joined; this one must join for itself."""
        record, here = self._read(), self._own_machine_id()
        if here and record.device_key_id and not record.machine_id:  # joined before this was remembered
            self._write(msgspec.structs.replace(record, machine_id=here))
        if not self.is_copied():
            return
        log.warning("this disk was copied from another computer; device %s stays there", record.device_id)
        self.forget()
        self._write(msgspec.structs.replace(self._read(), was_copied=True))

    def _load(self) -> "Ed25519PrivateKey | None":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        secret = self._store.load(self._read().profile)
        try:
            return None if secret is None else Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret))
        except ValueError:
            log.warning("what the key store holds is no key; a new one is made")
            return None

    def _make(self) -> "Ed25519PrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        key = Ed25519PrivateKey.generate()
        # The name first: a key nobody finds again would stay in the store for ever.
        self._write(self._read())
        self._store.save(self._read().profile, base64.b64encode(key.private_bytes_raw()).decode())
        return key

    def _read(self) -> DeviceRecord:
        if self._record is None:
            try:
                self._record = msgspec.json.decode(self._path.read_bytes(), type=DeviceRecord)
            except FileNotFoundError:
                self._record = DeviceRecord(profile=hashlib.sha256(os.urandom(32)).hexdigest()[:32])
            except (OSError, msgspec.MsgspecError) as error:
                raise StorageFailed("the device's ids cannot be read", why=str(error)) from error
        return self._record

    def _write(self, record: DeviceRecord) -> None:
        fresh = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(msgspec.json.encode(record))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as error:
            raise StorageFailed("the device's ids cannot be written", why=why_of(error)) from error
        self._record = record


def _public_text(key: "Ed25519PrivateKey") -> str:
    return base64.urlsafe_b64encode(key.public_key().public_bytes_raw()).decode()
