"""`python -m installer.wine`: freezes agent and console under Wine and makes their packages. What is measured is printed.

Nothing is installed and nothing tried out here: that is `python -m tests.windows`.
"""

import itertools
import sys
import time
from pathlib import Path
from typing import Final

from installer import archives
from installer.errors import InstallerError
from installer.freezing import bundle, inputs
from installer.programs import PROGRAMS, ROOT
from installer.sums import write_sums
from installer.windows import msi
from installer.wine import python
from installer.wine.alone import alone
from installer.wine.prefix import Prefix, prefix

CACHE: Final = ROOT / "build/wine"
BUNDLES: Final = CACHE / "bundles"
PACKAGES: Final = ROOT / "build/packages"
MEGABYTE: Final = 1_000_000
DESKTOP: Final = tuple(program.name for program in PROGRAMS.values() if program.has_screen)


def main() -> int:
    """Make the packages; returns the exit status."""
    try:
        with alone(CACHE):
            _make()
    except InstallerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _make() -> None:
    folder, verified = python.unpacked(CACHE)
    _say(f"Python {python.VERSION} for Windows: {f'{verified} signatures verified' if verified else 'there already'}")
    _say(f"{python.libraries(CACHE)} locked libraries for Windows")
    with prefix() as wine:
        for name in DESKTOP:
            _freeze(wine, folder, name)
    for name, make in itertools.product(DESKTOP, (msi.make, archives.make_zip)):
        started = time.monotonic()
        made = make(bundle.load(BUNDLES / PROGRAMS[name].command), PACKAGES)
        _say(f"{made}: {made.stat().st_size / MEGABYTE:.1f} MB in {time.monotonic() - started:.1f} s")
    write_sums(PACKAGES)


def _freeze(wine: Prefix, folder: Path, name: str) -> None:
    """Run our own `build` by the Windows Python; its trial, the self-test of the frozen program, included."""
    words: list[str | Path] = [
        folder / "python.exe",
        "-m",
        "installer",
        "build",
        name,
        "--out",
        BUNDLES.relative_to(ROOT),
    ]
    made_from = int(inputs.last_change().timestamp())  # there is no git in there
    done = wine.run(*words, cwd=ROOT, env={"SOURCE_DATE_EPOCH": str(made_from)})
    if done.returncode:
        raise InstallerError(f"The {name} could not be frozen under Wine:\n{(done.stdout + done.stderr)[-3000:]}")
    _say(done.stdout.strip())


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
