"""Why a customer's package could not be made, in words."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from shared.widgets.plain_text import shown_line


def failure_words(why: str, path: str) -> str:
    """Return what is wrong with which file; `why` is a word of StampingFailed, PackageRefused or StampRefused."""
    return {
        "disk_full": QCoreApplication.translate("Console", "There is no room left for {name}."),
        "no_permission": QCoreApplication.translate("Console", "{name} may not be written there."),
        "missing": QCoreApplication.translate("Console", "{name} is not there any more."),
        "no_package": QCoreApplication.translate("Console", "{name} is no base package of Sportello, or is damaged."),
        "too_big": QCoreApplication.translate("Console", "{name} is no base package of Sportello, or is damaged."),
        "stamped": QCoreApplication.translate(
            "Console", "{name} is one customer's package already. Choose the base package."
        ),
    }.get(why, QCoreApplication.translate("Console", "{name} could not be written.")).format(
        name=shown_line(Path(path).name)
    )
