"""What `--check` found, one sentence each, and the last line."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from endpoint_agent.presenters.words import link_words
from shared.link.events import LinkState

translate = QCoreApplication.translate
Params = Mapping[str, str | int]


def finding_words(name: str, code: str, params: Params) -> str:
    """Return what is so, or what is wrong and what to do."""
    if code == "not_enrolled":
        return translate(
            "Check", "This computer has not joined yet, and there is no enrollment token. Give one, or install a stamp."
        )
    if code:
        return link_words(LinkState.STOPPED, code, dict(params))
    return {
        "settings": _settings,
        "folder": _folder,
        "key_store": _key_store,
        "relay": _relay,
        "stamp": _stamp,
        "joined": _joined,
    }[name](params)


def last_line(status: int) -> str:
    """Return how it stands as a whole."""
    if not status:
        return translate("Check", "Everything is ready.")
    return translate("Check", "Not ready; exit status {status}.").format(status=status)


def _settings(params: Params) -> str:
    if params.get("customer"):
        text = translate("Check", "The stamp is for {customer}; the relay is {relay}.")
    else:
        text = translate("Check", "The relay is {relay}.")
    return text.format(**params)


def _folder(params: Params) -> str:
    return translate("Check", "Kept in {path}; the log is {log}.").format(**params)


def _key_store(params: Params) -> str:
    if params.get("kind") == "later":
        return translate("Check", "The key store is that of the person who signs in; it was not looked at.")
    if params.get("kind") == "file":
        return translate("Check", "There is no key store here; the key is kept in a file, as the stamp allows.")
    return translate("Check", "The key store is {kind}.").format(**params)


def _relay(params: Params) -> str:
    return translate("Check", "The relay of {organisation} answers, and its certificate is trusted.").format(**params)


def _stamp(params: Params) -> str:
    if params.get("expires"):
        return translate("Check", "The stamp is this relay's and can be used until {expires}.").format(**params)
    return translate("Check", "The stamp is this relay's.")


def _joined(params: Params) -> str:
    if params.get("how") == "joined":
        return translate("Check", "This computer has joined {customer}.").format(**params)
    return translate("Check", "This computer will join with its enrollment token; the relay looks at it only then.")
