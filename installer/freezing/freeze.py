"""`build`: runs PyInstaller in a process of its own with nothing left to chance, and writes down what came of it.

The same input gives the same bytes: no time, no hash seed, no path of this machine gets in (docs/packaging.md, Reproduce).
"""

import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import msgspec

from installer import icons
from installer.errors import InstallerError
from installer.freezing import bill, bundle, inputs
from installer.freezing.bundle import Bundle, Facts
from installer.freezing.material import INSIDE
from installer.programs import ROOT, Program, own_version
from installer.windows.version_info import version_info
from shared.updates.root import FILE_NAME

SPEC: Final = ROOT / "installer/freezing/bundle.spec"
PINNED_KEY: Final = Path("stamp-key.txt")
"""Where, among the parts of the bundle, the only accepted stamp key stands (`build --stamp-key`); the agent reads it."""
UPDATE_ROOT: Final = Path("shared/resources") / FILE_NAME
"""Where the root file of updates stands (`build --update-root`); shared/updates/root.py reads it."""
LOG_LINES: Final = 20


def freeze(
    program: Program, out: Path, *, pinned_key: str = "", update_root: bytes = b"", anew: bool = False
) -> Bundle:
    """Return the bundle of a program in `out`; one that was made from the same input is taken as it is.

    Raises: InstallerError.
    """
    folder = out / program.command
    made_from = inputs.digest(program, pinned_key, update_root)
    if not anew and (found := _still_good(folder, made_from)):
        return found
    started = time.monotonic()
    work = out / "work" / program.name
    _prepare(work, pinned_key, update_root)
    if sys.platform == bundle.WINDOWS:
        _put_on_the_program(work, program)
    _compile_translations()
    _run_pyinstaller(program, out, work)
    facts = Facts(
        program=program.name,
        version=own_version(),
        inputs=made_from,
        content=bundle.content_digest(folder),
        made_from=inputs.last_change(),
        python=platform.python_version(),
        platform=sys.platform,
        pinned_key=pinned_key,
        seconds=round(time.monotonic() - started, 1),
    )
    made = Bundle(folder=folder, facts=facts)
    made.sums.write_text(bundle.sums(folder), encoding="utf-8", newline="\n")
    made.bill.write_text(bill.of(made, work / "contents.json"), encoding="utf-8", newline="\n")
    bundle.beside(folder, ".json").write_bytes(msgspec.json.format(msgspec.json.encode(facts)))
    shutil.rmtree(work)
    return made


def _still_good(folder: Path, made_from: str) -> Bundle | None:
    try:
        found = bundle.load(folder)
    except InstallerError:
        return None
    same = found.facts.inputs == made_from and bundle.content_digest(folder) == found.facts.content
    return found if same and found.bill.exists() and found.sums.exists() else None


def _prepare(work: Path, pinned_key: str, update_root: bytes) -> None:
    shutil.rmtree(work, ignore_errors=True)
    metadata = work / INSIDE / f"sportello-{own_version()}.dist-info"
    metadata.mkdir(parents=True)
    said = f"Metadata-Version: 2.1\nName: sportello\nVersion: {own_version()}\n"
    (metadata / "METADATA").write_text(said, encoding="utf-8", newline="\n")
    if pinned_key:
        place = work / INSIDE / PINNED_KEY
        place.write_text(f"{pinned_key}\n", encoding="utf-8", newline="\n")
    if update_root:
        place = work / INSIDE / UPDATE_ROOT
        place.parent.mkdir(parents=True)
        place.write_bytes(update_root)


def _put_on_the_program(work: Path, program: Program) -> None:
    """What Windows shows of an executable; bundle.spec takes both."""
    (work / "program.ico").write_bytes(icons.ico(icons.pictures()))
    (work / "version.txt").write_text(version_info(program, own_version()), encoding="utf-8")


def _compile_translations() -> None:
    """Where they are current nothing is written: other programs may be reading them."""
    pairs = [(path, path.with_suffix(".qm")) for path in ROOT.glob("*/resources/i18n/*.ts")]
    if all(made.exists() and made.stat().st_mtime >= source.stat().st_mtime for source, made in pairs):
        return
    done = subprocess.run([sys.executable, "-m", "shared.qt.i18n", "compile"], cwd=ROOT, check=False)
    if done.returncode:
        raise InstallerError("The translations could not be compiled: run `make setup` first.")


def _run_pyinstaller(program: Program, out: Path, work: Path) -> None:
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN"]
    command += [f"--distpath={out}", f"--workpath={work / 'pyinstaller'}", str(SPEC), "--", program.name, str(work)]
    bundle.beside(out / program.command, ".json").unlink(missing_ok=True)  # from here on there is no finished bundle
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=_environment(work),
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-LOG_LINES:])
        raise InstallerError(f"PyInstaller could not freeze the {program.name}; it said:\n{last}")


def _environment(work: Path) -> dict[str, str]:
    fixed = {
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(inputs.last_change().timestamp())),
        "PYINSTALLER_CONFIG_DIR": str(work / "cache"),  # stripped copies of another build are none of ours
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }
    return {**os.environ, **fixed}
