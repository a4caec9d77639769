"""Signs what is handed out with the provider's code-signing certificate, and says whether a signature fits. One function per kind of file.

`.deb`, `.tar.gz` and `.zip` have no place for a signature: it is a detached CMS file beside them (`.p7s`), made and checked by openssl.
Windows programs and packages carry theirs inside (Authenticode, by osslsigncode).
"""

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import msgspec

from installer.errors import InstallerError, Refused

_END: Final = re.compile(r"-----END CERTIFICATE-----")
DETACHED: Final = ".p7s"
AUTHENTICODE: Final = (".exe", ".msi")


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Whose signature it will be; PEM files, the certificate with its chain behind it."""

    certificate: Path
    key: Path
    time_server: str = ""
    """RFC 3161, for Authenticode; empty: the signature ends with the certificate."""


def sign(path: Path, signer: Signer) -> Path:
    """Sign a file in the way of its kind; returns where the signature is: the file itself, or the one beside it.

    Raises: InstallerError.
    """
    return _inside(path, signer) if path.suffix.lower() in AUTHENTICODE else _beside(path, signer)


def verify(path: Path, authority: Path) -> None:
    """See that the file is what somebody signed whom the authority (PEM) vouches for.

    Raises: Refused with the reason, InstallerError.
    """
    if path.suffix.lower() in AUTHENTICODE:
        _verify_inside(path, authority)
    else:
        _verify_beside(path, authority)


def signature_of(path: Path) -> Path:
    """Return where the detached signature of a file lies."""
    return path.with_name(f"{path.name}{DETACHED}")


def _beside(path: Path, signer: Signer) -> Path:
    target = signature_of(path)
    who = ["-signer", str(signer.certificate), "-inkey", str(signer.key)]
    what = ["-in", str(path), "-binary", "-outform", "DER", "-out", str(target)]
    with tempfile.NamedTemporaryFile("w", suffix=".pem", encoding="ascii") as chain:
        # Only what stands behind the signer's own certificate: openssl refuses to take that one twice.
        if rest := _END.split(signer.certificate.read_text(encoding="ascii"), maxsplit=1)[-1].strip():
            chain.write(f"{rest}\n")
            chain.flush()
            who += ["-certfile", chain.name]
        done = _run(["openssl", "cms", "-sign", "-md", "sha256", *who, *what])
    if done.returncode:
        target.unlink(missing_ok=True)
        raise InstallerError(f"{path.name} was not signed: {_reason(done)}")
    return target


def _verify_beside(path: Path, authority: Path) -> None:
    signature = signature_of(path)
    if not signature.exists():
        raise Refused(f"{path.name} has no signature beside it ({signature.name}).")
    trust = ["-CAfile", str(authority), "-purpose", "any"]
    what = ["-content", str(path), "-binary", "-inform", "DER", "-in", str(signature), "-out", "/dev/null"]
    done = _run(["openssl", "cms", "-verify", *trust, *what])
    if done.returncode:
        raise Refused(f"{path.name} is not what was signed, or the signer is not known: {_reason(done)}")


def _inside(path: Path, signer: Signer) -> Path:
    signed = path.with_name(f".{path.name}.signed")
    who = ["-certs", str(signer.certificate), "-key", str(signer.key), "-h", "sha256"]
    when = ["-ts", signer.time_server] if signer.time_server else []
    done = _run(["osslsigncode", "sign", *who, *when, "-in", str(path), "-out", str(signed)])
    if done.returncode:
        signed.unlink(missing_ok=True)
        raise InstallerError(f"{path.name} was not signed: {_reason(done)}")
    signed.replace(path)
    return path


def _verify_inside(path: Path, authority: Path) -> None:
    done = _run(["osslsigncode", "verify", "-CAfile", str(authority), "-in", str(path)])
    if done.returncode:
        raise Refused(f"{path.name} is not what was signed, or the signer is not known: {_reason(done)}")


def _run(command: list[str]) -> "subprocess.CompletedProcess[str]":
    try:
        return subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise InstallerError(f"{command[0]} is not there: please install it.") from error


def _reason(done: "subprocess.CompletedProcess[str]") -> str:
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return lines[0] if lines else "no reason was given"
