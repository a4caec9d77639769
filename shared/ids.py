"""Typed ids: UUIDv7 text of 36 characters, made by the side that creates the thing. Never a secret.

Text and not UUID objects: the same 36 characters stand on the wire, in the tables, in logs and in file names.
"""

from typing import Annotated, NewType

import msgspec

UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z"

IdText = Annotated[str, msgspec.Meta(pattern=UUID_PATTERN)]

CustomerId = NewType("CustomerId", IdText)
DeviceId = NewType("DeviceId", IdText)
DeviceKeyId = NewType("DeviceKeyId", IdText)
ContactId = NewType("ContactId", IdText)
TechnicianId = NewType("TechnicianId", IdText)
ChatRequestId = NewType("ChatRequestId", IdText)
ConversationId = NewType("ConversationId", IdText)
TicketId = NewType("TicketId", IdText)
EnrollmentTokenId = NewType("EnrollmentTokenId", IdText)
MailId = NewType("MailId", IdText)
StreamId = NewType("StreamId", IdText)
"""One outbox file: a new file is a new stream, so that its counter never repeats (docs/protocol.md, Delivery)."""
MessageId = NewType("MessageId", IdText)
"""The client's own id of a message (`cid`), written to its outbox before the first transmission."""
FileId = NewType("FileId", IdText)
"""Also the id of the message that shows the file in a conversation."""
EntryId = NewType("EntryId", IdText)
GroupId = NewType("GroupId", IdText)
ServiceId = NewType("ServiceId", IdText)
AnswerId = NewType("AnswerId", IdText)
WatchRuleId = NewType("WatchRuleId", IdText)
StampId = NewType("StampId", IdText)


def new_id() -> str:
    """Return a new UUIDv7 as text; wrap it in the id type that is meant."""
    # When the first one is made: it reads its own version, which takes 3 MB that an agent at rest does not spend.
    import uuid6

    return str(uuid6.uuid7())
