"""The Debian packages a developer's machine needs, and the one command that installs them. Standard library only.

Run by `make setup` before there is a virtual environment. It is not the list of the packaged programs: those name what
they need in their own control file.
"""

import os
import shutil
import subprocess
import sys

BUILD = ("make", "git", "python3-venv", "ca-certificates")
PACKAGES = ("binutils", "debootstrap", "msitools", "osslsigncode", "wixl")
"""What PyInstaller asks about libraries, the clean Debian in which tests install what was made, and Windows packages with their signature."""
QT = (
    "libglib2.0-0",
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libx11-6",
    "libbrotli1",
    "libgssapi-krb5-2",
)
"""What PySide6-Essentials needs to draw offscreen; libbrotli1 and libx11-6 are not named by its error messages."""
QT_ON_X = (
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libx11-xcb1",
)
DESK = (
    "at-spi2-core",
    "clamav-daemon",
    "dbus",
    "dunst",
    "fonts-inter",
    "fonts-noto-color-emoji",
    "fonts-noto-core",
    "gnome-keyring",
    "hsetroot",
    "imagemagick",
    "openbox",
    "tint2",
    "x11-utils",
    "xdotool",
    "xvfb",
)
"""The real desktop of the demo and of the tests marked `screen` (tests/support/desk), and the virus scanner that tests ask."""
FRONT = ("caddy", "haproxy", "nginx-light")
"""Front proxies whose examples (installer/relay) tests run before a relay."""
ALL = BUILD + PACKAGES + QT + QT_ON_X + DESK + FRONT
BUILDING = BUILD + PACKAGES + QT + QT_ON_X
"""Enough for `make packages`, which asks for them by the word `packages`: no desktop, no server that starts by itself."""
WINE = ("gcc-mingw-w64-x86-64", "wine", "wine64")
"""Only for `make packages-windows`, which asks for them by the word `wine`: 650 MB that nothing else needs."""


def needed(words: list[str]) -> tuple[str, ...]:
    """Name what the words of the command line ask for: without one, all that a developer needs."""
    return (BUILDING if "packages" in words else ALL) + (WINE if "wine" in words else ()) + of_python(sys.base_prefix)


def of_python(prefix: str) -> tuple[str, ...]:
    """Name the library without which Debian's own Python, the one below /usr, cannot be frozen."""
    return (f"libpython{sys.version_info.major}.{sys.version_info.minor}",) if prefix == "/usr" else ()


def missing(packages: tuple[str, ...]) -> list[str]:
    """Name those of `packages` that dpkg does not list as installed."""
    query = ["dpkg-query", "--show", "--showformat", "${binary:Package} ${db:Status-Status}\n", *packages]
    answer = subprocess.run(query, check=False, capture_output=True, text=True).stdout
    rows = (line.split() for line in answer.splitlines())
    # A library of a multi-arch system answers as name:architecture.
    installed = {row[0].partition(":")[0] for row in rows if row[-1] == "installed"}
    return [package for package in packages if package not in installed]


def install(packages: list[str]) -> None:
    """Install `packages` without questions and without what they only recommend; needs root."""
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet=2"], check=True, env=quiet)
    command = ["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends", *packages]
    subprocess.run(command, check=True, env=quiet, stdout=subprocess.DEVNULL)


def main(words: list[str]) -> int:
    """Install what is missing, or say which line does it; returns the exit status."""
    if not shutil.which("dpkg-query"):
        say("not a Debian system: please install by its own means what these packages hold:", *needed(words))
        return 0
    wanted = missing(needed(words))
    if not wanted:
        return 0
    if os.geteuid() != 0:
        say("these system packages are missing; this line installs them:")
        say("sudo apt-get install --yes --no-install-recommends", *wanted)
        return 1
    say("installing system packages:", *wanted)
    install(wanted)
    return 0


def say(*words: str) -> None:
    """Print one line to the person at the terminal."""
    sys.stdout.write(f"{' '.join(words)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
