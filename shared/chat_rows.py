"""The numbered rows of one conversation, as both programs hold them: read from the end, whatever the talk's length."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from shared.ids import MessageId
from shared.protocol.chat import ChatMessage


class ChatRows:
    """Rows come at the end as people write, and anywhere else when history is read; none is ever taken away."""

    def __init__(self) -> None:
        self._rows: dict[int, ChatMessage] = {}
        self._seqs: list[int] = []
        self._seq_of: dict[MessageId, int] = {}
        self._times: list[dt.datetime] = []
        """Of the first rows, as far as somebody asked."""

    def __len__(self) -> int:
        return len(self._seqs)

    def __iter__(self) -> Iterator[ChatMessage]:
        """Give all rows, the oldest first."""
        return (self._rows[seq] for seq in self._seqs)

    @property
    def head(self) -> int:
        """The highest number, 0 for none."""
        return self._seqs[-1] if self._seqs else 0

    @property
    def last(self) -> ChatMessage | None:
        """The newest row."""
        return self.get(self.head)

    def add(self, rows: Iterable[ChatMessage]) -> list[ChatMessage]:
        """Take rows, or newer readings of some, and return those whose number was not known."""
        come = {row.seq: row for row in rows}
        fresh = [row for seq, row in come.items() if seq not in self._rows]
        self._rows |= come
        self._seq_of |= {row.message_id: seq for seq, row in come.items()}
        if fresh:
            seqs = sorted(row.seq for row in fresh)
            del self._times[bisect_left(self._seqs, seqs[0]) :]
            is_at_end = seqs[0] > self.head
            self._seqs += seqs
            if not is_at_end:
                self._seqs.sort()
        return fresh

    def get(self, seq: int) -> ChatMessage | None:
        """Return the row with a number, None while it is not here."""
        return self._rows.get(seq)

    def of_key(self, message_id: str) -> ChatMessage | None:
        """Return the row of a message, None while it has no number here."""
        seq = self._seq_of.get(MessageId(message_id))
        return None if seq is None else self._rows[seq]

    def newest_first(self, after: int = 0) -> Iterator[ChatMessage]:
        """Give the rows numbered above `after` from the newest on, each as it is when it is asked for."""
        seqs = self._seqs[bisect_right(self._seqs, after) :]
        return (self._rows[seq] for seq in reversed(seqs))

    def between(self, after: int, upto: int) -> list[ChatMessage]:
        """Return the rows numbered above `after` and up to `upto`, the oldest first."""
        return [self._rows[seq] for seq in self._seqs[bisect_right(self._seqs, after) : bisect_right(self._seqs, upto)]]

    def times(self) -> list[tuple[int, dt.datetime]]:
        """Return number and time of every row; a clock that was set back does not turn two rows round."""
        self._know_times()
        return list(zip(self._seqs, self._times, strict=True))

    def time_of(self, seq: int) -> dt.datetime:
        """Return the time of a row that is here, never before that of a row above it."""
        self._know_times()
        return self._times[bisect_left(self._seqs, seq)]

    def _know_times(self) -> None:
        for seq in self._seqs[len(self._times) :]:
            at = self._rows[seq].at
            self._times.append(max(at, self._times[-1]) if self._times else at)
