"""Gives the jobs of files to threads of their own and brings their results back to the network thread.

A thread lives as long as its job; how many there are at once is decided by file_turns.py.
"""

import asyncio
import logging
import random
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

from shared.link.carried import Carried
from shared.link.config import LinkConfig
from shared.link.file_control import Control, GivenUp, Stopped
from shared.link.file_http import LOST, Way, way_to
from shared.link.file_jobs import Rules, Wanted, download, prepare, take_preview, upload
from shared.link.file_places import FilePlaces
from shared.link.proxy import ProxyRefused
from shared.link.trust import AuthoritiesUnreadable, CertificateRefused, Trust
from shared.machines.file_carrier import Event
from shared.machines.file_effects import Cut, Moved, Prepared
from shared.mailbox.transfers import Direction
from shared.protocol.transfers import FileGranted
from shared.tasks import spawn

log = logging.getLogger(__name__)

JOIN_S = 2.0
CONTEXT_KEPT_S = 600.0
"""Then a changed list of authorities counts for files too; a renewed pinned certificate counts after the first refusal."""
Job = Callable[[Control], Event]


class FileWork:
    """`done` gets the event a job ended in, `moved` its progress, `stopped` that a job which was stopped has ended;
    all on the network thread.
    """  # noqa: D205 - one list

    def __init__(
        self,
        config: LinkConfig,
        places: FilePlaces,
        done: Callable[[Carried, Event], None],
        moved: Callable[[Carried, int], None],
        stopped: Callable[[Carried], None],
    ) -> None:
        self._url = config.talk_url
        self._proxy = config.proxy
        self._trust = Trust(config)
        self._places = places
        self._done = done
        self._moved = moved
        self._stopped = stopped
        self._loop = asyncio.get_running_loop()
        self._threads: set[threading.Thread] = set()
        self._kept: tuple[float, ssl.SSLContext | None] | None = None

    def prepare(self, carried: Carried, rules: Rules, flight: int) -> None:
        """Copy and hash the source."""
        record, copy = carried.record, self._places.copy_of(carried.record.file_id)

        def job(control: Control) -> Event:
            made = prepare(Path(record.place), copy, record.name, rules, control, takes_over=record.takes_over)
            return Prepared(sha256=made.sha256, size=made.size, flight=flight)

        self._start(carried, self._new_control(carried), job, flight)

    def move(self, carried: Carried, grant: FileGranted, flight: int) -> None:
        """Send or fetch what is missing."""
        spawn(self._move(carried, grant, flight, self._new_control(carried)), name="file transfer")

    async def _move(self, carried: Carried, grant: FileGranted, flight: int, control: Control) -> None:
        """The same trust as the talk's, decided before a thread is started."""
        stopped: Stopped | None = None
        try:
            way = way_to(self._url, grant, await self._context(), self._proxy)
        except (CertificateRefused, AuthoritiesUnreadable, ProxyRefused) as error:
            stopped = Stopped(error.code, error.params)
        except Stopped as error:
            stopped = error
        except OSError:
            stopped = Stopped(LOST)
        if stopped is not None:
            self._done(carried, _cut(stopped, control, flight))
        elif carried.record.direction is Direction.SEND:
            self._start(carried, control, self._upload(carried, way, grant.offset, flight), flight)
        else:
            self._start(carried, control, self._download(carried, way, grant, flight), flight)

    async def _context(self) -> ssl.SSLContext | None:
        """Return what to verify the relay with; reading the system's authorities takes longer than a small file."""
        now = self._loop.time()
        if self._kept is None or now - self._kept[0] > CONTEXT_KEPT_S:
            self._kept = (now, await self._trust.context())
        return self._kept[1]

    def _upload(self, carried: Carried, way: Way, offset: int, flight: int) -> Job:
        copy, size = self._places.copy_of(carried.record.file_id), carried.record.size

        def job(control: Control) -> Event:
            upload(way, copy, offset, size, control)
            return Moved(flight=flight)

        return job

    def _download(self, carried: Carried, way: Way, grant: FileGranted, flight: int) -> Job:
        record = carried.record
        # Size and hash are those of the row that was clicked, not of a later answer.
        wanted = Wanted(
            file_id=record.file_id,
            name=record.name,
            size=record.size,
            sha256=record.sha256 or grant.file.sha256,
            folder=Path(record.place),
            host=record.origin,
            preview=self._places.preview_of(record.file_id),
        )
        take = take_preview if record.direction is Direction.PREVIEW else download

        def job(control: Control) -> Event:
            return Moved(flight=flight, place=str(take(way, wanted, control)))

        return job

    def _new_control(self, carried: Carried) -> Control:
        carried.stop_job()
        control = Control(lambda offset: self._post(lambda: self._progress(carried, control, offset)))
        carried.control = control
        return control

    def _start(self, carried: Carried, control: Control, job: Job, flight: int) -> None:
        def work() -> None:
            try:
                event = job(control)
            except GivenUp:
                self._post(lambda: self._stopped(carried))
                return
            except Stopped as stopped:
                event = _cut(stopped, control, flight)
            except Exception:
                log.exception("a transfer failed")
                event = _cut(Stopped("error"), control, flight)
            self._post(lambda: self._ended(carried, control, event))

        self.in_thread(work, "file")

    def _ended(self, carried: Carried, control: Control, event: Event) -> None:
        if isinstance(event, Cut) and event.code == CertificateRefused.code:
            self._kept = None
        if carried.control is control:
            carried.control = carried.pace = None
            self._done(carried, event)

    def _progress(self, carried: Carried, control: Control, offset: int) -> None:
        if carried.control is control:
            self._moved(carried, offset)

    def in_thread(self, work: Callable[[], None], name: str) -> None:
        """Run `work` in a thread of its own."""

        def run() -> None:
            try:
                work()
            finally:
                self._threads.discard(thread)

        thread = threading.Thread(target=run, name=name, daemon=True)
        self._threads.add(thread)
        thread.start()

    def join(self) -> None:
        """Wait a moment for jobs that were stopped; one that hangs in the system dies with the process."""
        for thread in list(self._threads):
            thread.join(JOIN_S)

    def _post(self, action: Callable[[], None]) -> None:
        try:
            self._loop.call_soon_threadsafe(action)
        except RuntimeError:
            log.debug("the network thread has ended")


def _cut(stopped: Stopped, control: Control, flight: int) -> Cut:
    return Cut(
        code=stopped.code,
        params=stopped.params,
        retry_after_ms=stopped.retry_after_ms,
        progressed=control.progressed,
        chance=random.random(),
        flight=flight,
    )
