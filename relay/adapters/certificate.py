"""The relay's TLS: the operator's own certificate or a self-made one, and which TLS is spoken.

Agents and consoles may pin the fingerprint, so a self-made certificate stays until shortly before its end, and its
renewal is told loudly. A name that is missing in it makes a new one only while nobody can have pinned it
(relay/cli/serving.py). Source: docs/operations.md, Certificate.
"""

import datetime as dt
import hashlib
import logging
import pathlib
import socket
import ssl
from typing import Final

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from relay.adapters.self_made_certificate import as_written, write_self_made
from relay.config import Config
from shared.errors import SportelloError

log = logging.getLogger(__name__)
RENEW_BEFORE: Final = dt.timedelta(days=14)
WARN_BEFORE: Final = dt.timedelta(days=60)
"""`check` warns from here on, so that a new fingerprint can be handed out before it is needed."""
TLS_1_2_CIPHERS: Final = "ECDHE+AESGCM:ECDHE+CHACHA20"
_ANY_ADDRESS: Final = {"", "*", "::", "0.0.0.0"}  # noqa: S104 - compared with, not bound


class BadCertificate(SportelloError):
    """The certificate or its key cannot be used; `params`: `path`, `why`."""

    code = "bad_certificate"


class CertificateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a certificate says of itself; `names` are DNS names and addresses."""

    path: pathlib.Path
    fingerprint: str
    names: tuple[str, ...]
    not_before: dt.datetime
    not_after: dt.datetime
    is_self_made: bool


def server_context(config: Config) -> ssl.SSLContext:
    """Return what the relay listens with; makes the certificate where the operator gave none. Raises: BadCertificate."""
    certificate, key = ensure(config)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_TICKET
    # Our clients never resume a TLS session, so tickets would only cost bytes. The key exchange is left to OpenSSL:
    # it prefers X25519, then P-256, and a choice here could only name one of them.
    context.num_tickets = 0
    context.set_ciphers(TLS_1_2_CIPHERS)
    context.set_alpn_protocols(["http/1.1"])
    try:
        context.load_cert_chain(certificate, key, password=_no_password)
    except (OSError, ValueError) as error:
        raise BadCertificate(f"{certificate}, {key}: {error}", path=str(certificate), why=str(error)) from error
    return context


def fingerprint(config: Config) -> str:
    """Return the SHA-256 of the certificate in use as `AA:BB:…`. Raises: BadCertificate."""
    return facts(ensure(config)[0]).fingerprint


def fingerprint_to_pin(config: Config) -> str:
    """Return the fingerprint for devices that have no authority to ask: empty where one vouches, or a proxy has the certificate."""
    if config.plain:
        return ""
    found = facts(ensure(config)[0])
    return found.fingerprint if found.is_self_made else ""


def ensure(config: Config, *, now: dt.datetime | None = None) -> tuple[pathlib.Path, pathlib.Path]:
    """Return the files of certificate and key; the self-made pair is made when missing and renewed before its end."""
    if config.tls_cert is not None and config.tls_key is not None:
        return config.tls_cert, config.tls_key
    certificate, key = self_made_files(config)
    now = now or dt.datetime.now(dt.UTC)
    if not (certificate.exists() and key.exists()):
        config.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_self_made(certificate, key, names_of(config), now)
        return certificate, key
    old = facts(certificate)
    if now >= old.not_after - RENEW_BEFORE:
        certificate.replace(certificate.with_name("tls.crt.old"))
        write_self_made(certificate, key, names_of(config), now)
        log.warning(
            "certificate renewed: who pinned %s must now be told %s", old.fingerprint, facts(certificate).fingerprint
        )
    return certificate, key


def missing_names(config: Config, found: CertificateFacts) -> list[str]:
    """Return which of the names the operator gave a certificate is not for."""
    return [name for name in config.tls_names if str(as_written(name).value) not in found.names]


def make_anew(config: Config, *, now: dt.datetime | None = None) -> None:
    """Make another self-made pair in place of the one that is there; the caller knows that nobody has pinned it."""
    write_self_made(*self_made_files(config), names_of(config), now or dt.datetime.now(dt.UTC))
    log.info("certificate made anew for %s: nobody had been told of the one before", ", ".join(config.tls_names))


def facts(certificate: pathlib.Path) -> CertificateFacts:
    """Read the first certificate of a PEM file. Raises: BadCertificate."""
    try:
        first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except (OSError, ValueError) as error:
        raise BadCertificate(f"{certificate}: {error}", path=str(certificate), why=str(error)) from error
    digest = hashlib.sha256(first.public_bytes(Encoding.DER)).hexdigest().upper()
    return CertificateFacts(
        path=certificate,
        fingerprint=":".join(digest[place : place + 2] for place in range(0, len(digest), 2)),
        names=_names_in(first),
        not_before=first.not_valid_before_utc,
        not_after=first.not_valid_after_utc,
        is_self_made=first.issuer == first.subject,
    )


def self_made_files(config: Config) -> tuple[pathlib.Path, pathlib.Path]:
    """Return where the self-made certificate and its key are kept."""
    return config.state / "tls.crt", config.state / "tls.key"


def names_of(config: Config) -> list[str]:
    """Return the names the relay should be reached by, those the operator gave first."""
    listening = () if config.host in _ANY_ADDRESS else (config.host,)
    return [*dict.fromkeys((*config.tls_names, *listening, socket.gethostname(), "localhost", "127.0.0.1", "::1"))]


def _names_in(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = [str(address) for address in names.get_values_for_type(x509.IPAddress)]
    return (*names.get_values_for_type(x509.DNSName), *addresses)


def _no_password() -> str:
    """Refuse a key with a password: OpenSSL would otherwise ask the terminal of a service."""
    raise ValueError("the key is protected by a password")
