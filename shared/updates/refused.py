"""Why no update was fetched: a stable word, and the sentence for whoever reads the command line.

The same sentences, in the language of the screen, are in shared/qt/error_words.py.
"""

from typing import Final, Literal

from shared.errors import SportelloError

Why = Literal[
    "tampered", "rolled_back", "expired", "mixed", "too_long", "slow", "unreachable", "no_root", "nothing_newer", "busy"
]

SENTENCES: Final[dict[Why, str]] = {
    "tampered": "What the update server gave is not signed by your provider, or was changed. Nothing was kept; "
    "tell your provider.",
    "rolled_back": "The update server offers an older state than it did before. Nothing was kept; tell your provider.",
    "expired": "What the update server says is out of date. Check this computer's clock, then tell your provider.",
    "mixed": "The update server's files do not belong together. Try again in a few minutes, then tell your provider.",
    "too_long": "The update server sends more than was announced. Nothing was kept; tell your provider.",
    "slow": "The update server is too slow. Nothing was kept; try again later.",
    "unreachable": "The update server does not answer as it should. Check the address and the network, then try again.",
    "no_root": "There is no valid root file to check updates with. Give the file update-root.json of your provider.",
    "nothing_newer": "There is nothing newer.",
    "busy": "Another fetch is running. Wait until it has ended, then try again.",
}


class UpdateRefused(SportelloError):
    """No update was fetched, the folder is as it was; `params["why"]` is a `Why`, `host` the server where there is one."""

    code = "updates"

    def __init__(self, why: Why, host: str = "") -> None:
        super().__init__(SENTENCES[why], why=why, host=host)
