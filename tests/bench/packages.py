"""What a package costs: bytes, and the time to stamp one and to start the frozen agent, beside the agent of the tree.

`make bench` imports `run()`. Starts are paired, each to the first line the agent shows without a screen. A cold start is one whose
files the system was asked to forget just before; what other programs use it keeps, so it is the mildest kind of cold.
"""

import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer.customers import Wanted, make_stamp
from installer.debian import deb
from installer.freezing import bundle
from installer.freezing.bundle import Bundle
from installer.freezing.freeze import freeze
from installer.freezing.inputs import last_change
from installer.programs import PROGRAMS, ROOT
from shared import stamp
from shared.stamping.packages import stamped

ROUNDS = 5
BUDGET_MB = 127
"""Of an installed desktop program."""
STAMP_S = 1.0
Row = dict[str, str | float]


def run() -> list[Row]:
    """Measure everything once and return one row per figure; builds what is not there."""
    made = {name: freeze(PROGRAMS[name], ROOT / "build/bundles") for name in PROGRAMS}
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        for name, one in made.items():
            package = deb.make(one, Path(folder))
            rows.append(_row(f"{name}: installed", bundle.size(one.folder) / 1e6, "MB", BUDGET_MB))
            rows.append(_row(f"{name}: package", package.stat().st_size / 1e6, "MB"))
            if name == "agent":
                rows.append(
                    _row("one customer's package of the agent", _stamping_s(package, Path(folder)), "s", STAMP_S)
                )
        rows += [_row(f"agent: {part}", size / 1e6, "MB") for part, size in bundle.biggest(made["agent"].folder, 4)]
        rows += _starts(made["agent"], Path(folder))
    return rows


def _stamping_s(package: Path, folder: Path) -> float:
    """Return the median time of a customer's package, signature and the copy of all bytes included."""
    key = Ed25519PrivateKey.generate()
    times: list[float] = []
    for number in range(ROUNDS):
        started = time.monotonic()
        wanted = Wanted(customer=f"Customer {number}", relay="wss://desk.example.org", relay_id="id", token="token")
        stamped(package, folder, stamp.sign(make_stamp(wanted, last_change()), key))
        times.append(time.monotonic() - started)
    return statistics.median(times)


def _starts(made: Bundle, folder: Path) -> list[Row]:
    frozen, tree = [str(made.executable)], [sys.executable, "-m", "endpoint_agent"]
    libraries = [
        Path(sys.prefix) / "lib",
        Path(sys.base_prefix) / "lib",
        *(ROOT / name for name in ("endpoint_agent", "shared")),
    ]
    rows: list[Row] = []
    for word, forget in (("warm", _nothing), ("cold", _forget)):
        pairs: list[tuple[float, float]] = []
        for _ in range(ROUNDS + 1):
            forget([made.folder])
            mine = _shown_ms(frozen, folder)
            forget(libraries)
            pairs.append((mine, _shown_ms(tree, folder)))
        del pairs[0]  # warms, and compiles the tree's modules
        ratio = statistics.median(one / other for one, other in pairs)
        value = statistics.median(one for one, _ in pairs)
        row = _row(f"frozen agent: start, {word}", value, "ms")
        rows.append(row | {"ratio": round(ratio, 2), "ratio_goal": 1.0, "of": "the agent of the tree", "at_most": True})
    return rows


def _shown_ms(command: list[str], folder: Path) -> float:
    """Return milliseconds to the first line of an agent that will not find its relay."""
    options = [
        "--headless",
        "--no-inventory",
        "--allow-key-file",
        "--relay=wss://127.0.0.1:9",
        f"--state={folder / 'state'}",
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    with subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline()
        took = (time.monotonic() - began) * 1000
        program.kill()
    return took


def _forget(folders: list[Path]) -> None:
    for folder in folders:
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):
                if path.is_file() and not path.is_symlink():
                    _drop(path)


def _drop(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(number, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(number)


def _nothing(_folders: list[Path]) -> None:
    pass


def _row(name: str, value: float, unit: str, goal: float | None = None) -> Row:
    row: Row = {"name": name, "value": round(value, 2), "unit": unit}
    return row if goal is None else row | {"goal": goal, "at_most": True}
