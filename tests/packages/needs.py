"""What a test of this folder needs, and the reason for which it is left out elsewhere."""

import os
import shutil
import sys

import pytest

MISSING = [tool for tool in ("debootstrap", "dpkg-deb", "objdump", "setpriv") if not shutil.which(tool)]
PACKAGES_CAN_BE_INSTALLED = [
    pytest.mark.slow,
    pytest.mark.timeout(900),  # whoever comes first builds, and makes the clean Debian
    pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root installs packages"),
    pytest.mark.skipif(bool(MISSING), reason=f"not there: {', '.join(MISSING)}"),
]
