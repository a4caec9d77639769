"""Every error code of shared/errors.py in plain words: what happened, and what the person can do next.

The wire carries codes and values; sentences are made here, in the language now shown.
"""

import math
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject

from shared.errors import SportelloError
from shared.qt.file_words import file_error_words
from shared.qt.storage_words import storage_words
from shared.qt.update_words import update_error_words

Params = Mapping[str, str | int]


class Errors(QObject):
    """The sentences with a plural: lupdate finds the number only in `self.tr`, not in QCoreApplication.translate."""

    def in_seconds(self, count: int) -> str:
        """Return when to try again, in seconds."""
        return self.tr("Try again in %n second(s).", "", count)

    def in_minutes(self, count: int) -> str:
        """Return when to try again, in minutes."""
        return self.tr("Try again in %n minute(s).", "", count)

    def tries_left(self, count: int) -> str:
        """Return what is said after a wrong code."""
        return self.tr("This code is not right. %n try(tries) left.", "", count)


def words_for(error: SportelloError) -> str:
    """Return the words for an error that was raised here."""
    return error_words(error.code, error.params, error.retry_after_ms)


def error_words(code: str, params: Params | None = None, retry_after_ms: int | None = None) -> str:
    """Return the words for a code; one that this version does not know is named, so that support can look it up."""
    values = params or {}
    if code == "forbidden":
        sentence = _forbidden(str(values.get("why", "")))
    elif code == "updates" and (about_updates := update_error_words(str(values.get("why", "")))) is not None:
        sentence = about_updates
    elif (about_a_file := file_error_words(code, values)) is not None:
        sentence = about_a_file
    elif code in ("too_big", "bad_text"):
        sentence = _text_refused(code, values)
    elif code == "wrong_code":
        sentence = _wrong_code(values)
    elif code == "storage":
        sentence = storage_words(values)
    elif code == "taken":
        sentence = _taken(str(values.get("by", "")))
    else:
        sentence = _plain(code)
    again = again_words(retry_after_ms)
    return f"{sentence} {again}" if again else sentence


def again_words(retry_after_ms: int | None) -> str:
    """Return when trying again makes sense, empty when it does not or is possible at once."""
    if retry_after_ms is None or retry_after_ms <= 0:
        return ""
    seconds = math.ceil(retry_after_ms / 1000)
    return Errors().in_seconds(seconds) if seconds < 90 else Errors().in_minutes(math.ceil(seconds / 60))


def _plain(code: str) -> str:
    known = {
        "error": QCoreApplication.translate("Errors", "Something went wrong. Please try again."),
        "bad_frame": QCoreApplication.translate(
            "Errors", "The server did not understand this program. Please update it, or tell your administrator."
        ),
        "invalid_state": QCoreApplication.translate(
            "Errors", "This is not possible right now. Close the window and try again."
        ),
        "not_found": QCoreApplication.translate("Errors", "This no longer exists. Refresh the list."),
        "auth_failed": QCoreApplication.translate("Errors", "Sign-in was refused. Check what you typed and try again."),
        "conflict": QCoreApplication.translate(
            "Errors", "Somebody else changed this first. Look at the new state and try again."
        ),
        "expired": QCoreApplication.translate("Errors", "The time for this is over. Please start again."),
        "gap": QCoreApplication.translate(
            "Errors", "An earlier message is still missing. It is being sent again; there is nothing to do."
        ),
        "cid_conflict": QCoreApplication.translate(
            "Errors", "This message could not be stored. Copy its text and send it as a new message."
        ),
        "rate_limited": QCoreApplication.translate("Errors", "Too many tries in a short time."),
        "unavailable": QCoreApplication.translate("Errors", "The service is not available right now. Nothing is lost."),
        "no_technician": QCoreApplication.translate(
            "Errors", "No technician is available now. You can open a ticket; your text is kept."
        ),
        "device_offline": QCoreApplication.translate(
            "Errors", "The device is not connected. You can leave a message; it is shown at the next sign-in."
        ),
        "identity_required": QCoreApplication.translate("Errors", "Please confirm who you are first."),
        "outbox_full": QCoreApplication.translate(
            "Errors", "Too many messages are waiting for a connection. Check the network, then send this one again."
        ),
        "profile_in_use": QCoreApplication.translate(
            "Errors", "The program is already running for this user. Look for its icon near the clock."
        ),
    }
    unknown = QCoreApplication.translate("Errors", "Something went wrong ({code}). Please try again.")
    return known.get(code) or unknown.format(code=code)


def _forbidden(why: str) -> str:
    known = {
        "waiting_for_approval": QCoreApplication.translate(
            "Errors", "This device waits for approval by your administrator."
        ),
        "revoked": QCoreApplication.translate(
            "Errors", "This device was removed from the service. Ask your administrator to enrol it again."
        ),
        "helpdesk_off": QCoreApplication.translate(
            "Errors", "The help desk is switched off for this device. Ask your administrator to switch it on."
        ),
        "chat_off": QCoreApplication.translate(
            "Errors", "Chat requests are switched off. You can open a ticket instead."
        ),
        "closed": QCoreApplication.translate("Errors", "This conversation is closed. You can start a new one."),
        "closed_ticket": QCoreApplication.translate("Errors", "This ticket is closed for good. Please open a new one."),
        "own_request": QCoreApplication.translate("Errors", "You cannot accept your own request."),
        "owner_exists": QCoreApplication.translate("Errors", "There is already an owner account."),
        "bad_value": QCoreApplication.translate("Errors", "This value is not allowed here. Please correct it."),
        "role": QCoreApplication.translate(
            "Errors", "Your role does not allow this. Ask an administrator if you need it."
        ),
        "not_a_member": QCoreApplication.translate("Errors", "You do not take part in this conversation."),
        "technicians_only": QCoreApplication.translate("Errors", "Only technicians can do this."),
        "devices_only": QCoreApplication.translate("Errors", "Only the device itself can do this."),
    }
    return known.get(why) or QCoreApplication.translate(
        "Errors", "You are not allowed to do this. Ask an administrator if you need it."
    )


def _text_refused(code: str, values: Params) -> str:
    field = _field(str(values.get("field", "")))
    if code == "bad_text":
        return QCoreApplication.translate("Errors", "{field}: please enter text without special characters.").format(
            field=field
        )
    return QCoreApplication.translate("Errors", "{field}: too long. Please shorten it.").format(field=field)


def _field(name: str) -> str:
    known = {
        "text": QCoreApplication.translate("Errors", "Message"),
        "title": QCoreApplication.translate("Errors", "Title"),
        "name": QCoreApplication.translate("Errors", "Name"),
        "first_name": QCoreApplication.translate("Errors", "First name"),
        "last_name": QCoreApplication.translate("Errors", "Last name"),
        "e_mail": QCoreApplication.translate("Errors", "E-mail"),
        "reason": QCoreApplication.translate("Errors", "Reason"),
    }
    return known.get(name) or QCoreApplication.translate("Errors", "Text")


def _wrong_code(values: Params) -> str:
    left = int(values.get("left", 0))
    if left <= 0:
        return QCoreApplication.translate(
            "Errors", "This code is not right and can no longer be used. Ask for a new one."
        )
    return Errors().tries_left(left)


def _taken(by: str) -> str:
    if not by:
        return QCoreApplication.translate("Errors", "Another technician was faster.")
    return QCoreApplication.translate("Errors", "{name} was faster and took this request.").format(name=by)
