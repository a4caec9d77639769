"""Small real files of each type, and hostile ones: built here byte by byte, so that a test can say what is wrong with them."""

import datetime as dt
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID, ObjectIdentifier

MSI_CLASS = bytes.fromhex("84100c0000000000c000000000000046")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CELLS = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sha256(data: bytes) -> str:
    """Return what an offer says of a file."""
    return hashlib.sha256(data).hexdigest()


def pdf(size: int = 0, body: bytes = b"", version: bytes = b"1.7") -> bytes:
    """Return a PDF of one empty page, filled up to `size` with a comment."""
    head = (
        b"%PDF-"
        + version
        + b"\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    tail = b"\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
    fill = max(0, size - len(head) - len(body) - len(tail) - 1)
    return head + body + (b"%" + b"x" * fill if size else b"") + tail


def object_stream(inside: bytes) -> bytes:
    """Return a PDF object that keeps others compressed."""
    packed = zlib.compress(inside, 9)
    return b"9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )


def mp3(frames: int = 8) -> bytes:
    """Return silence at 128 kbit/s with a tag in front."""
    tag = b"ID3\x04\x00\x00" + bytes([0, 0, 0, 10]) + b"\0" * 10
    return tag + (b"\xff\xfb\x90\x00" + b"\0" * 413) * frames


def mp4(size: int = 1_000, brand: bytes = b"isom") -> bytes:
    """Return a film without pictures, of exactly `size` bytes."""
    first = _box(b"ftyp", brand + b"\0\0\2\0" + brand + b"mp41") + _box(b"moov", _box(b"mvhd", b"\0" * 100))
    return first + _box(b"mdat", b"\7" * (size - len(first) - 8))


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body) + 8) + kind + body


def docx(more: Mapping[str, bytes] | None = None, main: str = f"{_WORD}.document.main+xml") -> bytes:
    """Return a letter with one word; `more` adds or replaces parts."""
    parts = {
        "[Content_Types].xml": _content_types("/word/document.xml", main),
        "_rels/.rels": _relations(),
        "word/document.xml": b'<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:p>ciao</w:p></w:document>',
    }
    return zipped({**parts, **(more or {})})


def xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a sheet without a cell."""
    parts = {
        "[Content_Types].xml": _content_types("/xl/workbook.xml", f"{_CELLS}.sheet.main+xml"),
        "_rels/.rels": _relations(),
        "xl/workbook.xml": b'<?xml version="1.0"?><workbook xmlns="urn:x"/>',
    }
    return zipped({**parts, **(more or {})})


def zipped(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return made.getvalue()


def relations(kind: str, target: str) -> bytes:
    """Return relations with one that leads out of the document."""
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def _content_types(part: str, kind: str) -> bytes:
    return (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="{part}" ContentType="{kind}"/></Types>'
    ).encode()


def _relations() -> bytes:
    return b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'


def png(width: int = 2, height: int = 2) -> bytes:
    """Return a picture, black; a stated size need not be the real one."""
    header = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (min(height, 64) * (min(width, 64) + 1)))
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))


def jpeg() -> bytes:
    """Return the frame of a picture of 16 by 16."""
    frame = b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00"
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\0\0\1\0\1\0\0"
        + frame
        + b"\xff\xda\x00\x02"
        + b"\0" * 20
        + b"\xff\xd9"
    )


def gif() -> bytes:
    """Return a picture of one pixel."""
    return b"GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\1D\0;"


def webp() -> bytes:
    """Return the frame of a picture of 4 by 4."""
    body = b"WEBPVP8 \x0a\0\0\0\x30\x01\x00\x9d\x01\x2a\x04\x00\x04\x00"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def exe() -> bytes:
    """Return the beginning of a Windows program."""
    return b"MZ" + b"\0" * 58 + struct.pack("<I", 64) + b"PE\0\0" + b"\0" * 400


def msi(signer: str = "", class_id: bytes = MSI_CLASS, others: tuple[str, ...] = ()) -> bytes:
    """Return an installer package without anything to install, signed where `signer` is given."""
    streams = [(name, b"\0" * 4096) for name in others]
    if signer:
        streams.append(("\x05DigitalSignature", signature(signer)))
    return compound(class_id, streams)


def signature(signer: str, decoy: str = "Somebody Famous") -> bytes:
    """Return a PKCS #7 signature of more than 4 KiB that also carries a certificate nobody signed with."""
    key, certificate = _certificate(signer, padding=5000)
    _, other = _certificate(decoy)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"x").add_signer(certificate, key, hashes.SHA256())
    return builder.add_certificate(other).sign(Encoding.DER, [])


def _certificate(name: str, padding: int = 0) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now)
    builder = builder.not_valid_after(now + dt.timedelta(days=1))
    if padding:
        comment = x509.UnrecognizedExtension(ObjectIdentifier("2.16.840.1.113730.1.13"), b"\x04" * padding)
        builder = builder.add_extension(comment, critical=False)
    return key, builder.sign(key, hashes.SHA256())


def compound(class_id: bytes, streams: list[tuple[str, bytes]]) -> bytes:
    """Return an OLE compound file; each stream is of at least 4,096 bytes, so that no mini stream is needed."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors: list[bytes] = []
    fat: list[int] = [table, end]
    entries = [_entry("Root Entry", 5, class_id, child=1 if streams else free, start=end, size=0)]
    for number, (name, body) in enumerate(streams, 1):
        start, count = 2 + len(sectors), -(-len(body) // 512)
        sectors += [body[place : place + 512].ljust(512, b"\0") for place in range(0, len(body), 512)]
        fat += [*range(start + 1, start + count), end]
        right = number + 1 if number < len(streams) else free
        entries.append(_entry(name, 2, bytes(16), right=right, start=start, size=len(body)))
    assert len(entries) <= 4, "one sector of directory"
    assert len(fat) <= 128, "one sector of allocation table"
    directory = b"".join(entries).ljust(512, b"\0")
    allocation = struct.pack("<128I", *fat, *[free] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)
    return header + allocation + directory + b"".join(sectors)


def _entry(
    name: str, kind: int, class_id: bytes, *, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, 0xFFFFFFFF, right, child)
        + class_id
        + bytes(20)
        + struct.pack("<IQ", start, size)
    )
