"""Why no update was fetched, in the language of the screen; shared/updates/refused.py has the same in English."""

from PySide6.QtCore import QCoreApplication


def update_error_words(why: str) -> str | None:
    """Return the sentence; None for a reason this version does not know."""
    known = {
        "tampered": QCoreApplication.translate(
            "Updates",
            "What the update server gave is not signed by your provider, or was changed. Nothing was kept; "
            "tell your provider.",
        ),
        "rolled_back": QCoreApplication.translate(
            "Updates",
            "The update server offers an older state than it did before. Nothing was kept; tell your provider.",
        ),
        "expired": QCoreApplication.translate(
            "Updates",
            "What the update server says is out of date. Check this computer's clock, then tell your provider.",
        ),
        "mixed": QCoreApplication.translate(
            "Updates",
            "The update server's files do not belong together. Try again in a few minutes, then tell your provider.",
        ),
        "too_long": QCoreApplication.translate(
            "Updates", "The update server sends more than was announced. Nothing was kept; tell your provider."
        ),
        "slow": QCoreApplication.translate(
            "Updates", "The update server is too slow. Nothing was kept; try again later."
        ),
        "unreachable": QCoreApplication.translate(
            "Updates",
            "The update server does not answer as it should. Check the address and the network, then try again.",
        ),
        "no_root": QCoreApplication.translate(
            "Updates",
            "There is no valid root file to check updates with. Give the file update-root.json of your provider.",
        ),
        "nothing_newer": QCoreApplication.translate("Updates", "There is nothing newer."),
        "busy": QCoreApplication.translate(
            "Updates", "Another fetch is running. Wait until it has ended, then try again."
        ),
    }
    return known.get(why)
