"""The process that looks into files: reads a job per line, answers a verdict per line, within bounds of memory and time.

Started by checker.py as `sportello-relay checking`; a file that exhausts it harms nobody else.
"""

import contextlib
import os
import pathlib
import resource
import signal
import sys
from typing import Final

import msgspec

from relay.files.checks import examine
from relay.files.verdict import Answer, Job
from shared.errors import TypeRefused
from shared.file_types import Why
from shared.limits import MAX_FILE_BYTES

CPU_S: Final = 1.5
"""Of one file; measured in processor time, so that a busy machine refuses nothing."""
ROOM_BYTES: Final = 48 * 1024 * 1024
"""What a check may take beyond what the process has when it is ready, and beyond the file itself."""


class _TooLong(Exception):
    """The time is over."""


def look(job: Job) -> Answer:
    """Return what came of one file."""
    signal.setitimer(signal.ITIMER_PROF, CPU_S)
    try:
        return Answer(verdict=examine(pathlib.Path(job.path), job.name, job.suffix))
    except TypeRefused as refused:
        return Answer(refused=msgspec.convert(refused.params["why"], Why))
    except (MemoryError, RecursionError, _TooLong):
        return Answer(refused="too_complex")
    except Exception:  # noqa: BLE001 - whatever a library makes of a hostile file
        return Answer(refused="unreadable")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def main() -> None:
    """Answer until there is no more to read."""
    signal.signal(signal.SIGPROF, _too_long)
    with contextlib.suppress(OSError):
        os.nice(5)
    _bound_memory()
    encoder, decoder = msgspec.json.Encoder(), msgspec.json.Decoder(Job)
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(encoder.encode(look(decoder.decode(line))) + b"\n")
        sys.stdout.buffer.flush()


def _too_long(_number: int, _frame: object) -> None:
    raise _TooLong


def _bound_memory() -> None:
    pages = int(pathlib.Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    # A file is mapped, and the OLE library wants it as bytes.
    most = pages * resource.getpagesize() + ROOM_BYTES + 2 * MAX_FILE_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
