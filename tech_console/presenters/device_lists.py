"""How the technician signed in wants the device list, kept from run to run; and what the relay says about software."""

from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from shared.protocol.inventory import FindSoftware, SoftwareFound
from tech_console.presenters.line import Line, Problem
from tech_console.presenters.preferences import Preferences
from tech_console.presenters.world import World
from tech_console.state.device_list_values import DeviceListValues, SavedView, with_view, without_view

AFTER_TYPING_MS = 300
MOST_ANSWERS = 50


class DeviceLists(QObject):
    """Signals: `views_changed()`; `software_changed()` when an answer came or none is awaited any more."""

    views_changed = Signal()
    software_changed = Signal()

    def __init__(self, line: Line, world: World, preferences: Preferences) -> None:
        super().__init__()
        self._line, self._world, self._preferences = line, world, preferences
        self.software: dict[str, frozenset[str]] = {}
        """Text without case → the devices that have software of such a name."""
        self._wanted: tuple[str, ...] = ()
        self._asked: set[str] = set()
        self.problems: dict[str, Problem] = {}
        """Texts the relay would not look for; they are asked for again when they are typed again."""
        self._timer = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._timer.timeout.connect(self._ask)
        world.reloaded.connect(self._forget)

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()

    @property
    def values(self) -> DeviceListValues:
        """What this technician has chosen."""
        return self._preferences.values.device_lists.get(self._world.snapshot.me or "", DeviceListValues())

    def change(self, **fields: Any) -> None:
        """Choose otherwise."""
        self._keep(msgspec.structs.replace(self.values, **fields))

    def save_view(self, view: SavedView) -> None:
        """Keep a search under its name."""
        self._keep(with_view(self.values, view))
        self.views_changed.emit()

    def remove_view(self, name: str) -> None:
        """Forget a search."""
        self._keep(without_view(self.values, name))
        self.views_changed.emit()

    def _keep(self, values: DeviceListValues) -> None:
        lists = self._preferences.values.device_lists | {self._world.snapshot.me or "": values}
        self._preferences.change(device_lists=lists)

    # Software

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is missing for what is searched now."""
        return any(text not in self.software and text not in self.problems for text in self._wanted)

    def want_software(self, texts: tuple[str, ...]) -> None:
        """Have the relay look for these; it is asked once typing has paused, and again when they are typed again."""
        self._wanted = texts
        self.software = {text: found for text, found in self.software.items() if text in texts}
        self.problems = {text: problem for text, problem in self.problems.items() if text in texts}
        if self.is_waiting:
            self._timer.start()

    def _ask(self) -> None:
        for text in self._wanted:
            known = text in self.software or text in self.problems or text in self._asked
            if not known and self._line.is_ready:
                self._asked.add(text)
                question = self._line.ask(FindSoftware(ref=0, text=text), "find_software", text)
                question.is_shown = True
                question.done.connect(lambda reply, text=text: self.take_software(text, reply))
                question.refused.connect(lambda problem, text=text: self._refused(text, problem))

    def take_software(self, text: str, reply: object) -> None:
        """Remember which devices have software whose name holds a text without case."""
        self._asked.discard(text)
        if isinstance(reply, SoftwareFound):
            if len(self.software) >= MOST_ANSWERS:
                self.software.pop(next(iter(self.software)))
            self.software[text] = frozenset(reply.device_ids)
            self.software_changed.emit()

    def _refused(self, text: str, problem: Problem) -> None:
        self._asked.discard(text)
        self.problems[text] = problem
        self.software_changed.emit()

    def _forget(self) -> None:
        """After a new snapshot ask again: installations may have changed meanwhile."""
        self.software, self.problems = {}, {}
        self._asked.clear()
        if self._wanted:
            self._timer.start()
