"""Decides whether the other end is the relay: authorities of the system or a file, or one pinned certificate.

Nothing secret is on the wire before the decision, and there is no switch that skips it. Unencrypted connections reach
this machine only, and only when asked for. Source: docs/protocol.md, Trust.
"""

import asyncio
import hashlib
import hmac
import ipaddress
import ssl
from urllib.parse import SplitResult, urlsplit

from shared.errors import SportelloError
from shared.link.config import LinkConfig
from shared.link.proxy import open_tunnel, proxy_for

HTTPS_PORT = 443
FETCH_WITHIN_S = 10.0
WHY = {10: "expired", 62: "host", 64: "host"}
"""OpenSSL's verify codes that help a person; all others are `untrusted`."""


class CertificateRefused(SportelloError):
    """The other end cannot prove that it is the relay; `params`: `host`, `fingerprint` as seen, `why`."""

    code = "certificate"


class AuthoritiesUnreadable(SportelloError):
    """The authorities this program was given are not there, or no certificates; `params["path"]` is the file, if one."""

    code = "authorities"


class PlainRefused(SportelloError):
    """An unencrypted address that is not on this machine, or was not asked for."""

    code = "plain_refused"


class Trust:
    """Makes the TLS context of each connection; keeps a pinned certificate once it has been seen."""

    def __init__(self, config: LinkConfig) -> None:
        self._config = config
        self.address = urlsplit(config.url)
        self._pinned: ssl.SSLContext | None = None

    @property
    def is_plain(self) -> bool:
        """True for `ws://`."""
        return self.address.scheme == "ws"

    async def context(self) -> ssl.SSLContext | None:
        """Return what to verify the relay with; None for an allowed unencrypted connection.

        Raises: PlainRefused, CertificateRefused, AuthoritiesUnreadable, ProxyRefused, OSError.
        """
        if self.address.scheme != "wss":
            if not (self.is_plain and self._config.allow_plain and is_loopback(self.address.hostname or "")):
                raise PlainRefused("the address is not encrypted", host=self.address.hostname or "")
            return None
        if not self._config.fingerprint:
            return _authorities(self._config)
        if self._pinned is None:
            self._pinned = await self._pin()
        return self._pinned

    async def explain(self, error: ssl.SSLCertVerificationError) -> CertificateRefused:
        """Say what a person needs to decide: who was asked, what answered, why it was refused."""
        self._pinned = None
        why = WHY.get(error.verify_code, "pin" if self._config.fingerprint else "untrusted")
        return self._refusal(why, fingerprint(await fetch_certificate(self.address, self._config.proxy)))

    async def _pin(self) -> ssl.SSLContext:
        certificate = await fetch_certificate(self.address, self._config.proxy)
        seen = fingerprint(certificate)
        if not hmac.compare_digest(seen, plain_fingerprint(self._config.fingerprint)):
            raise self._refusal("pin", seen)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        # The pin names the certificate itself, which is more than the name in it says.
        context.check_hostname = False
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        context.load_verify_locations(cadata=ssl.DER_cert_to_PEM_cert(certificate))
        return context

    def _refusal(self, why: str, seen: str) -> CertificateRefused:
        host = self.address.hostname or ""
        return CertificateRefused("the relay's certificate is not trusted", host=host, fingerprint=seen, why=why)


def _authorities(config: LinkConfig) -> ssl.SSLContext:
    path = str(config.ca_file) if config.ca_file else None
    try:
        context = ssl.create_default_context(cafile=path, cadata=config.ca_pem or None)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise AuthoritiesUnreadable("no authorities there", path=path or "") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


async def fetch_certificate(address: SplitResult, proxy: str = "") -> bytes:
    """Return the certificate the other end shows, in DER, trusted or not; sends nothing but the TLS handshake.

    Raises: OSError, TimeoutError included; ProxyRefused.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # to look at it, never to talk
    host, port = address.hostname or "", address.port or HTTPS_PORT
    through = proxy_for(host, proxy)
    async with asyncio.timeout(FETCH_WITHIN_S):
        if through is None:
            _, writer = await asyncio.open_connection(host, port, ssl=context)
        else:
            way = await open_tunnel(through, host, port)
            _, writer = await asyncio.open_connection(sock=way, server_hostname=host, ssl=context)
        try:
            certificate: bytes | None = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
        finally:
            writer.transport.abort()
    return certificate or b""


def fingerprint(certificate: bytes) -> str:
    """Return the SHA-256 of a certificate in DER, 64 hexadecimal digits."""
    return hashlib.sha256(certificate).hexdigest()


def plain_fingerprint(written: str) -> str:
    """Return a fingerprint as people write it (colons, spaces, capitals) in the form of `fingerprint`."""
    return "".join(written.replace(":", "").split()).lower()


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine; a name other than localhost never is."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
