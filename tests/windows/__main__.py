"""`python -m tests.windows`: plays the roll-out on a fresh computer of Wine's; prints each step and what it measured.

Exit status 1 with the first step that does not hold. What the programs said stays in build/wine/logs.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from installer.errors import InstallerError
from installer.freezing import bundle
from installer.freezing.bundle import Bundle
from installer.programs import PROGRAMS
from installer.windows import msi
from installer.wine.__main__ import BUNDLES, CACHE
from installer.wine.alone import alone
from installer.wine.prefix import prefix
from tests.support.relay import running_relay
from tests.windows import story
from tests.windows.computer import Computer, logs
from tests.windows.story import ONLY_LATER, Packages, Scene

STORIES = (story.by_properties, story.by_file, story.by_text, story.console)


def main(names: list[str]) -> int:
    """Play all of it, or the stories that are named; returns the exit status."""
    try:
        with alone(CACHE):
            _play(names)
    except InstallerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _play(names: list[str]) -> None:
    started = time.monotonic()
    shutil.rmtree(logs(), ignore_errors=True)
    logs().mkdir(parents=True)
    packages = _packages(CACHE / "tried")
    with (
        tempfile.TemporaryDirectory(prefix="windows") as name,
        running_relay(Path(name)) as relay,
        prefix() as wine,
    ):
        _say("a fresh computer", f"{time.monotonic() - started:.1f} s")
        scene = Scene(
            at=Computer(wine, logs()),
            relay=relay,
            packages=packages,
            owner=relay.add_technician(),
            folder=Path(name),
            say=_say,
        )
        for play in [play for play in STORIES if not names or play.__name__ in names]:
            _say(f"--- {(play.__doc__ or '').partition(':')[0]}", "")
            play(scene)
    _say("all of it", f"{time.monotonic() - started:.0f} s")


def _packages(folder: Path) -> Packages:
    """Make the packages, and the agent's next version: the same program under a higher number, with one file more."""
    agent, console = (bundle.load(BUNDLES / PROGRAMS[name].command) for name in ("agent", "console"))
    shutil.rmtree(folder, ignore_errors=True)
    copy = folder / "later" / agent.folder.name
    shutil.copytree(agent.folder, copy, copy_function=os.link)
    (copy / ONLY_LATER).write_text("later\n", encoding="ascii")
    major, minor, patch = agent.facts.version.split(".")
    facts = msgspec.structs.replace(agent.facts, version=f"{major}.{minor}.{int(patch) + 1}")
    made = [msi.make(each, folder) for each in (agent, Bundle(folder=copy, facts=facts), console)]
    return Packages(agent=made[0], later=made[1], console=made[2], bundle=agent)


def _say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what:70} {figure}\n".rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
