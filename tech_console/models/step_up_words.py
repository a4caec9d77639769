"""What a fresh second factor is asked for, in words: why, and what the button says. Pure: who waits is passed in."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication


class StepUpWords(NamedTuple):
    """What the question shows; `harms` marks what cannot be taken back."""

    intro: str
    verb: str
    harms: bool = False


def step_up_words(what: str, name: str, count: int) -> StepUpWords:
    """Return the words for `count` records of one kind, `name` is the only one's; an unknown kind is still asked for."""
    if what == "approve_device" and count > 1:
        return _approve_many(count)
    known = {
        "files": StepUpWords(
            QCoreApplication.translate(
                "Console",
                "Installers can do harm. Enter the six digits of your authenticator app to send this file.",
            ),
            QCoreApplication.translate("Console", "Confirm and send"),
        ),
        "approve_device": StepUpWords(
            QCoreApplication.translate(
                "Console",
                "Approve only what you expect. Enter the six digits of your authenticator app to approve {name}.",
            ),
            QCoreApplication.translate("Console", "Confirm and approve"),
        ),
        "settle_device": StepUpWords(
            QCoreApplication.translate(
                "Console",
                "After this nobody is warned about the two computers any more. Enter the six digits of your authenticator app"
                " to mark {name} as settled.",
            ),
            QCoreApplication.translate("Console", "Confirm"),
        ),
        "contact_export": StepUpWords(
            QCoreApplication.translate(
                "Console",
                "The file will hold everything that is stored about {name}. Enter the six digits of your authenticator app to"
                " export it.",
            ),
            QCoreApplication.translate("Console", "Confirm and export"),
        ),
        "contact_erase": StepUpWords(
            QCoreApplication.translate(
                "Console",
                "What is erased cannot be brought back. Enter the six digits of your authenticator app to erase {name} for"
                " ever.",
            ),
            QCoreApplication.translate("Console", "Confirm and erase"),
            harms=True,
        ),
    }
    words = known.get(what) or StepUpWords(
        QCoreApplication.translate(
            "Console", "Enter the six digits of your authenticator app to go on with what you have begun."
        ),
        QCoreApplication.translate("Console", "Confirm"),
    )
    return words._replace(intro=words.intro.replace("{name}", name))


def _approve_many(count: int) -> StepUpWords:
    intro = QCoreApplication.translate(
        "Console",
        "Approve only what you expect. Enter the six digits of your authenticator app to approve {count} devices.",
    )
    return StepUpWords(
        intro.replace("{count}", str(count)), QCoreApplication.translate("Console", "Confirm and approve")
    )
