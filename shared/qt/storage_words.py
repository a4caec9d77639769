"""Why a program cannot keep its own files, in words. The values: shared/state_folder.py."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def storage_words(params: Mapping[str, str | int]) -> str:
    """Return what is wrong with the program's folder, and what to do."""
    known = {
        "read_only": translate(
            "Storage", "The disk can only be read, so nothing can be kept ({path}). Ask your administrator."
        ),
        "full": translate("Storage", "The disk is full. Delete what is not needed, then start the program again."),
        "denied": translate(
            "Storage", "The program may not write into its own folder ({path}). Ask your administrator."
        ),
        "no_folder": translate(
            "Storage", "There is a file where the program's folder should be ({path}). Move it away."
        ),
        "other_account": translate(
            "Storage",
            "The program's folder belongs to another account ({path}). Start the program as the person who uses it.",
        ),
        "newer": translate(
            "Storage", "A newer version of this program has written its files. Install the newer version again."
        ),
    }
    other = translate(
        "Storage", "The program cannot write its own files. Check that the disk is not full, then restart it."
    )
    text = known.get(str(params.get("why", "")), other)
    return text.format(path=params.get("path", "")).replace(" ()", "")
