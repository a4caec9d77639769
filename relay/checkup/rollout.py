"""What devices that are to join meet: the stamp key, the address in their stamps, tokens near their end, the proxy in front."""

import contextlib
import datetime as dt
import ipaddress
import pathlib
import socket
import urllib.parse
from collections.abc import Mapping
from typing import Any

from relay.adapters import certificate
from relay.adapters.certificate import BadCertificate
from relay.adapters.stamp_keys import BadStampKey, StampKeys
from relay.checkup.finding import Finding, fail, ok, warn
from relay.config import Config
from relay.db.gate import Gate
from relay.db.repositories import directory, identity

ANSWER_WITHIN_S = 5.0
SOON = dt.timedelta(days=3)


def check_stamp_key(config: Config, now: dt.datetime) -> Finding:
    """Without the key no stamp is signed; with another one those made before are refused."""
    try:
        keys = StampKeys(config.stamp_key, config.old_stamp_keys).public_keys(now)
    except (BadStampKey, OSError) as error:
        do = f"put {config.stamp_key.name} back from a backup, or remove it for a new one: stamps made before are then refused"
        return fail("stamp key", str(error), do)
    if not keys:
        return ok("stamp key", "none yet: the relay makes one at its first start")
    old = f", {len(keys) - 1} before it still good" if len(keys) > 1 else ""
    return ok("stamp key", f"{keys[0]}{old}")


def check_public_url(config: Config, settings: Mapping[str, Any]) -> Finding:
    """The address in new stamps: in the certificate's names, and something listens there."""
    url = str(settings.get("public_url", ""))
    if not url:
        return ok("public_url", "not set: each new stamp is told where the relay is")
    parts = urllib.parse.urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "wss" else 80)
    names = _names(config)
    if names and not any(_is_for(name, host) for name in names):
        do = "have the certificate issued for it, give it with --tls-names before one is made, or change public_url"
        return warn("public_url", f"{url}: the certificate is not for {host}", do)
    try:
        with contextlib.closing(socket.create_connection((host, port), ANSWER_WITHIN_S)):
            return ok("public_url", f"{url} answers")
    except OSError as error:
        do = "look at name server, firewall and proxy; from inside some networks the own public address cannot be reached"
        return warn("public_url", f"{url} does not answer here: {error.strerror or type(error).__name__}", do)


def check_tokens(gate: Gate, now: dt.datetime) -> Finding:
    """Tokens with which devices still could join and soon cannot: packages made with them stop working."""
    customers = {row.id: row.name for row in gate.rows(directory.CUSTOMERS)}
    usable = [row for row in gate.rows(identity.TOKENS) if row.revoked_at is None and row.uses < row.max_uses]
    soon = sorted((row for row in usable if now < row.expires_at <= now + SOON), key=lambda row: row.expires_at)
    if soon:
        names = ", ".join(f"{customers.get(row.customer_id, '?')} {row.label}".strip() for row in soon[:5])
        do = "make new packages if devices are still to join: `sportello-relay stamp create`, or the console"
        return warn("tokens", f"{len(soon)} end within {SOON.days} days: {names}", do)
    return ok("tokens", f"{sum(now < row.expires_at for row in usable)} with which devices may join")


def check_proxy(config: Config) -> Finding:
    """Whose word about the client's address is believed."""
    if any(ipaddress.ip_network(one, strict=False).prefixlen == 0 for one in config.trusted_proxy):
        return fail(
            "proxy", "everybody's word is believed about their address", "name the proxies alone: --trusted-proxy"
        )
    if config.trusted_proxy:
        return ok("proxy", f"{', '.join(config.trusted_proxy)} may say whose connection it is")
    if config.plain:
        do = "--trusted-proxy 127.0.0.1, and have the proxy set X-Forwarded-For (docs/operations.md, Reverse proxy)"
        return warn("proxy", "every client has the proxy's address: one wrong password slows everybody down", do)
    return ok("proxy", "none")


def _names(config: Config) -> tuple[str, ...]:
    """Return the names in the certificate in use; none behind a proxy, which has it, or before there is one."""
    path: pathlib.Path = config.tls_cert or certificate.self_made_files(config)[0]
    if config.plain or not path.exists():
        return ()
    try:
        return certificate.facts(path).names
    except BadCertificate:  # said by the finding about the certificate
        return ()


def _is_for(name: str, host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(name) == ipaddress.ip_address(host)
    name, host = name.lower(), host.lower()
    return name == host or (name.startswith("*.") and name[1:] == f".{host.partition('.')[2]}")
