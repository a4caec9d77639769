"""Reading committed rows in the talk process: short transactions on read-only connections."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from relay.db.gate import Gate
from relay.domain.scope import Scope


class Reader:
    """Hands out gates; usable from the loop and from worker threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @contextmanager
    def gate(self, scope: Scope) -> Iterator[Gate]:
        """Yield a gate on one consistent view of what is committed."""
        with self._engine.connect() as connection:
            yield Gate(connection, scope)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
