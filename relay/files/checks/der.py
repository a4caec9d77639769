"""The few steps through a PKCS #7 signature (RFC 2315) that lead to its signer's serial number; nothing is verified."""

from typing import Final

_SEQUENCE: Final = 0x30
_SET: Final = 0x31
_INTEGER: Final = 0x02
_CONTENT: Final = 0xA0


def signer_serial(signature: bytes) -> int:
    """Return the serial number that the first signer's certificate has. Raises: ValueError."""
    content_info, _ = _inside(signature, _SEQUENCE)
    _, rest = _next(content_info)  # contentType
    explicit, _ = _inside(rest, _CONTENT)
    signed_data, _ = _inside(explicit, _SEQUENCE)
    _, rest = _next(signed_data)  # version
    _, rest = _next(rest)  # digestAlgorithms
    _, rest = _next(rest)  # contentInfo
    while rest and rest[0] in {0xA0, 0xA1}:  # certificates, crls
        _, rest = _next(rest)
    signers, _ = _inside(rest, _SET)
    signer, _ = _inside(signers, _SEQUENCE)
    _, rest = _next(signer)  # version
    issuer_and_serial, _ = _inside(rest, _SEQUENCE)
    _, rest = _next(issuer_and_serial)  # issuer
    serial, _ = _inside(rest, _INTEGER)
    return int.from_bytes(serial, signed=True)


def _inside(data: bytes, tag: int) -> tuple[bytes, bytes]:
    """Return the contents of the first element, which must have this tag, and what follows it."""
    if not data or data[0] != tag:
        raise ValueError("another element was expected")
    return _next(data)


def _next(data: bytes) -> tuple[bytes, bytes]:
    if len(data) < 2:
        raise ValueError("an element is cut off")
    length, start = data[1], 2
    if length & 0x80:
        digits = length & 0x7F
        if not 1 <= digits <= 4 or len(data) < 2 + digits:
            raise ValueError("a length is not possible")
        length, start = int.from_bytes(data[2 : 2 + digits]), 2 + digits
    if start + length > len(data):
        raise ValueError("an element is cut off")
    return data[start : start + length], data[start + length :]
