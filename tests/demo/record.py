"""The protocol of a smoke run: one line per step on standard output, a picture of the desk after each, all on failure."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LOG_LINES = 60


class StepFailed(Exception):
    """A step of the story did not come true; it has been reported already."""


class Record:
    """Times the steps and numbers the pictures in `folder`."""

    def __init__(self, folder: Path, take_picture: Callable[[Path], None], logs: Callable[[], dict[str, str]]) -> None:
        self.folder = folder
        self._take_picture, self._logs = take_picture, logs
        self._count = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Say `ok NAME MS` when the block came through, take a picture either way. Raises: StepFailed."""
        self._count += 1
        began = time.monotonic()
        try:
            yield
        except (AssertionError, OSError, RuntimeError, TimeoutError, subprocess.SubprocessError) as error:
            self._fail(name, error)
            raise StepFailed(name) from error
        took_ms = round((time.monotonic() - began) * 1000)
        print(f"ok {name} {took_ms}", flush=True)
        self._take_picture(self.folder / f"{self._count:02d}-{name}.png")

    def _fail(self, name: str, error: Exception) -> None:
        picture = self.folder / f"failed-{name}.png"
        self._take_picture(picture)
        print(f"FAILED {name}; see {picture}", flush=True)
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        for program, log in self._logs().items():
            print(f"── the end of the log of {program}", *log.splitlines()[-LOG_LINES:], sep="\n", file=sys.stderr)


def clear(folder: Path) -> None:
    """Take away the pictures of the run before."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in folder.glob("*.png"):
        picture.unlink()


def shrink(source: Path, target: Path, limit_bytes: int) -> None:
    """Write a picture for the README: fewer colours until it is small enough. Raises: AssertionError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for colours in (256, 128, 64):
        options = ["-strip", "-colors", str(colours), "-define", "png:compression-level=9"]
        subprocess.run(["convert", str(source), *options, f"PNG8:{target}"], check=True)
        if target.stat().st_size < limit_bytes:
            return
    raise AssertionError(f"{target.name} is {target.stat().st_size} bytes")
