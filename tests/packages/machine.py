"""One computer of the story: a clean Debian with a layer of its own on top. What runs in it ends with it."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.support.waiting import until

WITHIN_S: Final = 120.0
PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
HOMES: Final = {"root": "/", "giulia": "/var/giulia", "sportello": "/var/lib/sportello-relay"}
NOT_OURS: Final = ("dev", "opt", "proc", "tmp", "run", "root", "var/log", "var/cache", "var/lib/apt", "var/backups")
"""Folders in which Debian itself leaves traces of any installation."""
CHANGES: Final = frozenset({"var/lib/dpkg/status-old", "var/lib/dpkg/diversions-old", "var/lib/dpkg/lock-frontend"})


class Machine:
    """A folder that commands take for `/`."""

    def __init__(self, root: Path, layers: list[Path]) -> None:
        self.root = root
        self.layers = layers
        """Folders that are the disk as it is now, the uppermost first; they go below another machine."""

    def run(
        self, *command: str, user: str = "root", env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return subprocess.run(
            [*self.entering(user, env), *command],
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=WITHIN_S,
        )

    def does(self, *command: str, user: str = "root", env: dict[str, str] | None = None) -> str:
        """Run a command that must succeed; returns what it said."""
        done = self.run(*command, user=user, env=env)
        assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        return done.stdout

    def entering(self, user: str = "root", env: dict[str, str] | None = None) -> list[str]:
        """Return the words before a command that runs in here, with nothing of the test's own environment."""
        who = [] if user == "root" else ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        given = {
            "PATH": PATH,
            "HOME": HOMES[user],
            "LC_ALL": "C.UTF-8",
            "DEBIAN_FRONTEND": "noninteractive",
            **(env or {}),
        }
        words = [f"{name}={value}" for name, value in given.items()]
        return ["chroot", str(self.root), *who, "env", "-i", *words]

    def put(self, package: Path) -> str:
        """Copy a package into this machine; returns its path there."""
        target = self.root / "opt" / package.name
        if not target.exists():
            target.write_bytes(package.read_bytes())
        return f"/opt/{package.name}"

    def install(self, *packages: Path) -> None:
        """Install packages with dpkg; what they depend on is there."""
        self.does("dpkg", "--install", *map(self.put, packages))

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """Kill -9 a command that was started in a session of its own, with all it has started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def path(self, inside: str) -> Path:
        """Return where a file of this machine is outside."""
        return self.root / inside.lstrip("/")

    def files(self) -> set[str]:
        """Return every path, without the places where Debian keeps its own diary."""
        return {
            path
            for found in self._walk(self.root)
            if not (path := str(found.relative_to(self.root))).startswith(NOT_OURS) and path not in CHANGES
        }

    def processes(self) -> list[int]:
        """Return the processes that take this folder for `/`."""
        found: list[int] = []
        for entry in Path("/proc").iterdir():
            with suppress(OSError):
                if entry.name.isdigit() and (entry / "root").readlink() == self.root:
                    found.append(int(entry.name))
        return found

    def end_all(self) -> None:
        """Kill what still runs."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        until(lambda: not self.processes(), within_s=10)

    def _walk(self, folder: Path) -> Iterator[Path]:
        for path in folder.iterdir():
            yield path
            if path.is_dir() and not path.is_symlink() and path.name not in {"proc", "dev"}:
                yield from self._walk(path)


@contextmanager
def machine(lower: list[Path], folder: Path, *, disk_bytes: int = 0) -> Iterator[Machine]:
    """Lay a machine over `lower`, the uppermost first; with `disk_bytes` its disk has only so much room."""
    for name in ("disk", "root"):
        (folder / name).mkdir(parents=True)
    with ExitStack() as stack:
        if disk_bytes:
            _mounted(stack, ["-t", "tmpfs", "-o", f"size={disk_bytes}", "tmpfs"], folder / "disk")
        upper, work = folder / "disk/upper", folder / "disk/work"
        upper.mkdir()
        work.mkdir()
        options = f"lowerdir={':'.join(map(str, lower))},upperdir={upper},workdir={work}"
        root = folder / "root"
        _mounted(stack, ["-t", "overlay", "-o", options, "overlay"], root)
        _mounted(stack, ["-t", "proc", "proc"], root / "proc")
        made = Machine(root.resolve(), [upper, *lower])
        stack.callback(made.end_all)
        yield made


def _mounted(stack: ExitStack, what: list[str], where: Path) -> None:
    subprocess.run(["mount", *what, str(where)], check=True)
    stack.callback(subprocess.run, ["umount", "--lazy", str(where)], check=True)
