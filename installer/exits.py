"""Exit codes of `sportello-installer`; docs/packaging.md says them to people."""

from typing import Final

DONE: Final = 0
FAILED: Final = 1
"""A build or a tool failed; the sentence says which."""
USAGE: Final = 2
"""An option is wrong; click's own code."""
REFUSED: Final = 3
"""A file is not what it should be: no package, a stamp that was changed, a signature that does not fit."""
NOTHING_NEWER: Final = 4
"""`fetch`: the folder that is served has nothing newer. Nothing is wrong."""
EXPIRING: Final = 5
"""`updates check`: all is well today, and something must be signed again soon."""
