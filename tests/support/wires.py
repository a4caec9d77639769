"""A peer of the talk process without a socket: keeps every frame and how it was closed."""


class RecordingWire:
    """Takes everything at once and says nothing by itself; implements relay.net.wire.Wire."""

    def __init__(self) -> None:
        self.address = "192.0.2.7"
        self.frames: list[bytes] = []
        self.closed: list[int] = []

    def send(self, frame: bytes) -> None:
        """Keep a frame."""
        self.frames.append(frame)

    def close(self, code: int, reason: str = "") -> None:  # noqa: ARG002 - the wire's signature
        """Keep the close code."""
        self.closed.append(code)

    def buffered_bytes(self) -> int:
        """Return nothing: all was taken."""
        return 0
