"""Figures of the file process for Prometheus; names and meaning in docs/operations.md. No label holds a name or an id."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST


class FileMetrics:
    """One set per file process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.transfers = Gauge("sportello_file_transfers", "Transfers under way", ["way"], registry=self.registry)
        self.received = Counter("sportello_file_bytes_received", "Bytes on stable storage", registry=self.registry)
        self.sent = Counter("sportello_file_bytes_sent", "Bytes handed to fetching clients", registry=self.registry)
        self.refused = Counter("sportello_file_requests_refused", "Requests refused", ["code"], registry=self.registry)
        self.ended = Counter("sportello_files_ended", "Files released or refused", ["code"], registry=self.registry)
        self.checking = Gauge("sportello_files_checking", "Files that wait for their checks", registry=self.registry)
        self.check_seconds = Histogram(
            "sportello_file_check_seconds",
            "Seconds from the last byte to the verdict",
            registry=self.registry,
            buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 600),
        )
        self.scanner_up = Gauge(
            "sportello_file_scanner_up", "1 while the virus scanner answers, or none is set", registry=self.registry
        )
        self.scanner_up.set(1)

    def exposition(self, uploads: int, downloads: int) -> tuple[str, bytes]:
        """Return content type and body of `/metrics`."""
        self.transfers.labels("upload").set(uploads)
        self.transfers.labels("download").set(downloads)
        return CONTENT_TYPE_LATEST, generate_latest(self.registry)
