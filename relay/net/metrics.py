"""Figures for Prometheus; names and meaning in docs/operations.md. No label ever holds a name or an id."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST


class Metrics:
    """One set per talk process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.connections = Gauge("sportello_connections", "Open connections", ["kind"], registry=self.registry)
        self.frames = Counter("sportello_frames_received", "Frames received", registry=self.registry)
        self.refused = Counter("sportello_refused", "Requests refused", ["code"], registry=self.registry)
        self.stored = Counter(
            "sportello_messages_acknowledged", "Messages stored and acknowledged", registry=self.registry
        )
        self.pushed = Counter("sportello_messages_pushed", "Messages pushed to a member", registry=self.registry)
        self.order_seconds = Histogram(
            "sportello_order_seconds",
            "Seconds from order to commit",
            registry=self.registry,
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
        )
        self.writer_up = Gauge("sportello_writer_up", "1 while the writer answers", registry=self.registry)

    def exposition(self) -> tuple[str, bytes]:
        """Return content type and body of `/metrics`."""
        return CONTENT_TYPE_LATEST, generate_latest(self.registry)
