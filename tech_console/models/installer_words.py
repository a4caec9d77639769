"""Why a customer's package could not be made, or would not connect, in words."""

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


def trust_words(why: str, path: str = "") -> str:
    """Return what no device could use and what to write instead; `why` is a word of TrustUnusable."""
    return {
        "fingerprint": QCoreApplication.translate(
            "Console",
            "This is no SHA-256 fingerprint. It has 64 digits from 0 to 9 and A to F; colons and spaces do not matter.",
        ),
        "both": QCoreApplication.translate(
            "Console", "Give the fingerprint or the authority, not both: devices would look at the fingerprint only."
        ),
        "proxy": QCoreApplication.translate(
            "Console", "Devices cannot use this proxy. Please enter one like http://proxy.example.org:3128."
        ),
        "missing": QCoreApplication.translate("Console", "{name} cannot be read."),
        "private_key": QCoreApplication.translate(
            "Console",
            "{name} holds a private key, which must never go to the devices. Choose a file with certificates only.",
        ),
        "too_long": QCoreApplication.translate(
            "Console", "{name} is too long for a stamp. Choose a file with the certificates of your own authority only."
        ),
        "no_certificate": QCoreApplication.translate("Console", "There are no certificates in {name}."),
    }[why].format(name=shown_line(Path(path).name))
