"""`--check`: would this installation work, looked at once and without joining; for installers and administrators.

It says codes and values; sentences are made in presenters/check_words.py. Nothing is written and no key is made.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from typing import Final

import msgspec

from endpoint_agent.device_key import DeviceCopied, DeviceRecord, is_of_another, read_record
from endpoint_agent.exits import FINE, exit_status
from endpoint_agent.given import Given
from endpoint_agent.logs import FILE_NAME
from endpoint_agent.machine import os_user, this_machine
from shared.errors import SportelloError
from shared.key_store import first_allowed, in_time
from shared.link.failure import Cause
from shared.link.looking import look
from shared.link.sign_in import NotEnrolled
from shared.protocol.hello import Challenge
from shared.stamp import SignedStamp, StampRefused, check_at_relay
from shared.state_folder import look_at

KEY_STORE_WITHIN_S: Final = 5.0
FILE_ALLOWED, LATER = "file", "later"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing: `settings`, `folder`, `key_store`, `relay`, `stamp`, `joined`; an empty code where it is well."""

    name: str
    code: str = ""
    params: dict[str, str | int] = {}

    @property
    def status(self) -> int:
        """What the program ends with because of it."""
        return exit_status(self.code, self.params)


def check(given: Given) -> list[Finding]:
    """Return what was found, in the order in which it would be needed."""
    settings = _settings(given)
    found = [settings, _folder(given), _key_store(given)]
    return found if settings.code else [*found, *_at_the_relay(given)]


def status_of(findings: list[Finding]) -> int:
    """Return the exit status: that of the first thing that is not well."""
    return next((finding.status for finding in findings if finding.code), FINE)


def _settings(given: Given) -> Finding:
    if given.problem is not None:
        return Finding(name="settings", code=given.problem.code, params=given.problem.params)
    if not given.config.relay:
        return Finding(name="settings", code="no_relay")
    customer = given.stamp.stamp.customer_name if given.stamp is not None else ""
    return Finding(name="settings", params={"relay": given.config.relay, "customer": customer})


def _folder(given: Given) -> Finding:
    log = str(given.config.state / FILE_NAME)
    try:
        look_at(given.config.state)
    except SportelloError as error:
        return Finding(name="folder", code=error.code, params=error.params)
    return Finding(name="folder", params={"path": str(given.config.state), "log": log})


def _key_store(given: Given) -> Finding:
    if is_service_account():
        return Finding(name="key_store", params={"kind": LATER})
    try:
        backend = in_time(first_allowed, KEY_STORE_WITHIN_S)
    except SportelloError as error:
        if given.config.allow_key_file and error.params.get("why") == "none":
            return Finding(name="key_store", params={"kind": FILE_ALLOWED})
        return Finding(name="key_store", code=error.code, params=error.params)
    return Finding(name="key_store", params={"kind": type(backend).__module__.rpartition(".")[2]})


def _at_the_relay(given: Given) -> Iterator[Finding]:
    found = asyncio.run(look(given.config.link()))
    if isinstance(found, Cause):
        yield Finding(name="relay", code=found.code, params=found.params)
        return
    yield Finding(name="relay", params={"organisation": found.organisation})
    record = read_record(given.config.state)
    is_copy = record is not None and (record.was_copied or is_of_another(record, this_machine()))
    has_joined = record is not None and record.device_key_id is not None and not is_copy
    if given.stamp is not None and not has_joined:
        yield _stamp(given.stamp, found)
    yield _joined(given, record if has_joined else None, is_copy=is_copy)


def _stamp(signed: SignedStamp, challenge: Challenge) -> Finding:
    try:
        check_at_relay(signed, relay_id=challenge.relay_id, stamp_keys=challenge.stamp_keys, now=challenge.now)
    except StampRefused as error:
        return Finding(name="stamp", code=error.code, params=error.params)
    ends = signed.stamp.expires_at
    return Finding(name="stamp", params={"expires": "" if ends is None else ends.date().isoformat()})


def _joined(given: Given, record: DeviceRecord | None, *, is_copy: bool) -> Finding:
    if record is not None:
        return Finding(name="joined", params={"customer": record.customer_name, "how": "joined"})
    if given.token is None:
        return Finding(name="joined", code=DeviceCopied.code if is_copy else NotEnrolled.code)
    return Finding(name="joined", params={"how": "token"})


def is_service_account() -> bool:
    """Tell whether this runs as the machine: it has no key store of a person, who will have one."""
    if sys.platform == "win32":
        return (name := os_user().upper()) == "SYSTEM" or name.endswith("$")
    return os.geteuid() == 0 and "DBUS_SESSION_BUS_ADDRESS" not in os.environ
