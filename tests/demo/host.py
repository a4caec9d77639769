"""Another name for this machine while the demo runs, so that the device is called as in the story.

In a namespace of its own, where the kernel permits one; the machine itself keeps its name.
"""

import os
import shutil
import subprocess
import sys

RENAMED = "SPORTELLO_DEMO_RENAMED"
RENAME = ("sh", "-c", 'hostname "$0" && exec "$@"')
NAMESPACES = (["unshare", "--uts"], ["unshare", "--user", "--map-current-user", "--keep-caps", "--uts"])


def rename(name: str) -> None:
    """Begin this program anew under the host name; returns when it already has it or cannot have it."""
    if RENAMED in os.environ or not shutil.which("unshare"):
        return
    for namespace in NAMESPACES:
        begin = [*namespace, *RENAME, name]
        if not subprocess.run([*begin, "true"], check=False, capture_output=True).returncode:
            os.environ[RENAMED] = name
            os.execvp(begin[0], [*begin, sys.executable, "-m", "tests.demo", *sys.argv[1:]])  # noqa: S606 - fixed words
