"""Keeps the process that looks into files, and asks it one file at a time; one that hangs or dies is started again."""

import asyncio
import contextlib
import logging
import pathlib
from typing import Final

import msgspec

from relay.child import own_command
from relay.files.verdict import Answer, Job, Verdict
from shared.errors import TypeRefused

log = logging.getLogger(__name__)
ANSWER_WITHIN_S: Final = 30.0
"""By the clock on the wall; the process itself stops after much less processor time."""
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(Answer)


class Checker:
    """One process, started when it is first needed."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def examine(self, path: pathlib.Path, name: str, suffix: str) -> Verdict:
        """Return what a file is. Raises: TypeRefused; a file that kills the process is `too_complex`."""
        job = Job(path=str(path), name=name, suffix=suffix)
        async with self._turn:
            try:
                answer = await asyncio.wait_for(self._asked(job), ANSWER_WITHIN_S)
            except (TimeoutError, ConnectionError, msgspec.DecodeError) as error:
                log.warning("a check ended with its process: %s", type(error).__name__)
                await self.stop()
                raise TypeRefused(name=name, why="too_complex") from error
            except BaseException:
                await self.stop()  # half a question is under way: nobody would know whose the answer is
                raise
        if answer.verdict is None:
            raise TypeRefused(name=name, why=answer.refused or "unreadable")
        return answer.verdict

    async def stop(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _asked(self, job: Job) -> Answer:
        process = await self._running()
        if process.stdin is None or process.stdout is None:
            raise ConnectionError("no pipes")
        process.stdin.write(_encoder.encode(job) + b"\n")
        await process.stdin.drain()
        return _decoder.decode(await process.stdout.readline())

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            self._process = await asyncio.create_subprocess_exec(*own_command("checking"), stdin=pipe, stdout=pipe)
        return self._process
