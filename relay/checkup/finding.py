"""One line of `check`: how it stands, what was found, what to do."""

import enum

import msgspec


class Level(enum.Enum):
    """How bad it is; only `fail` makes `check` exit with an error."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(msgspec.Struct, frozen=True):
    """`do` is empty for what is well."""

    level: Level
    about: str
    says: str
    do: str = ""


def ok(about: str, says: str) -> Finding:
    """All is well."""
    return Finding(Level.OK, about, says)


def warn(about: str, says: str, do: str) -> Finding:
    """It works today."""
    return Finding(Level.WARN, about, says, do)


def fail(about: str, says: str, do: str) -> Finding:
    """It does not work."""
    return Finding(Level.FAIL, about, says, do)
