"""MSI: an OLE compound file of the installer's class; who signed it, as its own signature says: shown, never trusted."""

import io
import mmap
import unicodedata
from typing import Final

import olefile
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from relay.files.checks.der import signer_serial
from relay.files.checks.refusing import Refused, require
from shared.limits import MAX_NAME_CHARS

CLASS_ID: Final = "000C1084-0000-0000-C000-000000000046"
SIGNATURE: Final = "\x05DigitalSignature"
MAX_SIGNATURE_BYTES: Final = 256 * 1024


def check(data: mmap.mmap) -> None:
    """Raises: Refused for anything but an installer package."""
    require(data[:8] == olefile.MAGIC)
    with opened(data) as compound:
        require(class_of(compound) == CLASS_ID)


def signer(data: mmap.mmap) -> str:
    """Return the name in the signing certificate; empty where nobody signed, or not in a way that can be read."""
    with opened(data) as compound:
        if not compound.exists(SIGNATURE) or compound.get_size(SIGNATURE) > MAX_SIGNATURE_BYTES:
            return ""
        signature = compound.openstream(SIGNATURE).read()
    try:
        serial = signer_serial(signature)
        for certificate in pkcs7.load_der_pkcs7_certificates(signature):
            if certificate.serial_number == serial:
                return _name_in(certificate)
    except ValueError:
        return ""
    return ""


def class_of(compound: "olefile.OleFileIO[str]") -> str:
    """Return the class of the root, in capitals; empty where there is none."""
    return compound.root.clsid.upper() if compound.root is not None else ""


def opened(data: mmap.mmap) -> "olefile.OleFileIO[str]":
    """Return the compound file. Raises: Refused for one that is damaged or not one."""
    try:
        return olefile.OleFileIO(io.BytesIO(data[:]))
    except Exception as error:  # the library raises whatever a damaged table leads it to
        raise Refused("unreadable") from error


def _name_in(certificate: x509.Certificate) -> str:
    for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for attribute in certificate.subject.get_attributes_for_oid(oid):
            text = unicodedata.normalize("NFC", str(attribute.value))
            shown = "".join(letter for letter in text if letter.isprintable())
            if shown.strip():
                return shown.strip()[:MAX_NAME_CHARS]
    return ""
