"""What every command of a headless console is; those of one area each stand in a module of their own."""

import msgspec

from shared.errors import SportelloError


class BadCommand(SportelloError):
    """A line that is no command; `params["why"]` says what is wrong with it."""

    code = "bad_command"


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="do", forbid_unknown_fields=True):
    """Base; `id` comes back in the answer."""

    id: int | str | None = None
