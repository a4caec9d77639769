"""Rows of a conversation that stand above the first one shown: made from the newest on, when somebody scrolls up. No Qt."""

from collections.abc import Iterable

from shared.widgets.chat_item import ChatItem, order_of


class ChatPast:
    """Takes a stream of rows, the newest first, and remembers what happened to rows nobody has seen yet.

    The stream may make each row as it is asked for it: what it yields is as of that moment.
    """

    def __init__(self, newest_first: Iterable[ChatItem] = ()) -> None:
        self._stream = iter(newest_first)
        self._late: dict[str, ChatItem] = {}
        self._skipped: set[str] = set()

    def take(self, most: int) -> list[ChatItem]:
        """Return about the next `most` rows, oldest first; fewer than that many when nothing stands above them."""
        taken: list[ChatItem] = []
        late = sorted(self._late.values(), key=order_of)
        for item in self._stream:
            if item.key in self._skipped or item.key in self._late:
                continue
            while late and late[-1].order >= item.order:
                taken.append(late.pop())
            taken.append(item)
            if len(taken) >= most:
                break
        else:
            taken += reversed(late)
            late = []
        self._skipped.update(self._late)
        self._late = {item.key: item for item in late}
        self._skipped.difference_update(self._late)
        return taken[::-1]

    def keep(self, item: ChatItem) -> None:
        """Put a row in, or another one in place of that with its key."""
        self._skipped.discard(item.key)
        self._late[item.key] = item

    def skip(self, key: str) -> None:
        """The row with this key is shown already, or is no more."""
        self._late.pop(key, None)
        self._skipped.add(key)
