"""Mouse, keyboard, camera: what a person does at a desk, done by xdotool and ImageMagick. No knowledge of our programs."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.support.waiting import until

LEFT, MIDDLE, RIGHT = 1, 2, 3


class Window(NamedTuple):
    """A visible window, in screen pixels."""

    number: int
    title: str
    x: int
    y: int
    width: int
    height: int


class Hands:
    """Acts on the display named in `env`."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = dict(env)

    def screenshot(self, path: Path) -> None:
        """Take a PNG of the whole screen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.run("import", "-silent", "-window", "root", str(path))

    def move(self, x: int, y: int) -> None:
        """Put the pointer at a point of the screen."""
        self.run("xdotool", "mousemove", str(x), str(y))

    def click(self, x: int, y: int, button: int = LEFT) -> None:
        """Click a point of the screen."""
        self.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.1", "click", str(button))

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the left button at one point, move, let go at the other."""
        (x, y), (to_x, to_y) = start, end
        half = (str((x + to_x) // 2), str((y + to_y) // 2))
        self.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.1", "mousedown", "1")
        self.run("xdotool", "mousemove", *half, "sleep", "0.1", "mousemove", str(to_x), str(to_y), "sleep", "0.1")
        self.run("xdotool", "mouseup", "1")

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other: `press("ctrl+a", "Return")`."""
        self.run("xdotool", "key", "--delay", "40", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type plain ASCII into the window that has the focus; xdotool loses accented letters, so they are refused."""
        text.encode("ascii")
        self.run("xdotool", "type", "--delay", "8", "--clearmodifiers", "--", text)

    def windows(self) -> list[Window]:
        """List the visible windows that have a title."""
        found = self.run("xdotool", "search", "--onlyvisible", "--name", ".", may_fail=True)
        return [window for number in found.split() if (window := self._look_at(number))]

    def wait_for_window(self, title: str, *, within_s: float = 10.0) -> Window:
        """Return the first visible window whose title matches the regex `title`, once there is one."""
        until(lambda: self._find(title), within_s=within_s, what=f"a window titled {title!r}")
        return self._find(title)[0]

    def focus(self, window: Window) -> None:
        """Raise a window and give it the keyboard."""
        self.run("xdotool", "windowactivate", "--sync", str(window.number))

    def _find(self, title: str) -> list[Window]:
        return [window for window in self.windows() if re.search(title, window.title)]

    def _look_at(self, number: str) -> Window | None:
        # The window may be gone by now: then there is simply nothing to see.
        title = self.run("xdotool", "getwindowname", number, may_fail=True).strip()
        shape = self.run("xdotool", "getwindowgeometry", "--shell", number, may_fail=True)
        values = dict(line.split("=", 1) for line in shape.splitlines() if "=" in line)
        if not title or "HEIGHT" not in values:
            return None
        return Window(int(number), title, *(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def run(self, *command: str, may_fail: bool = False) -> str:
        """Run a tool on the display; returns what it says. Raises: RuntimeError when it fails and may not."""
        done = subprocess.run(command, env=self._env, check=False, capture_output=True, text=True, timeout=30)
        if done.returncode and not may_fail:
            raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.strip()}")
        return done.stdout
