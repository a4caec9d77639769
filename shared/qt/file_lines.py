"""A file on its way as a line of a headless program. Source: docs/headless.md."""

from typing import Any

from shared.mailbox.transfers import Transfer
from shared.qt.error_words import error_words
from shared.qt.file_words import standing_words


def transfer_fields(transfer: Transfer) -> dict[str, Any]:
    """Return what `transfer` shows."""
    words = error_words(transfer.code, transfer.params) if transfer.code else standing_words(transfer)
    return {
        "file_id": transfer.file_id,
        "direction": transfer.direction,
        "state": transfer.state,
        "name": transfer.name,
        "size": transfer.size,
        "offset": transfer.offset,
        "rate": round(transfer.rate),
        "left_s": transfer.left_s,
        "sha256": transfer.sha256,
        "place": transfer.place,
        "conversation_id": transfer.conversation_id,
        "ticket_id": transfer.ticket_id,
        "code": transfer.code,
        "params": transfer.params,
        "words": words,
    }
