"""The three addresses that plain HTTP may ask for; everything else is 404, after set-up and before."""

from relay.net.talk import Talk

TEXT = "text/plain; charset=utf-8"


class HttpPages:
    """Answers by exact path only: no variant of it exists."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def answer(self, path: str) -> tuple[int, str, bytes] | None:
        """Return status, content type and body; None for an unknown path."""
        if path == "/healthz":
            return 200, TEXT, b"ok\n"
        if path == "/readyz":
            return self._ready()
        if path == "/metrics":
            return self._metrics()
        return None

    def _ready(self) -> tuple[int, str, bytes]:
        """Ready means: the writer answers and its last commit succeeded."""
        return (200, TEXT, b"ready\n") if self._talk.writer.healthy else (503, TEXT, b"database unavailable\n")

    def _metrics(self) -> tuple[int, str, bytes]:
        metrics, registry = self._talk.metrics, self._talk.registry
        metrics.connections.labels("agent").set(len(registry.agents))
        metrics.connections.labels("console").set(sum(len(s) for s in registry.consoles.values()))
        metrics.writer_up.set(1 if self._talk.writer.healthy else 0)
        content_type, body = metrics.exposition()
        return 200, content_type, body
