"""What a test of this folder needs, and the reason for which it is left out elsewhere."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from installer.programs import ROOT

MISSING = [tool for tool in ("debootstrap", "dpkg-deb", "objdump", "setpriv", "unshare") if not shutil.which(tool)]


@cache
def can_lay_over() -> bool:
    """Tell whether this machine lets us lay one folder over another, as containers often do not."""
    (ROOT / "build").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="probe", dir=ROOT / "build") as folder:
        places = {name: Path(folder) / name for name in ("lower", "upper", "work", "root")}
        for place in places.values():
            place.mkdir()
        options = f"lowerdir={places['lower']},upperdir={places['upper']},workdir={places['work']}"
        command = ["unshare", "--mount", "mount", "-t", "overlay", "overlay", "-o", options, str(places["root"])]
        return subprocess.run(command, check=False, capture_output=True).returncode == 0


IS_ROOT = sys.platform == "linux" and os.geteuid() == 0
PACKAGES_CAN_BE_INSTALLED = [
    pytest.mark.slow,
    pytest.mark.timeout(900),  # whoever comes first builds, and makes the clean Debian
    pytest.mark.skipif(not IS_ROOT, reason="only root installs packages"),
    pytest.mark.skipif(bool(MISSING), reason=f"not there: {', '.join(MISSING)}"),
    pytest.mark.skipif(IS_ROOT and not MISSING and not can_lay_over(), reason="no overlay file system here"),
]
