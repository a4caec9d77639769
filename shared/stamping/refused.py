"""Why a file cannot be stamped or read."""

from typing import Final

from shared.errors import SportelloError

TOO_BIG: Final = "too_big"
NO_PACKAGE: Final = "no_package"
STAMPED: Final = "stamped"


class PackageRefused(SportelloError):
    """The file is no package of ours, or is one customer's already.

    `params["why"]`: `no_package`, `stamped`, `too_big` (its small parts are bigger than ours ever are). `path` says which file.
    """

    code = "package"
