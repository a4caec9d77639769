"""`python -m tests.bench`: measures, prints a table, writes build/bench.json. docs/bench.md says what each figure means."""

import asyncio
import datetime as dt
import importlib
import importlib.util
import os
import platform
import sys
import tempfile
import time
from pathlib import Path

import click
import msgspec
import uvloop

from tests.bench import arriving, committing, files, servers, talking
from tests.bench.figures import Figure, Row, is_met, table
from tests.bench.world import World, seed

AGENTS, CONSOLES, IDLE, OFFLINE = 64, 8, 520, 64
SCREENS = (
    "tests.bench.desktop",
    "tests.bench.console_lists",
    "tests.bench.ticket_list",
    "tests.bench.long_talks",
    "tests.bench.inventory",
    "tests.bench.agent_program",
)
RESULT = Path("build/bench.json")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--only", multiple=True, type=click.Choice(["talking", "committing", "arriving", "files", "screens", "packages"])
)
@click.option("--json", "is_json", is_flag=True, help="Print JSON instead of the table.")
def main(only: tuple[str, ...], is_json: bool) -> None:
    """Measure the relay beside its engine's own limit, the screens, and the packages."""
    started = time.monotonic()
    wanted = only or ("talking", "committing", "arriving", "files", "screens", "packages")
    rows = [_row(figure) for name in wanted if name not in {"screens", "packages"} for figure in _relay(name)]
    if "screens" in wanted:
        rows += _loaded(SCREENS)
    if "packages" in wanted:
        rows += _loaded(("tests.bench.packages",))
    result = {
        "at": dt.datetime.now(dt.UTC),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_average": os.getloadavg()[0],
        "seconds": round(time.monotonic() - started),
        "figures": [{**row, "met": met} if (met := is_met(row)) is not None else row for row in rows],
    }
    encoded = msgspec.json.format(msgspec.json.encode(result))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_bytes(encoded)
    sys.stdout.write(encoded.decode() if is_json else table(rows))
    sys.stdout.write("\n")


def _relay(name: str) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench") as parent:
        folder = Path(parent) / "relay"
        world = seed(folder, agents=AGENTS, consoles=CONSOLES, idle=IDLE, offline=OFFLINE)
        return _measure(name, folder, world)


def _measure(name: str, folder: Path, world: World) -> list[Figure]:
    if name == "committing":
        return committing.run(folder, world)
    measures = {"talking": talking.run, "arriving": arriving.run, "files": files.run}
    if name != "files":
        servers.pin_load()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(measures[name](folder, world))


def _loaded(modules: tuple[str, ...]) -> list[Row]:
    rows: list[Row] = []
    for name in modules:
        if importlib.util.find_spec(name) is not None:
            rows += importlib.import_module(name).run()
    return rows


def _row(figure: Figure) -> Row:
    return {key: value for key, value in msgspec.to_builtins(figure).items() if value is not None}


if __name__ == "__main__":
    main()
