"""Announce versions of agent and console: a word to whoever is connected, never a file. Kept as a provider's setting."""

import re
import urllib.parse
from typing import Any, Final

import msgspec

from relay.db.gate import Gate
from relay.db.repositories import directory
from relay.db.unit_of_work import Topic, UnitOfWork
from relay.domain.scope import RELAY_SCOPE, Right
from relay.domain.text import clean_name
from relay.services.orders import AnnounceRelease, Context, WithdrawRelease
from shared.errors import BadText, NotFound
from shared.link.trust import is_loopback
from shared.protocol.base import Done
from shared.protocol.releases import Program, ReleaseRecord
from shared.version import is_newer

KEY: Final = "releases"
_SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


def announce(work: UnitOfWork, order: AnnounceRelease, context: Context) -> Done:
    """Make this the newest version of its program. Raises: BadText with `field`."""
    work.scope.require(Right.MANAGE_SETTINGS)
    if not is_newer(order.version, than="0"):
        raise BadText(field="version")
    if order.sha256 and not _SHA256.match(order.sha256):
        raise BadText(field="sha256")
    release = ReleaseRecord(
        program=order.program,
        version=order.version,
        url=_checked(order.url),
        sha256=order.sha256,
        notes=clean_name(order.notes, "notes", 300) if order.notes.strip() else "",
        announced_at=context.now,
    )
    _save(work, {**_kept(work.gate), order.program.value: msgspec.to_builtins(release)})
    work.audit("release.announced", order.program.value, context.now, version=order.version)
    work.hint(Topic.RELEASE, order.program.value)
    return Done(re=0)


def withdraw(work: UnitOfWork, order: WithdrawRelease, context: Context) -> Done:
    """Say no more of it. Raises: NotFound where nothing is announced."""
    work.scope.require(Right.MANAGE_SETTINGS)
    kept = _kept(work.gate)
    if order.program.value not in kept:
        raise NotFound
    _save(work, {name: value for name, value in kept.items() if name != order.program.value})
    work.audit("release.withdrawn", order.program.value, context.now)
    work.hint(Topic.RELEASE, order.program.value)
    return Done(re=0)


def announced(gate: Gate) -> dict[Program, ReleaseRecord]:
    """Return the newest version of each program that has one."""
    found = (msgspec.convert(value, ReleaseRecord, strict=False) for value in _kept(gate).values())
    return {release.program: release for release in found}


def _kept(gate: Gate) -> dict[str, Any]:
    return dict(directory.settings(gate).get(KEY, {}))


def _save(work: UnitOfWork, kept: dict[str, Any]) -> None:
    directory.put_setting(work.under(RELAY_SCOPE).gate, KEY, kept)


def _checked(url: str) -> str:
    try:
        parts = urllib.parse.urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadText(field="url") from error
    is_plain = parts.scheme == "http" and is_loopback(host)
    odd = parts.username is not None or not url.isprintable() or any(c.isspace() for c in url)
    if not host or odd or not (parts.scheme == "https" or is_plain):
        raise BadText(field="url")
    return url
