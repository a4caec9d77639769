"""`python -m tests.support.desk [--shot FILE --after S] [--keyring] -- COMMAND`: runs a command on a desk of its own.

Without --shot the desk stays until the command ends; its exit status is ours.
"""

import argparse
import signal
import subprocess
import sys
from pathlib import Path

from tests.support.desk import Desk


def main() -> int:
    """Parse, open, run; a SIGTERM closes the desk like Ctrl+C does."""
    wanted = _parse()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with Desk(width=wanted.width, height=wanted.height, keyring=wanted.keyring) as desk:
        print(f"desk on display {desk.env['DISPLAY']}", file=sys.stderr)
        child = desk.start(wanted.command, stdout=sys.stdout.buffer)
        status = _wait(child, wanted.after if wanted.shot else None)
        if wanted.shot:
            desk.hands.screenshot(wanted.shot)
        print(desk.log, file=sys.stderr, end="")
        return status


def _wait(child: subprocess.Popen[bytes], limit_s: float | None) -> int:
    try:
        return child.wait(limit_s)
    except subprocess.TimeoutExpired:
        return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.support.desk", description=__doc__)
    parser.add_argument("--shot", type=Path, help="take a PNG of the screen and end")
    parser.add_argument("--after", type=float, default=3.0, help="seconds before the PNG is taken")
    parser.add_argument("--keyring", action="store_true", help="with an unlocked key store")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=800)
    parser.add_argument("command", nargs="+")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
