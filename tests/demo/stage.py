"""Everything the demo runs: relay, mail server, desk, agent and console; nothing of it outlives the context."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import msgspec

from shared.stamp import Policy
from tests.demo import people
from tests.demo.sample import Sample, fill, set_up
from tests.support.desk import Desk
from tests.support.desk.processes import ProcessGroup
from tests.support.fault_proxy import in_thread
from tests.support.ports import LOOPBACK, free_port
from tests.support.relay import Relay
from tests.support.smtp_sink import Mail, SmtpSink
from tests.support.stamps import write_stamp

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "demo"
SIZE = (1760, 1000)


class Stage:
    """`desk` is None on the display of the person who called."""

    desk: Desk | None

    def __init__(
        self,
        *,
        own_desk: bool,
        key_store: bool = False,
        keep: bool = False,
        on_mail: Callable[[Mail], None] | None = None,
    ) -> None:
        self._own_desk, self._key_store, self._keep = own_desk, key_store, keep
        self.state = FOLDER / "state"
        self.downloads = self.state / "downloads"
        self.mails = SmtpSink(on_mail=on_mail)
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with self._open:
            self._open.enter_context(alone())
            if not self._keep:
                shutil.rmtree(self.state, ignore_errors=True)
            self.state.mkdir(parents=True, exist_ok=True)
            self._open.enter_context(self.mails)
            self._name_folders()
            self._start_relay()
            self._open_desk()
            self._open = self._open.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def start_agent(self, *options: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the employee's agent; the enrollment token reaches it by the environment."""
        token = {"SPORTELLO_AGENT_ENROLLMENT_TOKEN": self.sample.enrollment_token}
        user = {"LOGNAME": people.OS_USER, "USER": people.OS_USER}
        # The token above stands over the stamp's, so the relay is not asked whether it signed this one.
        policy = Policy(autostart=False, allow_key_file=True)
        stamp = write_stamp(self.state / "sportello.stamp", policy=policy, relay_url=self.relay.url)
        command = ["endpoint_agent", f"--stamp={stamp}", f"--state={self.state / 'agent'}", *options]
        return self._start(self._program(*command), token | user | dict(env or {}))

    def start_console(
        self, *options: str, state: str = "console", host: str = LOOPBACK, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a technician's console, which reaches the relay under the name `host`."""
        command = self._program("tech_console", f"--state={self.state / state}", *options, host=host)
        return self._start(command, dict(env or {}))

    def give(self, name: str, content: bytes) -> Path:
        """Put a file where the people of the story find it."""
        folder = self.state / "documents"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
        return folder / name

    def file_bytes(self) -> int:
        """Return how much the relay keeps of all files."""
        return sum(path.stat().st_size for path in (self.state / "relay" / "files").rglob("*") if path.is_file())

    def logs(self) -> dict[str, str]:
        """Return what relay and programs have said."""
        programs = (FOLDER / "programs.log").read_text(errors="replace") if self.desk is None else self.desk.log
        return {"relay": self.relay.log(), "programs": programs}

    def _name_folders(self) -> None:
        """Nothing is saved among the files of whoever plays with the demo."""
        self.downloads.mkdir(exist_ok=True)
        config = self.state / "config"
        config.mkdir(exist_ok=True)
        (config / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{self.downloads}"\n', encoding="utf-8")

    def _start_relay(self) -> None:
        kept = self.state / "sample.json"
        known = msgspec.json.decode(kept.read_bytes(), type=Sample) if kept.exists() else None
        state = self.state / "relay"
        state.mkdir(mode=0o700, exist_ok=True)
        self.relay = Relay(state, self._file_options(), port=known.port if known else free_port())
        self.relay.start()
        self._open.callback(self._stop_relay)
        self.sample = known or fill(self.relay)
        kept.write_bytes(msgspec.json.encode(self.sample))
        server = {"smtp_host": LOOPBACK, "smtp_port": self.mails.port, "smtp_security": "plain"}
        set_up(self.relay, **server, smtp_from="help@laguna-it.example")

    def _file_options(self) -> list[str]:
        """In the unattended story files go through a line that can be made slow: `file_way`."""
        if not self._own_desk or self._keep:
            return []
        port = free_port()
        self.file_way = self._open.enter_context(in_thread(port))
        return [f"--file-port={port}", f"--file-url=https://{LOOPBACK}:{self.file_way.port}"]

    def _stop_relay(self) -> None:
        self.relay.stop()

    def _open_desk(self) -> None:
        if self._own_desk:
            # A desk's key store forgets everything at the end: without it the key is in a file, for KEEP=1.
            self.desk = self._open.enter_context(Desk(width=SIZE[0], height=SIZE[1], keyring=self._key_store))
            return
        self.desk = None
        self._group = ProcessGroup(FOLDER / "programs.log")
        self._open.callback(self._group.close)
        # The first one of a group must be the last to end, and a person may close either program.
        self._group.start(["sleep", "infinity"], os.environ)

    def _program(self, module: str, *options: str, host: str = LOOPBACK) -> list[str]:
        url = self.relay.url.replace(LOOPBACK, host)
        reach = (f"--relay={url}", f"--fingerprint={self.relay.fingerprint}")
        # On a person's own desktop the demo keeps out of that person's key store, which may also be locked.
        way = () if self.desk else ("tests.demo.no_key_store",)
        return [sys.executable, "-m", *way, module, *reach, *options]

    def _start(self, command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        # What the programs write for the person at the desktop does not go into the home of who plays with them.
        config = {"XDG_CONFIG_HOME": str(self.state / "config")}
        env = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | config | dict(env)
        if self.desk is not None:
            return self.desk.start(command, env=env)
        return self._group.start(command, os.environ | env)


class AlreadyRunning(Exception):
    """Another demo uses the folder."""


@contextmanager
def alone() -> Iterator[None]:
    """Keep other demos out of the folder. Raises: AlreadyRunning."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning(f"another demo is running; it keeps its things in {FOLDER}") from error
        yield
