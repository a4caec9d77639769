"""From a row of a talk to what the chat view draws: whose shield stands where."""

import datetime as dt

from shared.ids import ConversationId, CustomerId, DeviceId, DeviceKeyId, new_id
from shared.protocol.chat import ConversationRecord, SenderKind
from shared.protocol.identity import Shield
from tech_console.state.talk import Row
from tech_console.views.talk_items import chat_item

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
RECORD = ConversationRecord(
    conversation_id=ConversationId(new_id()),
    customer_id=CustomerId(new_id()),
    version=1,
    head=2,
    open=True,
    device_id=DeviceId(new_id()),
    device_key_id=DeviceKeyId(new_id()),
    opened_at=NOW,
    contact_name="Giulia Ferri",
    shield=Shield(level=3, method="e_mail"),
)


def row(sender: SenderKind, name: str) -> Row:
    return Row(key=new_id(), order=1, at=NOW, sender=sender, sender_id=new_id(), sender_name=name, text="Ciao")


def test_the_requesters_words_carry_the_shield_of_the_conversation() -> None:
    item = chat_item(row(SenderKind.DEVICE, ""), RECORD)
    assert (item.sender_name, item.verified) == ("Giulia Ferri", 3)


def test_a_colleagues_words_carry_no_shield_and_a_picture_of_their_own() -> None:
    words = row(SenderKind.TECHNICIAN, "Anna Conti")
    item = chat_item(words, RECORD)
    assert (item.sender_name, item.verified, item.sender_key) == ("Anna Conti", None, words.sender_id)
