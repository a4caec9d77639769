"""Folder, disk, certificate, processes: what the machine gives the relay."""

import datetime as dt
import shutil
import socket
import stat

from relay.adapters import certificate
from relay.adapters.certificate import BadCertificate
from relay.checkup.finding import Finding, fail, ok, warn
from relay.config import Config

LOW_BYTES = 2_000_000_000
EMPTY_BYTES = 200_000_000
_PUBLIC = frozenset({"tls.crt", "tls.crt.old", "writer.lock"})
"""Files in the state folder that hold nothing secret."""


def check_modes(config: Config) -> Finding:
    """Nobody but the relay's user may read what it keeps."""
    folder = config.state
    readable = [path for path in folder.iterdir() if path.name not in _PUBLIC and _is_open(path.stat().st_mode)]
    if readable:
        names = " ".join(str(path) for path in readable)
        return fail("files", f"other users of this machine may open {names}", f"chmod go= {names}")
    if _is_open(folder.stat().st_mode):
        return warn("files", f"other users of this machine can look into {folder}", f"chmod go= {folder}")
    return ok("files", f"only their owner may open what is in {folder}")


def _is_open(mode: int) -> bool:
    return bool(mode & (stat.S_IRWXG | stat.S_IRWXO))


def check_disk(config: Config) -> Finding:
    """A full disk refuses messages; it loses none."""
    free = shutil.disk_usage(config.state).free
    says = f"{free / 1_000_000_000:.1f} GB free"
    if free < EMPTY_BYTES:
        return fail("disk", says, "make room: without it the relay refuses messages as `unavailable`")
    if free < LOW_BYTES:
        return warn("disk", says, "make room soon")
    return ok("disk", says)


def check_certificate(config: Config, now: dt.datetime) -> Finding:
    """Readable, matching, valid, and for the names the relay is reached by. Makes none."""
    if config.plain:
        return ok("certificate", "none: the proxy in front has it")
    own = config.tls_cert is None
    path = config.tls_cert or certificate.self_made_files(config)[0]
    if own and not path.exists():
        return ok("certificate", "none yet: the relay makes one at its first start")
    try:
        found = certificate.facts(path)
        if not now >= found.not_after - certificate.RENEW_BEFORE:
            certificate.server_context(config)
    except BadCertificate as error:
        return fail("certificate", str(error), "give a PEM certificate and its key, or neither")
    until = f"{found.not_after:%Y-%m-%d}"
    if not found.not_before <= now < found.not_after:
        return fail("certificate", f"is valid until {until} only", "renew it: nobody can connect")
    if now >= found.not_after - certificate.WARN_BEFORE:
        do = "renew it, and tell everybody who pinned its fingerprint" if own else "renew it"
        return warn("certificate", f"ends on {until}", do)
    if missing := certificate.missing_names(config, found):
        do = (
            "delete tls.crt in the state folder for a new one (with a new fingerprint)"
            if own
            else "have it issued anew"
        )
        return warn("certificate", f"is not for {', '.join(missing)}", do)
    return ok("certificate", f"until {until}, for {', '.join(found.names)}; SHA-256 {found.fingerprint}")


def check_process(config: Config) -> Finding:
    """Whether a relay answers here."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        try:
            connection.connect(str(config.writer_socket))
        except OSError:
            return warn("process", "no relay is running on this folder", "start it: systemctl start sportello-relay")
    return ok("process", "a relay is running on this folder")
