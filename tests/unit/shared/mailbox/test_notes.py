from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.ids import ConversationId, new_id
from shared.mailbox.notes import Notes
from shared.mailbox.store import Store
from tests.support.chat_rows import a_conversation

TALK = ConversationId(new_id())


@pytest.fixture
def notes(home: Path) -> Iterator[Notes]:
    store = Store(home / "box.sqlite3")
    store.open()
    yield Notes(store)
    store.close()


def test_the_newest_version_of_a_conversation_stays(notes: Notes) -> None:
    newer = a_conversation(TALK, version=3, contact_name="Ada")
    notes.save_conversation(newer)
    notes.save_conversation(a_conversation(TALK, version=2))

    assert notes.conversation(TALK) == newer
    assert notes.conversations() == [newer]


def test_an_unknown_conversation_is_none(notes: Notes) -> None:
    assert notes.conversation(TALK) is None


def test_an_empty_draft_is_forgotten(notes: Notes) -> None:
    notes.save_draft(TALK, "half a sen")
    kept = notes.drafts()
    notes.save_draft(TALK, "")

    assert kept == {TALK: "half a sen"}
    assert notes.drafts() == {}


def test_a_setting_holds_its_last_value(notes: Notes) -> None:
    notes.save_setting("sound", "on")
    notes.save_setting("sound", "off")

    assert notes.settings() == {"sound": "off"}
