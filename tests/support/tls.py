"""A certificate authority for one test run: nothing outside trusts it and nothing of it stays."""

import hashlib
import ssl
from pathlib import Path
from typing import NamedTuple

import trustme

LOOPBACK_NAMES = ("localhost", "127.0.0.1")


class CertificateFiles(NamedTuple):
    """PEM files as a server program wants them."""

    certificate: Path
    key: Path


class LocalCa:
    """Issues certificates and makes contexts that trust them; another instance trusts none of them."""

    def __init__(self) -> None:
        self._ca = trustme.CA(organization_name="Sportello tests")

    def server_context(self, *names: str) -> ssl.SSLContext:
        """Return a context for a server of these names; for the loopback names when none are given."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._ca.issue_cert(*(names or LOOPBACK_NAMES)).configure_cert(context)
        return context

    def client_context(self) -> ssl.SSLContext:
        """Return a context that trusts this authority only."""
        context = ssl.create_default_context()
        self._ca.configure_trust(context)
        return context

    def write_server_files(self, folder: Path, *names: str) -> CertificateFiles:
        """Write a server's certificate chain and key into `folder`."""
        issued = self._ca.issue_cert(*(names or LOOPBACK_NAMES))
        files = CertificateFiles(folder / "server.pem", folder / "server.key")
        files.certificate.write_bytes(b"".join(blob.bytes() for blob in issued.cert_chain_pems))
        files.key.write_bytes(issued.private_key_pem.bytes())
        files.key.chmod(0o600)
        return files

    def authority_pem(self) -> str:
        """Return the authority's own certificate as a person pastes it."""
        return self._ca.cert_pem.bytes().decode()

    def write_authority(self, folder: Path) -> Path:
        """Write the authority's own certificate, which a client program is told to trust."""
        path = folder / "ca.pem"
        self._ca.cert_pem.write_to_path(path)
        return path


def fingerprint(certificate: Path) -> str:
    """Return the SHA-256 of the first certificate in a PEM file, as lower-case hexadecimal digits."""
    first = certificate.read_text().split("-----END CERTIFICATE-----")[0]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(f"{first.strip()}\n-----END CERTIFICATE-----\n")).hexdigest()
