"""How a check says no."""


class Refused(Exception):
    """`why` as in shared/errors.py: `not_what_it_says`, `macros`, `too_complex`, `unreadable`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def require(holds: object, why: str = "not_what_it_says") -> None:
    """Raises: Refused unless it holds."""
    if not holds:
        raise Refused(why)
