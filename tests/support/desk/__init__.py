"""A real desktop without a screen: X server, session bus, window manager, tray, notifications, key store if wanted.

For tests marked `screen` and for the demo. `with Desk() as desk:` gives `desk.env` for the programs and hands for the
mouse, the keyboard and the camera. `python -m tests.support.desk --help` does the same for a person.
"""

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.desk import x11
from tests.support.desk.hands import Hands
from tests.support.desk.processes import ProcessGroup, Stream
from tests.support.waiting import until

FILES = Path(__file__).parent
START_S = 20.0
BACKGROUND = ("-add", "#24476b", "-add", "#3d6f8f", "-add", "#8fb3bd", "-gradient", "200")
KEYRING_PASSWORD = b"desk"


class Desk:
    """One desktop with a display of its own; opened and closed as a context manager.

    `env` is the whole environment for programs on it. With `keyring` there is an unlocked Secret Service on the bus,
    which forgets everything at the end; without it programs find no key store. Without `has_tray` there is a window
    manager and nothing else, as on desktops that have no tray.
    """

    def __init__(self, *, width: int = 1280, height: int = 800, keyring: bool = False, has_tray: bool = True) -> None:
        self.width, self.height, self.keyring, self.has_tray = width, height, keyring, has_tray
        self.env: dict[str, str] = {}
        self._open = ExitStack()

    def __enter__(self) -> Self:
        with self._open:
            self.folder = Path(self._open.enter_context(tempfile.TemporaryDirectory(prefix="desk")))
            self._group = ProcessGroup(self.folder / "desk.log")
            self._open.callback(self._group.close)
            self.env = self._environment()
            self._start_x_server()
            self._start_bus()
            self._start_window_manager()
            self._start_notifications()
            if self.keyring:
                self._start_keyring()
            self.hands = Hands(self.env)
            self._open = self._open.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def start(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        stdin: Stream = None,
        stdout: Stream = None,
    ) -> subprocess.Popen[bytes]:
        """Start a program on this desk, with `env` on top of the desk's own; it ends with the desk at the latest."""
        stdin = subprocess.DEVNULL if stdin is None else stdin
        return self._group.start(command, self.env | dict(env or {}), stdin=stdin, stdout=stdout)

    @property
    def log(self) -> str:
        """What the desk's programs have said so far."""
        return self._group.log.read_text(errors="replace")

    def _environment(self) -> dict[str, str]:
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        # Programs of the session the desk is started from must not be reached by accident.
        foreign = {"WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XAUTHORITY", "PYTHON_KEYRING_BACKEND"}
        inherited = {name: value for name, value in os.environ.items() if name not in foreign}
        backend = "SecretService.Keyring" if self.keyring else "fail.Keyring"
        return inherited | {
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "desk",
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={runtime / 'bus'}",
            "QT_QPA_PLATFORM": "xcb",
            "PYTHON_KEYRING_BACKEND": f"keyring.backends.{backend}",
        }

    def _start_x_server(self) -> None:
        reader, writer = os.pipe()
        screen = f"{self.width}x{self.height}x24"
        options = ["-displayfd", str(writer), "-screen", "0", screen, "-dpi", "96", "-nolisten", "tcp", "-noreset"]
        server = self._group.start(["Xvfb", *options], self.env, pass_fds=[writer])
        os.close(writer)
        with os.fdopen(reader) as number:
            self.env["DISPLAY"] = f":{number.readline().strip()}"
        if server.poll() is not None or self.env["DISPLAY"] == ":":
            raise RuntimeError(f"Xvfb did not start: {self.log}")

    def _start_bus(self) -> None:
        address = self.env["DBUS_SESSION_BUS_ADDRESS"]
        config = f"--config-file={FILES / 'bus.xml'}"
        self._group.start(["dbus-daemon", config, "--nofork", "--nopidfile", f"--address={address}"], self.env)
        self._wait("session bus", lambda: Path(address.removeprefix("unix:path=")).exists())

    def _start_window_manager(self) -> None:
        own = self._private()
        subprocess.run(["hsetroot", *BACKGROUND], env=own, check=True, stdout=subprocess.DEVNULL)
        self._group.start(["openbox", "--sm-disable", "--config-file", str(FILES / "openbox.xml")], own)
        self._wait("window manager", lambda: x11.has_owner(self.env["DISPLAY"], x11.WINDOW_MANAGER))
        if not self.has_tray:
            return
        self._group.start(["tint2", "-c", str(FILES / "tint2rc")], own)
        self._wait("tray", lambda: x11.has_owner(self.env["DISPLAY"], x11.TRAY))

    def _start_notifications(self) -> None:
        self._group.start(["dunst", "-config", str(FILES / "dunstrc")], self._private())
        self._wait("notifications", lambda: self._has_bus_name("org.freedesktop.Notifications"))

    def _start_keyring(self) -> None:
        command = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"]
        daemon = self._group.start(command, self._private(), stdin=subprocess.PIPE)
        assert daemon.stdin is not None
        daemon.stdin.write(KEYRING_PASSWORD)
        daemon.stdin.close()
        self._wait("key store", lambda: self._has_bus_name("org.freedesktop.secrets"))

    def _private(self) -> dict[str, str]:
        """Return an environment in which the desk's own programs keep nothing in the home of whoever runs them."""
        data = f"{FILES}:{self.env.get('XDG_DATA_DIRS', '/usr/local/share:/usr/share')}"
        folders = {f"XDG_{kind}_HOME": str(self.folder / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        return self.env | folders | {"HOME": str(self.folder), "XDG_DATA_DIRS": data}

    def _wait(self, part: str, is_ready: Callable[[], object]) -> None:
        try:
            until(is_ready, within_s=START_S)
        except TimeoutError:
            raise RuntimeError(f"the {part} did not start: {self.log}") from None

    def _has_bus_name(self, name: str) -> bool:
        call = ["dbus-send", "--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/"]
        question = [*call, "org.freedesktop.DBus.NameHasOwner", f"string:{name}"]
        answer = subprocess.run(question, env=self.env, check=False, capture_output=True, text=True)
        return "true" in answer.stdout
