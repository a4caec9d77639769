"""A small value of the desk that outlives the program: one setting of the link's store, written as JSON."""

from typing import Any, Generic, TypeVar

import msgspec

from shared.link.api import Link

PREFIX = "desk."
"""Not that of settings.py: these are no choices of a person."""

ValueT = TypeVar("ValueT")


class Kept(Generic[ValueT]):
    """`value` is `empty` until `load`; what was set before that stands above what the disk says.

    `kind` is the type of the value as msgspec takes it; a union is no class, so it cannot be said more strictly.
    """

    def __init__(self, link: Link, key: str, kind: Any, empty: ValueT) -> None:
        self._link = link
        self.key = PREFIX + key
        self._decoder = msgspec.json.Decoder(kind)
        self._is_set = False
        self.value = empty

    def set(self, value: ValueT) -> None:
        """Change it, here and on disk."""
        if value != self.value or not self._is_set:
            self.value, self._is_set = value, True
            self._link.save_setting(self.key, msgspec.json.encode(value).decode())

    def load(self, settings: dict[str, str]) -> None:
        """Take what MailboxOpened brought; what a later version wrote and this one cannot read counts as nothing."""
        text = settings.get(self.key)
        if text is None or self._is_set:
            return
        try:
            self.value, self._is_set = self._decoder.decode(text), True
        except msgspec.MsgspecError:
            return
