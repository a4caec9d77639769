"""Why something did not work, in words, for codes that only a console meets; the rest is in shared/qt/error_words.py."""

from PySide6.QtCore import QCoreApplication

from shared.link.events import LinkState, LinkStateChanged
from shared.qt.error_words import again_words, error_words
from shared.qt.reach_words import reach_words
from tech_console.models.installer_words import trust_words
from tech_console.presenters.line import Problem


def problem_words(problem: Problem) -> str:
    """Return what happened and what the person can do."""
    own = _own_words(problem)
    if own is None:
        return error_words(problem.code, problem.params, problem.retry_after_ms)
    again = again_words(problem.retry_after_ms)
    return f"{own} {again}" if again else own


def link_words(state: LinkStateChanged) -> str:
    """Return the line of the banner while there is no connection; empty when there is one."""
    if state.state is LinkState.READY:
        return ""
    if state.code == "restart":
        return QCoreApplication.translate(
            "Console", "The relay is restarting. You can go on writing; messages are sent when it is back."
        )
    return QCoreApplication.translate(
        "Console", "No connection to the relay. You can go on writing; messages are sent when it is back."
    )


def certificate_words(why: str) -> str:
    """Return what is wrong with the relay's certificate."""
    return {
        "untrusted": QCoreApplication.translate(
            "Console",
            "The relay shows a certificate that no known authority has signed. That is normal for a relay"
            " that made its own.",
        ),
        "host": QCoreApplication.translate("Console", "The relay's certificate was made for another address."),
        "expired": QCoreApplication.translate("Console", "The relay's certificate has expired."),
        "pin": QCoreApplication.translate(
            "Console",
            "The relay shows another certificate than the one you trusted. If nobody has renewed it,"
            " somebody may be listening in: ask your administrator before you go on.",
        ),
    }.get(why, QCoreApplication.translate("Console", "The relay's certificate cannot be verified."))


def _own_words(problem: Problem) -> str | None:
    if problem.code == "conflict":
        return _conflict(str(problem.params.get("what", "")))
    if (unreached := reach_words(problem.code, problem.params)) is not None:
        return unreached
    if problem.code == "forbidden":
        return _forbidden(str(problem.params.get("why", "")))
    if problem.code == "trust_unusable":
        return trust_words(str(problem.params.get("why", "")))
    if problem.code == "auth_failed":
        return QCoreApplication.translate(
            "Console", "E-mail, password or code is not right. Each code works only once: wait for the next one."
        )
    return {
        "lost": QCoreApplication.translate("Console", "The connection to the relay was lost."),
        "restart": QCoreApplication.translate("Console", "The relay is restarting."),
        "replaced": QCoreApplication.translate("Console", "You signed in at another place, so this session ended."),
        "revoked": QCoreApplication.translate(
            "Console", "Your session was ended. Sign in again, or ask your administrator."
        ),
        "session_over": QCoreApplication.translate("Console", "Your session has ended. Please sign in again."),
        "upgrade": QCoreApplication.translate(
            "Console", "This console is too old for the relay, or too new. Please update it."
        ),
        "plain_refused": QCoreApplication.translate(
            "Console", "This address is not encrypted. Use an address that begins with wss://."
        ),
        "bad_address": QCoreApplication.translate(
            "Console", "This is not an address. It looks like help.example.com or help.example.com:8443."
        ),
        "step_up_required": QCoreApplication.translate(
            "Console",
            "This needs a fresh code of your authenticator app, and none was entered. Nothing was changed; you can try again"
            " at any time.",
        ),
        "no_relay": QCoreApplication.translate("Console", "Choose a relay first."),
        "no_device": QCoreApplication.translate(
            "Console", "This ticket belongs to no device, so there is nobody to chat with."
        ),
    }.get(problem.code)


def _forbidden(why: str) -> str | None:
    return {
        "merged": QCoreApplication.translate("Console", "This ticket was merged into another one. Go on there."),
        "not_granted": QCoreApplication.translate(
            "Console", "This technician has no access here. Choose somebody else."
        ),
        "service_ended": QCoreApplication.translate(
            "Console", "This service is no longer offered. Choose another one."
        ),
        "nobody_in_group": QCoreApplication.translate(
            "Console", "Nobody in this group may take the conversation. Choose another one."
        ),
        "not_in_group": QCoreApplication.translate("Console", "You are not in the group this conversation waits for."),
    }.get(why)


def _conflict(what: str) -> str | None:
    return {
        "request_open": QCoreApplication.translate(
            "Console", "You are already asking this device. Wait until it ends, or withdraw it."
        ),
        "ticket_changed": QCoreApplication.translate(
            "Console", "Somebody else has changed this ticket. Look at the new text, then save again."
        ),
        "e_mail_known": QCoreApplication.translate(
            "Console", "Another person has this e-mail address already. Edit that one, or merge the two."
        ),
        "too_many_addresses": QCoreApplication.translate(
            "Console", "Together they have too many e-mail addresses. Take some away first."
        ),
        "same_contact": QCoreApplication.translate("Console", "Choose another person to merge with."),
        "talk_open": QCoreApplication.translate("Console", "A conversation with this person is open. Close it first."),
        "conversation_open": QCoreApplication.translate(
            "Console", "A conversation of this ticket is open. Answer there, or write an internal note."
        ),
        "entry_exists": QCoreApplication.translate("Console", "This was written already, with other words."),
        "merged": QCoreApplication.translate("Console", "This ticket was merged into another one already."),
        "shortcut_taken": QCoreApplication.translate(
            "Console", "Another answer has this shortcut already. Choose another word."
        ),
        "group_in_use": QCoreApplication.translate(
            "Console", "A service or an open ticket still belongs to this group. Change those first."
        ),
        "settings_changed": QCoreApplication.translate(
            "Console", "Somebody else has changed the settings. Look at them, then save again."
        ),
    }.get(what)
