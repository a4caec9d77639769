"""Sentences about codes, states and events, in the language now shown. Error codes of the wire: shared/qt/error_words.py."""

from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.counted import Counted
from shared.link.events import LinkState
from shared.qt.error_words import error_words
from shared.qt.reach_words import reach_words

Params = dict[str, str | int]


def event_words(event: str, params: dict[str, str]) -> str:
    """Return what the relay itself says in a conversation (`technician_joined` and so on)."""
    name, organisation = params.get("name", ""), params.get("organisation", "")
    if event == "technician_joined" and organisation:
        text = QCoreApplication.translate("Words", "{name} of {organisation} has joined the conversation")
        return text.format(name=name, organisation=organisation)
    known = {
        "technician_joined": QCoreApplication.translate("Words", "{name} has joined the conversation"),
        "ticket_opened": QCoreApplication.translate("Words", "A ticket was opened for this conversation"),
        "transferred": QCoreApplication.translate("Words", "{name} goes on with the conversation")
        if name
        else QCoreApplication.translate("Words", "A colleague will go on with the conversation ({group})"),
        "closed_by_device": QCoreApplication.translate("Words", "You closed the conversation"),
        "closed_by_technician": QCoreApplication.translate("Words", "{name} closed the conversation"),
    }
    other = QCoreApplication.translate("Words", "Something happened that this version cannot show ({event})")
    return known.get(event, other).format(name=name, event=event, group=params.get("group", ""))


def link_words(state: LinkState, code: str, params: Params) -> str:
    """Return why there is no connection, and what helps; empty while there is one."""
    if state is LinkState.READY:
        return ""
    if code == "certificate":
        return _certificate_words(params)
    if code == "key_store":
        return _key_store_words(str(params.get("why", "")))
    if code in {"stamp", "config"}:
        return _settings_words(code, str(params.get("why", "")), str(params.get("path", "")))
    if (unreached := reach_words(code, params)) is not None:
        return unreached
    known = {
        "": QCoreApplication.translate("Words", "Connecting to your support…"),
        "lost": QCoreApplication.translate("Words", "The connection to your support was lost."),
        "restart": QCoreApplication.translate("Words", "Your support's server is being restarted."),
        "plain_refused": QCoreApplication.translate(
            "Words", "The server's address is not encrypted, so no connection is made. Tell your IT support."
        ),
        "replaced": QCoreApplication.translate(
            "Words", "Another program signed in with this computer's key. Quit the other one, then try again."
        ),
        "revoked": QCoreApplication.translate(
            "Words", "Your IT support has removed this computer. Ask them if it should come back."
        ),
        "upgrade": QCoreApplication.translate("Words", "This program is too old for your support's server."),
        "auth_failed": QCoreApplication.translate(
            "Words",
            "Your support's server does not know this computer any more. Ask your IT support to enrol it again.",
        ),
        "enrolment": QCoreApplication.translate(
            "Words",
            "The enrollment token of this computer is not accepted: it has expired, was used up or was revoked."
            " Ask your IT support for a new installer.",
        ),
        "copied": QCoreApplication.translate(
            "Words",
            "This computer was copied from another one and must join anew. Ask your IT support for the installer.",
        ),
        "not_enrolled": QCoreApplication.translate(
            "Words", "This computer does not belong to any support yet. Ask your IT support for the installer."
        ),
        "no_relay": QCoreApplication.translate(
            "Words", "No server is set for this program. Ask your IT support for the installer."
        ),
    }
    return known.get(code) or error_words(code, params)


def _settings_words(code: str, why: str, path: str) -> str:
    if code == "config":
        text = QCoreApplication.translate("Words", "The settings in {path} cannot be read. Tell your IT support.")
        return text.format(path=path)
    known = {
        "tampered": QCoreApplication.translate(
            "Words",
            "The installer's settings were changed by somebody and are not used. Ask your IT support for a new one.",
        ),
        "newer": QCoreApplication.translate(
            "Words", "The installer's settings are for a newer version of this program. Install the newer version."
        ),
        "foreign": QCoreApplication.translate(
            "Words", "The installer's settings belong to another support. Ask your IT support for the right installer."
        ),
        "future": QCoreApplication.translate(
            "Words", "The installer's settings are dated in the future. Ask your IT support for a new installer."
        ),
        "expired": QCoreApplication.translate(
            "Words", "The installer is too old to join with. Ask your IT support for a new one."
        ),
    }
    return known.get(why) or QCoreApplication.translate(
        "Words", "The installer's settings cannot be read. Ask your IT support for a new installer."
    )


def _certificate_words(params: Params) -> str:
    known = {
        "host": QCoreApplication.translate(
            "Words", "The server at {host} shows a certificate for another name. Nothing was sent to it."
        ),
        "expired": QCoreApplication.translate(
            "Words", "The certificate of {host} has expired. Nothing was sent to it. Tell your IT support."
        ),
        "pin": QCoreApplication.translate(
            "Words", "The server at {host} is not the one this computer knows. Nothing was sent to it."
        ),
    }
    untrusted = QCoreApplication.translate(
        "Words", "Nobody this computer trusts vouches for {host}. Nothing was sent to it. Tell your IT support."
    )
    return known.get(str(params.get("why", "")), untrusted).format(host=params.get("host", ""))


def _key_store_words(why: str) -> str:
    known = {
        "none": QCoreApplication.translate(
            "Words",
            "There is no safe place for this computer's key. Start a key store such as GNOME Keyring or KWallet,"
            " or ask your IT support for a package that allows a key file.",
        ),
        "locked": QCoreApplication.translate("Words", "Your key store is locked. Unlock it, then try again."),
        "late": QCoreApplication.translate("Words", "Your key store does not answer. Unlock it, then try again."),
        "lost": QCoreApplication.translate(
            "Words", "Your key store does not keep what is written to it, so it cannot be used."
        ),
        "exposed": QCoreApplication.translate(
            "Words", "Other users could read this computer's key file, so it is not used. Tell your IT support."
        ),
    }
    return known.get(why) or QCoreApplication.translate("Words", "Your key store failed. Try again.")


def waiting_words(count: int) -> str:
    """Return how many messages wait for the connection."""
    return Counted().waiting(count)


def identity_error_words(code: str, params: Params, retry_after_ms: int | None) -> str:
    """Return what went wrong with the confirmation by e-mail; empty for no error."""
    if not code:
        return ""
    if code == "expired":
        return QCoreApplication.translate("Words", "This token is no longer valid. Have a new one sent.")
    if code == "wrong_code":
        return Counted().tries_left(int(params.get("left", 0)))
    if code == "bad_text" and params.get("field") == "e_mail":
        return QCoreApplication.translate("Words", "This does not look like an e-mail address. Please check it.")
    return error_words(code, params, retry_after_ms)
