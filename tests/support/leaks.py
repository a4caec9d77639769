"""What a test must not leave behind: threads, child processes, Qt windows, running Qt timers and threads.

asyncio tasks are not looked for here: the event loop that owns them does it (aio.py). Things that were there before
the test (made by a session fixture) are nobody's fault.
"""

import gc
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

GRACE_S = 2.0
"""A thing that is on its way out may take so long; a machine under load is not a leak."""


class Alive(msgspec.Struct, frozen=True):
    """What lives at one moment, by name; two of them are compared by key."""

    things: dict[object, str]


def take(*, qt: bool = True) -> Alive:
    """Look now; without `qt` at threads and processes only."""
    things = [*_threads(), *_children()]
    return Alive(dict([*things, *_windows(), *_qt_activity()] if qt else things))


def leftovers(before: Alive, *, within_s: float = GRACE_S, qt: bool = True) -> list[str]:
    """Name what lives now and did not live `before`, after giving it `within_s` to end by itself."""
    deadline = time.monotonic() + within_s
    while found := _new_since(before, qt=qt):
        if time.monotonic() > deadline:
            return sorted(found)
        _let_qt_delete()
        gc.collect()
        time.sleep(0.01)
    return []


def _new_since(before: Alive, *, qt: bool) -> list[str]:
    return [name for key, name in take(qt=qt).things.items() if key not in before.things]


def _threads() -> Iterator[tuple[object, str]]:
    for thread in threading.enumerate():
        # A dummy stands for a foreign thread that once ran Python; the interpreter keeps it after that thread's end.
        if not isinstance(thread, threading._DummyThread):
            yield thread, f"thread {thread.name}"


def _children() -> Iterator[tuple[object, str]]:
    for listing in Path("/proc/self/task").glob("*/children"):
        for pid in _read(listing).split():
            command = _read(Path("/proc", pid, "cmdline")).replace("\0", " ").strip()
            # The standard library starts this one once and keeps it for the whole life of the interpreter.
            if "multiprocessing.resource_tracker" not in command:
                yield ("process", pid), f"child process {pid} {command or '(ended, never waited for)'}"


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def _windows() -> Iterator[tuple[object, str]]:
    for window in _top_level_widgets():
        yield _qt_key(window), f"window {type(window).__name__} {window.objectName() or window.windowTitle()!r}"


def _top_level_widgets() -> Iterable["QWidget"]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.topLevelWidgets() if widgets and widgets.QApplication.instance() else ()


def _qt_activity() -> Iterator[tuple[object, str]]:
    core, shiboken = sys.modules.get("PySide6.QtCore"), sys.modules.get("shiboken6")
    if not core or not shiboken or not core.QCoreApplication.instance():
        return
    for thing in _instances_of(core.QTimer, core.QThread):
        if not shiboken.isValid(thing):
            continue
        if isinstance(thing, core.QTimer) and thing.isActive():
            yield _qt_key(thing), f"running QTimer {thing.objectName()!r} of {thing.parent()!r}"
        elif isinstance(thing, core.QThread) and thing.isRunning():
            yield _qt_key(thing), f"running QThread {thing.objectName()!r}"


def _instances_of(*kinds: type) -> list[Any]:
    # This runs twice for every test, so each type is asked once and not each object.
    known: dict[type, bool] = {}
    found = []
    for thing in gc.get_objects():
        kind = type(thing)
        if (fits := known.get(kind)) is None:
            fits = known[kind] = issubclass(kind, kinds)
        if fits:
            found.append(thing)
    return found


def _qt_key(thing: Any) -> tuple[str, int]:
    return "qt", sys.modules["shiboken6"].getCppPointer(thing)[0]


def _let_qt_delete() -> None:
    core = sys.modules.get("PySide6.QtCore")
    if core and core.QCoreApplication.instance():
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
