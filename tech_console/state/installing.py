"""What a customer's package is installed with: the command to copy, by the kind of the package. See docs/operations.md, Stamps."""

import shlex

from shared.stamp import FILE_NAME
from shared.stamping.msi import SCRIPT_NAME


def silent_command(made: str, base: str | None) -> str:
    """Return the command line that installs without a question; `made` and `base` are names of files, run where the package is."""
    name = shlex.quote(made)
    if base is None:
        return f"sudo install -D -m 0644 {name} /etc/sportello/{FILE_NAME}"
    if base.endswith(".msi"):
        return f"{base.removesuffix('.msi')}\\{SCRIPT_NAME}"
    if made.endswith(".deb"):
        # A new stamp does not make a new version: without --reinstall apt would leave the old one where it is.
        return f"sudo apt-get install --yes --reinstall ./{name}"
    if made.endswith(".tar.gz"):
        return f"tar -xzf {name}"
    return f'tar -xf "{made}"'
