"""What the talk needs of a WebSocket engine, so that the engine stays behind one file (net/engine.py)."""

from typing import Protocol


class Wire(Protocol):
    """One open WebSocket; nothing here waits."""

    address: str

    def send(self, frame: bytes) -> None:
        """Queue one text frame; a closed wire swallows it."""

    def close(self, code: int, reason: str = "") -> None:
        """Start the closing handshake; may be called more than once."""

    def buffered_bytes(self) -> int:
        """Return what the peer has not taken yet."""


class FrameHandler(Protocol):
    """What the engine calls for each connection."""

    def on_frame(self, frame: bytes) -> None:
        """A whole text frame has arrived."""

    def on_closed(self) -> None:
        """The connection is gone; nothing more is called."""
