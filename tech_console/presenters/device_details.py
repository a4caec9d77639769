"""What a device says of itself, for the one device somebody looks at: inventory, history, processes."""

import datetime as dt
import enum

from PySide6.QtCore import QObject, QTimer, Signal

from shared.ids import DeviceId
from shared.link.events import LinkEvent, Received
from shared.protocol.inventory import (
    ChangeList,
    ChangeRecord,
    InventoryChanged,
    InventoryRecord,
    ProcessList,
    ProcessRow,
    ReadChanges,
    ReadInventory,
    ReadProcesses,
)
from tech_console.presenters.line import Line, Problem, Question

HISTORY_PAGE = 200
LOOKING_MS = 20_000
"""How long *looking* is shown when the device has nothing new to say."""
NOBODY = DeviceId("")


class Stage(enum.Enum):
    """How far one of the three is."""

    NOTHING = "nothing"
    LOADING = "loading"
    READY = "ready"
    FAILED = "failed"


class DeviceDetails(QObject):
    """Signals: `inventory_changed()`, `history_changed()`, `processes_changed()`; each also when it is loading or failed."""

    inventory_changed = Signal()
    history_changed = Signal()
    processes_changed = Signal()

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self.device_id = NOBODY
        self._looking = QTimer(self, singleShot=True, interval=LOOKING_MS)
        self._looking.timeout.connect(self.inventory_changed)
        self._forget()
        line.heard.connect(self._heard)

    def _forget(self) -> None:
        self.inventory: InventoryRecord | None = None
        self.inventory_stage = self.history_stage = self.processes_stage = Stage.NOTHING
        self.problem: Problem | None = None
        self.process_problem: Problem | None = None
        self.changes: list[ChangeRecord] = []
        self.has_more_changes = False
        self.processes: list[ProcessRow] = []
        self.processes_at: dt.datetime | None = None
        self._looking.stop()

    def show(self, device_id: DeviceId) -> None:
        """Look at a device; what is known of another is forgotten."""
        if device_id != self.device_id:
            self.device_id = device_id
            self._forget()
            for signal in (self.inventory_changed, self.history_changed, self.processes_changed):
                signal.emit()
        self.read()

    def leave(self) -> None:
        """Look at no device."""
        self.device_id = NOBODY
        self._forget()

    stop = leave

    @property
    def is_looking(self) -> bool:
        """Whether the device was asked to look now and has not answered yet."""
        return self._looking.isActive()

    def read(self, *, fresh: bool = False) -> None:
        """Read the inventory; `fresh` asks the device to look now."""
        if self.device_id == NOBODY:
            return
        if self.inventory is None:
            self.inventory_stage = Stage.LOADING
        if fresh:
            self._looking.start()
        question = self._ask(ReadInventory(ref=0, device_id=self.device_id, fresh=fresh), "read_inventory")
        question.done.connect(self._take_inventory)
        question.refused.connect(self._no_inventory)
        self.inventory_changed.emit()

    def read_changes(self) -> None:
        """Read the newest changes, or the next older ones."""
        if self.device_id == NOBODY or self.history_stage is Stage.LOADING:
            return
        before = self.changes[-1].at if self.changes else None
        self.history_stage = Stage.LOADING
        message = ReadChanges(ref=0, device_id=self.device_id, before=before, limit=HISTORY_PAGE)
        question = self._ask(message, "read_changes")
        question.done.connect(self._take_changes)
        question.refused.connect(self._no_changes)
        self.history_changed.emit()

    def read_processes(self) -> None:
        """Ask the device for its busiest processes now."""
        if self.device_id == NOBODY or self.processes_stage is Stage.LOADING:
            return
        self.processes_stage, self.process_problem = Stage.LOADING, None
        question = self._ask(ReadProcesses(ref=0, device_id=self.device_id), "read_processes")
        question.done.connect(self._take_processes)
        question.refused.connect(self._no_processes)
        self.processes_changed.emit()

    def _ask(self, message: ReadInventory | ReadChanges | ReadProcesses, what: str) -> Question:
        question = self._line.ask(message, what, self.device_id)
        question.is_shown = True
        return question

    def _heard(self, event: LinkEvent) -> None:
        if isinstance(event, Received) and isinstance(message := event.message, InventoryChanged):
            known = self.inventory.version if self.inventory is not None else 0
            if message.device_id == self.device_id and message.version != known:
                self._looking.stop()
                self.read()
                if self.history_stage is Stage.READY:
                    self.changes = []
                    self.read_changes()

    def _take_inventory(self, reply: object) -> None:
        if isinstance(reply, InventoryRecord) and reply.device_id == self.device_id:
            if self.inventory is not None and reply.reported_at != self.inventory.reported_at:
                self._looking.stop()
            self.inventory, self.inventory_stage, self.problem = reply, Stage.READY, None
            self.inventory_changed.emit()

    def _no_inventory(self, problem: Problem) -> None:
        if problem.about == self.device_id:
            self._looking.stop()
            self.problem = problem
            self.inventory_stage = Stage.READY if self.inventory is not None else Stage.FAILED
            self.inventory_changed.emit()

    def _take_changes(self, reply: object) -> None:
        if isinstance(reply, ChangeList) and reply.device_id == self.device_id:
            known = set(self.changes)
            self.changes = [*self.changes, *(change for change in reply.changes if change not in known)]
            self.has_more_changes = len(reply.changes) >= HISTORY_PAGE
            self.history_stage = Stage.READY
            self.history_changed.emit()

    def _no_changes(self, problem: Problem) -> None:
        if problem.about == self.device_id:
            self.history_stage = Stage.FAILED
            self.problem = problem
            self.history_changed.emit()

    def _take_processes(self, reply: object) -> None:
        if isinstance(reply, ProcessList) and reply.device_id == self.device_id:
            self.processes, self.processes_stage = reply.processes, Stage.READY
            self.processes_at = dt.datetime.now(dt.UTC)
            self.processes_changed.emit()

    def _no_processes(self, problem: Problem) -> None:
        if problem.about == self.device_id:
            self.process_problem, self.processes_stage = problem, Stage.FAILED
            self.processes_changed.emit()
