"""Processes that live and die together: one process group, killed as a whole, also when we are killed ourselves."""

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

END_S = 5.0

Stream = IO[bytes] | int | None


class ProcessGroup:
    """Children in one process group; the first one started leads it and must be the last to end."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._children: list[subprocess.Popen[bytes]] = []

    def start(
        self,
        command: Sequence[str],
        env: Mapping[str, str],
        *,
        stdin: Stream = subprocess.DEVNULL,
        stdout: Stream = None,
        pass_fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        """Start `command`; what it says goes to `log` unless `stdout` is given."""
        leader = self._children[0].pid if self._children else 0
        # The kernel kills the child when we die in a way that leaves no time for close().
        bound = ["setpriv", "--pdeathsig", "KILL", "--", *command]
        with self.log.open("ab") as log:
            child = subprocess.Popen(
                bound,
                env=dict(env),
                stdin=stdin,
                stdout=log if stdout is None else stdout,
                stderr=log,
                pass_fds=pass_fds,
                process_group=leader,
            )
        self._children.append(child)
        return child

    def close(self) -> None:
        """End all of them, first asking, then by force; every child has been waited for afterwards."""
        if not self._children:
            return
        leader = self._children[0]
        # Not the leader yet: while it is not waited for, the group's number cannot become somebody else's.
        for child in reversed(self._children[1:]):
            _end(child)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader.pid, signal.SIGKILL)
        leader.wait()
        self._children.clear()


def _end(child: subprocess.Popen[bytes]) -> None:
    for stream in (child.stdin, child.stdout):
        if stream:
            stream.close()
    child.terminate()
    try:
        child.wait(END_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
