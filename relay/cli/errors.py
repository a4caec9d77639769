"""Errors of the command line in plain words: what happened, what to do next, and an exit code for scripts."""

import json
from typing import IO, Any, Final

import click

from relay import exits
from shared.errors import BadText, Conflict, NotAllowed, NotFound, SportelloError, TooLarge, Unavailable


class Failure(click.ClickException):
    """What the person is told; `code` is a stable word for programs."""

    exit_code = exits.REFUSED

    def __init__(self, message: str, *, code: str = "refused", hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
        self.as_json = False

    def show(self, file: IO[Any] | None = None) -> None:
        """Print to standard error, or as JSON to standard output, where a program reads."""
        if self.as_json:
            said = {"ok": False, "error": self.code, "message": self.message, "hint": self.hint}
            click.echo(json.dumps(said, ensure_ascii=False))
            return
        click.echo(f"Error: {self.message}", file=file, err=True)
        if self.hint:
            click.echo(self.hint, file=file, err=True)


class WrongMoment(Failure):
    """A relay runs and must not, or does not and must."""

    exit_code = exits.RUNNING


class BadSetup(Failure):
    """Nothing can work like this until somebody changes the machine or the options."""

    exit_code = exits.SETUP


class TryAgain(Failure):
    """The same command may work later."""

    exit_code = exits.TRY_AGAIN


_WEAK: Final = {
    "short": "The password is too short: at least {limit} characters.",
    "long": "The password is too long: at most {limit} characters.",
    "simple": "The password is too simple: it repeats itself or follows the keyboard.",
    "common": "The password is one of those everybody tries first.",
    "own_name": "The password is little more than the name, the e-mail address or the organisation.",
}
_STAMP: Final = {
    "unreadable": "This is not a stamp.",
    "tampered": "The stamp was changed after it was signed.",
    "newer": "The stamp was made for a newer program.",
}
_STAMPING: Final = {
    "disk_full": "There is no room left for {path}.",
    "no_permission": "{path} may not be written here.",
    "missing": "The folder of {path} is not there.",
    "system": "{path} could not be written.",
}
_SETUP_HINTS: Final = {
    "unsafe_sqlite": "Install the Python package pysqlite3, which brings a fixed SQLite (docs/operations.md, SQLite).",
    "upgrade": "Nothing was changed. Install the newer program, make room, or restore a backup of this one.",
    "bad_certificate": "Check --tls-cert and --tls-key; without both the relay makes its own.",
}
_CONFLICTS: Final = {
    "e_mail_known": "There is already an account with this e-mail address.",
    "group_in_use": "A service, an open ticket or a waiting conversation still names this group.",
}
_FORBIDDEN: Final = {
    "owner_exists": "There is already an owner: `init` works once.",
    "bad_value": "The setting does not take this value.",
    "revoked": "The device is revoked for ever.",
    "default_service": "The default service stays active; make another one the default first.",
}


def in_words(error: SportelloError) -> Failure:
    """Return what to tell a person about an error of the relay.

    Errors of heavy modules are known by their code: the modules that raise them are not imported for this.
    """
    said = error.params
    why = str(said.get("why", said.get("what", "")))
    if error.code == "weak_password":
        hint = "Four or five unrelated words make a good one."
        return Failure(_WEAK[why].format(**said), code=error.code, hint=hint)
    if error.code == "writer_running":
        hint = "Stop it first (systemctl stop sportello-relay), or name another folder with --state."
        return WrongMoment("A relay is using this state folder.", code=error.code, hint=hint)
    if error.code == "bad_backup":
        hint = "Nothing was changed. Try another backup."
        return Failure(f"{error}.", code=error.code, hint=hint)
    if error.code == "stamp":
        hint = "Make a new one: `sportello-relay stamp create CUSTOMER`."
        return Failure(_STAMP[why], code=error.code, hint=hint)
    if error.code == "stamping":
        hint = "Nothing was written. Name another file with --out."
        return Failure(_STAMPING[why].format(**said), code=error.code, hint=hint)
    if error.code in _SETUP_HINTS:
        return BadSetup(str(error), code=error.code, hint=_SETUP_HINTS[error.code])
    if isinstance(error, Unavailable):
        hint = "Look with the `list` commands whether it was done, and at the relay's log; then try again."
        return TryAgain("The relay did not answer.", code=error.code, hint=hint)
    return Failure(_refusal(error, why, said), code=error.code, hint=_next_step(error, why))


def _refusal(error: SportelloError, why: str, said: dict[str, str | int]) -> str:
    if isinstance(error, NotFound):
        return "There is nothing with this id."
    if isinstance(error, NotAllowed):
        return _FORBIDDEN.get(why, f"That is not allowed ({why}).")
    if isinstance(error, Conflict):
        return _CONFLICTS.get(why, "It exists already.")
    if isinstance(error, BadText):
        return f"This cannot be used as {str(said.get('field', 'text')).replace('_', ' ')}."
    if isinstance(error, TooLarge):
        return f"Too long: at most {said.get('limit')} characters."
    return f"Refused: {error.code}."


def _next_step(error: SportelloError, why: str) -> str:
    if why == "owner_exists":
        return "Use `technician reset-password` for a forgotten password, `technician add` for another account."
    if error.params.get("field") == "relay_url":
        return "Give wss://host with --relay-url, or once for all: sportello-relay settings set public_url wss://host"
    if isinstance(error, NotFound):
        return "The `list` commands show the ids."
    return ""
