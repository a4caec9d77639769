"""`python -m tests.demo`: the product to play with, until Ctrl+C; `--smoke` plays the story by itself and ends.

Without DISPLAY, and always for the smoke, on a desktop of its own. KEEP=1 goes on with what the last demo left.
"""

import argparse
import os
import signal
import sys

from tests.demo import host, people, play, smoke
from tests.demo.stage import AlreadyRunning


def main() -> int:
    """Return the exit status; a SIGTERM ends everything like Ctrl+C does."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="play the whole story unattended")
    parser.add_argument("--renew-pictures", action="store_true", help="after it put its pictures into docs/images")
    wanted = parser.parse_args()
    if wanted.smoke or not os.environ.get("DISPLAY"):
        host.rename(people.HOST_NAME)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if wanted.smoke:
            return smoke.run(renew_pictures=wanted.renew_pictures)
        return play.run(keep=os.environ.get("KEEP") == "1")
    except AlreadyRunning as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
