"""The child process: takes a bound on its processor time and the lowest priority, looks, and prints JSON."""

import contextlib
import sys

import msgspec
import psutil

from endpoint_agent.inventory.collect import COLLECTORS, collect
from endpoint_agent.inventory.looking import PROCESSES
from endpoint_agent.inventory.processes import busiest

PROCESSOR_S = 30
"""A collector that runs away is ended by the system after so much processor time."""
EVERYTHING = "all"
LOWEST = 19


def run(wanted: str) -> None:
    """Print the wanted sections, separated by commas, `all` of them, or the `processes`."""
    names = set(wanted.split(","))
    _bound()
    if PROCESSES not in names:  # for those somebody waits, on a computer that may be busy: that is why they look
        _step_back()
    found = busiest() if PROCESSES in names else collect(COLLECTORS.keys() if EVERYTHING in names else names)
    # Not sys.stdout: a program without a console, as on Windows, may have the handle and no such object.
    with open(1, "wb", closefd=False) as out:  # a number, no path
        out.write(msgspec.json.encode(found) + b"\n")


def _step_back() -> None:
    """Let everybody else go first, on the processor and on the disk."""
    own = psutil.Process()
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            own.nice(psutil.IDLE_PRIORITY_CLASS)
        else:
            own.nice(LOWEST)
    if sys.platform == "linux":
        with contextlib.suppress(psutil.Error, OSError):
            own.ionice(psutil.IOPRIO_CLASS_IDLE)


def _bound() -> None:
    """Let the system end what runs away."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_S, PROCESSOR_S))
