"""The relay and the agent of the packages, on their machine; whoever talks to the employee uses the console of the tree."""

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.packages.machine import Machine
from tests.support.headless import Headless
from tests.support.ports import free_port
from tests.support.relay import PASSWORD, Technician

UNIT: Final = "/usr/lib/systemd/system/sportello-relay.service"
STATE: Final = "/var/lib/sportello-relay"
STOP_WITHIN_S: Final = 15.0


class PackagedRelay:
    """The installed relay, run as its unit says and asked things on its command line."""

    def __init__(self, at: Machine) -> None:
        self.at = at
        self.port, self.file_port = free_port(), free_port()
        self._fingerprint = ""

    @property
    def url(self) -> str:
        """Where agents and consoles connect."""
        return f"wss://127.0.0.1:{self.port}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of its certificate, once it serves."""
        return self._fingerprint

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Run the unit's command as the unit's user until the block ends."""
        unit = self.at.path(UNIT).read_text(encoding="utf-8")
        (user,) = re.findall(r"^User=(.+)$", unit, re.MULTILINE)
        (command,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
        words = [*shlex.split(command), "--json", f"--port={self.port}", f"--file-port={self.file_port}"]
        entering = self.at.entering(user, {"SPORTELLO_RELAY_STATE": STATE})
        with subprocess.Popen([*entering, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
            try:
                assert process.stdout is not None
                self._fingerprint = json.loads(process.stdout.readline())["fingerprint"]
                yield
            finally:
                process.terminate()
                assert process.wait(STOP_WITHIN_S) == 0

    def ask(self, *words: str, typed: str = "") -> dict[str, Any]:
        """Run a command of `sportello-relay` as an administrator does; returns its JSON."""
        entering = self.at.entering("sportello", {"SPORTELLO_RELAY_STATE": STATE})
        command = [*entering, "sportello-relay", *words, "--json"]
        done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def owner(self) -> Technician:
        """Create the owner, who signs in with recovery codes."""
        said = ("init", "--name=Marco Bianchi", "--e-mail=marco@provider.example", "--password-stdin")
        made = self.ask(*said, typed=f"{PASSWORD}\n")
        return Technician(made["technician_id"], "marco@provider.example", PASSWORD, "", made["recovery_codes"])


def agent(at: Machine, log: Path, *options: str, first_line: str = "", env: dict[str, str] | None = None) -> Headless:
    """Return the installed agent of the employee, not started."""
    command = [*at.entering("giulia", env), "sportello-agent", "--headless", "--no-inventory", *options]
    return Headless(command, log, first_line=first_line)
