"""Runs in the frozen program before its first line. PyInstaller executes this file; nothing imports it.

The bootloader points the dynamic linker to the bundle and starts itself again. The programs that ours starts, such as a browser
for a link, must find their own libraries, not ours.
"""

import os

for _name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
    _before = os.environ.pop(f"{_name}_ORIG", None)
    os.environ.pop(_name, None)
    if _before:
        os.environ[_name] = _before
