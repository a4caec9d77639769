"""A program of ours in a real window: found like a screen reader finds it, clicked and typed into like a person does.

Names are the texts of the source; they are looked for in the language of the screen. Every look waits until what is
looked for is there: a control without its name is a failure of the product.
"""

import itertools
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.demo.screen_reader import Control, Gone, ScreenReader
from tests.demo.words import Words
from tests.support.desk.hands import LEFT, RIGHT, Hands

WITHIN_S = 20.0
LOOK_EVERY_S = 0.1
SETTLE_S = 0.3
"""A window that moved or opened is drawn within so long; a person needs longer to aim."""
AGAIN_AFTER_S = 5.0
"""So long a person waits before the second click."""
TITLE_BAR_PX = 30
ICON_PX = 64
MENU_ITEMS = 20
KINDS: Final = {
    "button": {"push button", "toggle button", "button menu", "radio button", "check box"},
    "field": {"text", "entry", "password text", "document text"},
    "row": {"list item", "cell", "table cell", "tree item"},
    "label": {"label"},
    "tab": {"page tab"},
}
"""What a person calls a control, and the roles by which toolkits announce it."""


class OnScreen:
    """One running program on the desk, which shows its texts in `words`."""

    def __init__(
        self, name: str, process: subprocess.Popen[bytes], reader: ScreenReader, hands: Hands, words: Words
    ) -> None:
        self.name, self.process, self.words = name, process, words
        self._reader, self._hands = reader, hands

    def find(self, kind: str, name: str, *, within_s: float = WITHIN_S, below: bool = False) -> Control:
        """Return the last control of the kind that has this name; windows and notices that opened later come later.

        With `below` it is the first one: what lies below notices. Raises: AssertionError with everything that is shown.
        """
        pattern, roles = self.words.pattern(name), KINDS[kind]
        return self._wait(
            lambda control: control.role in roles and bool(pattern.match(control.name)),
            f"{kind} {name!r}",
            within_s,
            place=0 if below else -1,
        )

    def row(self, text: str, *, within_s: float = WITHIN_S) -> Control:
        """Return a row of a list or a table that contains the text."""
        roles = KINDS["row"]
        return self._wait(lambda control: control.role in roles and text in control.name, f"row {text!r}", within_s)

    def sees(self, text: str, *, within_s: float = WITHIN_S) -> Control:
        """Wait until something is shown whose name or text contains `text`, as somebody wrote it."""
        return self._wait(lambda control: text in control.name or text in control.text, text, within_s)

    def reads(self, text: str, *, within_s: float = WITHIN_S) -> Control:
        """Wait until something says this text of the source, in the language of the screen."""
        pattern = self.words.pattern(text)
        return self._wait(
            lambda control: bool(pattern.match(control.name) or pattern.match(control.text)), text, within_s
        )

    def is_gone(self, text: str, *, within_s: float = WITHIN_S) -> None:
        """Wait until nothing shown contains the text any more."""
        deadline = time.monotonic() + within_s
        while any(text in control.name or text in control.text for control in self._controls()):
            if time.monotonic() > deadline:
                raise AssertionError(f"the {self.name} still shows {text!r}")
            time.sleep(LOOK_EVERY_S)

    def click(self, kind: str, name: str, *, within_s: float = WITHIN_S, below: bool = False) -> Control:
        """Click a control once it is there, enabled and at rest."""
        return self._click(lambda: self.find(kind, name, within_s=within_s, below=below))

    def click_until_seen(self, kind: str, name: str, text: str, *, within_s: float = WITHIN_S) -> None:
        """Click, and once more when nothing comes of it: a notice that has just opened may not take the first click yet."""
        self.click(kind, name, within_s=within_s)
        try:
            self.sees(text, within_s=AGAIN_AFTER_S)
        except AssertionError:
            self.click_if_there(kind, name)
            self.sees(text)

    def click_if_there(self, kind: str, name: str) -> None:
        """Click a control that may go at any moment; nothing happens when it has gone."""
        pattern, roles = self.words.pattern(name), KINDS[kind]
        found = [control for control in self._controls() if control.role in roles and pattern.match(control.name)]
        if found:
            self._hands.click(*found[-1].centre)

    def wait_until_enabled(self, kind: str, name: str) -> None:
        """Wait until a control that is there may be used."""
        pattern, roles = self.words.pattern(name), KINDS[kind]
        self._wait(lambda c: c.role in roles and bool(pattern.match(c.name)) and c.is_enabled, name, WITHIN_S)

    def open_chooser(self, label: str) -> None:
        """Click the box below a label: toolkits call a box that chooses by what is chosen."""
        self._click(lambda: self._after("combo box", self.find("label", label)))

    def click_row(self, text: str, *, button: int = LEFT) -> Control:
        """Click a row of a list."""
        return self._click(lambda: self.row(text), button)

    def choose(self, *names: str) -> None:
        """Go down an open menu with the keyboard until the item is announced, and into the menus of the menu.

        Toolkits do not show open menus in the tree of controls; a screen reader hears each item get the keyboard.
        """
        for name in names:
            pattern, heard = self.words.pattern(name), [""]
            while not pattern.match(heard[-1]):
                if len(heard) > MENU_ITEMS:
                    raise AssertionError(f"the menu of the {self.name} does not announce {name!r}, but {heard}")
                self._hands.press("Down")
                heard.append(self._listen_until_quiet())
            self._hands.press("Return")
            time.sleep(SETTLE_S)

    def _listen_until_quiet(self) -> str:
        """Return what was announced last: a busy program says late where the keyboard is, and one more key leads past it."""
        heard = ""
        while True:
            time.sleep(SETTLE_S)
            last, heard = heard, self._reader.announced()
            if heard == last:
                return heard

    def choose_for_row(self, text: str, *names: str) -> None:
        """Open the menu of a row and go down it."""
        self.click_row(text, button=RIGHT)
        time.sleep(SETTLE_S)
        self.choose(*names)

    def choose_file(self, path: Path) -> None:
        """Choose a file with + in the talk."""
        self.click("button", "Add a file")
        self.choose("Choose files…")
        pattern = self.words.pattern("Choose files")
        window = self._wait(lambda control: not control.depth and bool(pattern.match(control.name)), "files", WITHIN_S)
        self._reader.set_text(self._after("text", window), str(path))
        self._hands.press("Return")

    def attach(self, path: Path) -> None:
        """Choose a file, see it wait with the message, send it."""
        self.choose_file(path)
        self.sees(path.name)
        self.click("button", "Send")

    def learn(self, files: tuple[str, ...]) -> None:
        """Read the screen in another language from now on."""
        self.words = Words(files)

    def count_in_talk(self, text: str) -> int:
        """Return how many messages of the conversation on screen hold the text."""
        controls = self._controls()
        places = [place for place, control in enumerate(controls) if self._is_talk(control)]
        assert places, f"the {self.name} shows no conversation"
        after = controls[places[-1] + 1 :]
        rows = itertools.takewhile(lambda control: control.depth > controls[places[-1]].depth, after)
        return sum(text in control.name for control in rows)

    def write(self, name: str, text: str) -> None:
        """Click a field and write; what the keyboard of the test cannot, dictation does."""
        field = self.click("field", name)
        if text.isascii() and "\n" not in text:
            self._hands.press("ctrl+a")
            self._hands.type(text)
        else:
            self._reader.set_text(field, text)

    def type(self, text: str) -> None:
        """Type plain letters where the keyboard is."""
        self._hands.type(text)

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the keyboard."""
        self._hands.press(*keys)

    def come_forward(self, title: str = "") -> None:
        """Raise a window as a click on its task-bar button does."""
        self.hands_on(title, "windowactivate", "--sync")

    def place(self, x: int, y: int, width: int, height: int, title: str = "") -> None:
        """Move and size a window, as a person arranges the desk."""
        self.hands_on(title, "windowsize", "--sync", after=(str(width), str(height)))
        self.hands_on(title, "windowmove", after=(str(x), str(y)))

    def hands_on(self, title: str, *command: str, after: tuple[str, ...] = ()) -> None:
        """Do something to the first window whose title contains `title`."""
        deadline = time.monotonic() + WITHIN_S
        while time.monotonic() < deadline:
            for number, name in self._windows():
                if title in name:
                    self._hands.run("xdotool", *command, number, *after)
                    time.sleep(SETTLE_S)
                    return
            time.sleep(LOOK_EVERY_S)
        raise AssertionError(f"the {self.name} has no window {title!r}")

    def picture(self, path: Path, title: str = "") -> None:
        """Take a PNG of a window with its title bar."""
        window = self._wait(lambda control: not control.depth and title in control.name, f"window {title!r}", WITHIN_S)
        x, y, width, height = window.place
        crop = f"{width}x{height + TITLE_BAR_PX}+{x}+{y - TITLE_BAR_PX}"
        self._hands.screenshot(path)
        self._hands.run("convert", str(path), "-crop", crop, "+repage", str(path))

    def tray_icon(self) -> tuple[int, int]:
        """Return where the program's icon near the clock is: its only window of that size."""
        deadline = time.monotonic() + WITHIN_S
        while time.monotonic() < deadline:
            for number in self._search():
                shape = self._hands.run("xdotool", "getwindowgeometry", "--shell", number, may_fail=True)
                at = {name: int(value) for name, value in re.findall(r"^(\w+)=(\d+)$", shape, re.MULTILINE)}
                if "HEIGHT" in at and 0 < at["HEIGHT"] <= ICON_PX and 0 < at["WIDTH"] <= ICON_PX:
                    return at["X"] + at["WIDTH"] // 2, at["Y"] + at["HEIGHT"] // 2
            time.sleep(LOOK_EVERY_S)
        raise AssertionError(f"the {self.name} has no icon in the tray")

    def _after(self, role: str, first: Control) -> Control:
        controls = self._controls()
        places = [place for place, control in enumerate(controls) if control.path == first.path]
        return next(control for control in controls[places[-1] :] if control.role == role)

    def _is_talk(self, control: Control) -> bool:
        return control.role == "list" and bool(self.words.pattern("Messages").match(control.name))

    def _controls(self) -> list[Control]:
        if self.process.poll() is not None:
            raise AssertionError(f"the {self.name} has ended with status {self.process.returncode}")
        try:
            return self._reader.controls(self.process.pid)
        except Gone:
            return []

    def _wait(self, fits: Callable[[Control], bool], wanted: str, within_s: float, *, place: int = -1) -> Control:
        deadline = time.monotonic() + within_s
        while True:
            controls = self._controls()
            found = [control for control in controls if fits(control)]
            if found:
                return found[place]
            if time.monotonic() > deadline:
                shown = "\n".join(map(str, controls))
                raise AssertionError(f"the {self.name} does not show {wanted}; it shows:\n{shown}")
            time.sleep(LOOK_EVERY_S)

    def _click(self, look: Callable[[], Control], button: int = LEFT) -> Control:
        before, deadline = look(), time.monotonic() + WITHIN_S
        while True:
            time.sleep(LOOK_EVERY_S)
            now = look()
            if now.is_enabled and now.place == before.place:
                self._hands.click(*now.centre, button)
                return now
            if time.monotonic() > deadline:
                raise AssertionError(f"{now} of the {self.name} cannot be clicked")
            before = now

    def _windows(self) -> list[tuple[str, str]]:
        named = self._search("--name", ".")
        return [
            (number, self._hands.run("xdotool", "getwindowname", number, may_fail=True).strip()) for number in named
        ]

    def _search(self, *terms: str) -> list[str]:
        pid = str(self.process.pid)
        return self._hands.run(
            "xdotool", "search", "--onlyvisible", "--all", "--pid", pid, *terms, may_fail=True
        ).split()
