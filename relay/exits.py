"""Exit codes of `sportello-relay`; docs/operations.md (Exit codes) says them to people."""

from typing import Final

DONE: Final = 0
REFUSED: Final = 1
"""What was asked for is not possible: unknown id, already there, second `init`."""
USAGE: Final = 2
"""An option is wrong; click's own code."""
CHECK_FAILED: Final = 3
"""`check` found something that does not work."""
RUNNING: Final = 4
"""A relay runs on this state folder and must not, or the other way round."""
SETUP: Final = 5
"""Nothing can start like this: unsafe SQLite, unusable certificate, port in use, unreadable state folder."""
TRY_AGAIN: Final = 6
"""The relay did not answer; the same command may work later."""
FATAL_AT_START: Final = frozenset({USAGE, RUNNING, SETUP})
