"""What became of a row of an imported file, in words."""

from PySide6.QtCore import QCoreApplication

from shared.protocol.people import RowOutcome
from tech_console.state.contact_csv import Field


def outcome_words(outcome: RowOutcome) -> str:
    """Return what happens, or happened, to a row; of one that is not taken, why."""
    done = {
        "created": QCoreApplication.translate("Console", "New"),
        "changed": QCoreApplication.translate("Console", "Changed"),
        "same": QCoreApplication.translate("Console", "Nothing to do"),
    }.get(outcome.outcome)
    if done is not None:
        return done
    if outcome.outcome == "bad_text" and outcome.field == Field.E_MAIL.value:
        return QCoreApplication.translate("Console", "This is not an e-mail address")
    words = {
        "bad_text": QCoreApplication.translate("Console", "{field} is missing or has characters that are not allowed"),
        "too_big": QCoreApplication.translate("Console", "{field} is too long"),
        "twice": QCoreApplication.translate("Console", "This address is in the file twice"),
        "no_such_device": QCoreApplication.translate("Console", "There is no device of this name"),
        "several_devices": QCoreApplication.translate("Console", "Several devices have this name"),
    }.get(outcome.outcome, QCoreApplication.translate("Console", "This row cannot be taken"))
    return words.format(field=field_words(outcome.field))


def field_words(field: str) -> str:
    """Return what a column holds."""
    return {
        "first_name": QCoreApplication.translate("Console", "First name"),
        "last_name": QCoreApplication.translate("Console", "Last name"),
        "e_mail": QCoreApplication.translate("Console", "E-mail"),
        "device_name": QCoreApplication.translate("Console", "Device"),
    }.get(field, field)


def file_words(why: str) -> str:
    """Return why a file cannot be read as a list of people."""
    return {
        "empty": QCoreApplication.translate(
            "Console", "There are no rows in this file. The first line holds headings, each further one a person."
        ),
        "too_big": QCoreApplication.translate("Console", "The file is larger than 5 MB. Split it."),
        "too_many": QCoreApplication.translate("Console", "The file has more than 5,000 rows. Split it."),
        "unreadable": QCoreApplication.translate(
            "Console", "This is not a CSV file. Save the table as CSV and choose it again."
        ),
    }.get(why, QCoreApplication.translate("Console", "The file cannot be read."))
