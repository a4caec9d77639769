"""A front proxy of the operator's, run from the example in installer/relay with the ports and files of the test.

Only names, ports, files and the idle time-out are replaced; everything else is what an operator copies.
"""

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.ports import LOOPBACK, free_port
from tests.support.tls import LocalCa, fingerprint

EXAMPLES = Path(__file__).parents[2] / "installer/relay"
KINDS = ("haproxy", "nginx", "caddy")
IDLE_S = 18
"""Shorter than any of them has by default, longer than the relay's 15 s between pings."""
START_S = 10.0
_NAMES = {"haproxy": "haproxy.cfg", "nginx": "nginx.conf", "caddy": "Caddyfile"}


class Front:
    """One proxy; `url` and `fingerprint` are what agents and consoles are told instead of the relay's own."""

    def __init__(self, kind: str, folder: Path, talk_port: int, files_port: int) -> None:
        self.kind, self.port, self._folder = kind, free_port(), folder
        self._folder.mkdir()
        self._config = folder / _NAMES[kind]
        self._log = folder / "log"
        files = LocalCa().write_server_files(folder, "localhost", LOOPBACK)
        self._certificate = files.certificate
        both = folder / "desk.pem"
        both.write_bytes(files.certificate.read_bytes() + files.key.read_bytes())
        text = (EXAMPLES / _NAMES[kind]).read_text()
        for old, new in {
            "/etc/ssl/private/desk.pem": str(both),
            "/etc/ssl/certs/desk.pem": str(files.certificate),
            "/etc/ssl/private/desk.key": str(files.key),
            "https://desk.example.org:443": f"https://{LOOPBACK}:{self.port}",
            "bind :443": f"bind {LOOPBACK}:{self.port}",
            "listen 443": f"listen {LOOPBACK}:{self.port}",
            f"{LOOPBACK}:8443": f"{LOOPBACK}:{talk_port}",
            f"{LOOPBACK}:8444": f"{LOOPBACK}:{files_port}",
            "localhost:2019": f"localhost:{free_port()}",
            "60s": f"{IDLE_S}s",
        }.items():
            text = text.replace(old, new)
        self._config.write_text(self._whole(text))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where agents and consoles connect."""
        return f"wss://{LOOPBACK}:{self.port}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the proxy's certificate."""
        return fingerprint(self._certificate)

    def start(self) -> None:
        """Start and wait until it listens."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=self._environment(),
            )
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, self.port), 1):
                return
            time.sleep(0.05)
        raise RuntimeError(f"{self.kind} does not listen:\n{self.log()}")

    def reload(self) -> None:
        """Have it read its configuration anew, as an operator does after a new certificate."""
        assert self._process is not None
        if self.kind == "caddy":
            command = [_program("caddy"), "reload", "--config", str(self._config), "--adapter", "caddyfile", "--force"]
            subprocess.run(command, check=True, capture_output=True, env=self._environment())
        else:
            self._process.send_signal(signal.SIGHUP if self.kind == "nginx" else signal.SIGUSR2)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def log(self) -> str:
        """Return what it has said."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def _whole(self, text: str) -> str:
        """The example of nginx is a file of conf.d: what Debian has around it, for a user without rights."""
        if self.kind != "nginx":
            return text
        temporary = "".join(
            f"{name}_temp_path {self._folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return (
            f"daemon off; worker_processes 1; pid {self._folder}/pid; error_log stderr;"
            f"events {{}} http {{ access_log off; {temporary} {text} }}"
        )

    def _command(self) -> list[str]:
        config = str(self._config)
        return {
            "haproxy": [_program("haproxy"), "-W", "-db", "-f", config],
            "nginx": [_program("nginx"), "-c", config, "-e", "stderr"],
            "caddy": [_program("caddy"), "run", "--config", config, "--adapter", "caddyfile"],
        }[self.kind]

    def _environment(self) -> dict[str, str]:
        return {"HOME": str(self._folder), "PATH": "/usr/bin:/bin", "GOMAXPROCS": "1"}


@contextlib.contextmanager
def running_front(kind: str, folder: Path, talk_port: int, files_port: int) -> Iterator[Front]:
    """Run a proxy for the length of the block."""
    front = Front(kind, folder, talk_port, files_port)
    try:
        front.start()
        yield front
    finally:
        front.stop()


def _program(name: str) -> str:
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    assert found, f"{name} is not installed: make system"
    return found
