from pathlib import Path

from shared.ids import ConversationId, MessageId, new_id
from shared.mailbox.inbox import Standing
from shared.mailbox.mailbox import Mailbox
from tests.support.chat_rows import a_row

TALK = ConversationId(new_id())


def queue_a_text(mailbox: Mailbox, text: str) -> None:
    with mailbox.transaction():
        mailbox.outbox.add(TALK, MessageId(new_id()), text)


def texts(mailbox: Mailbox) -> list[str]:
    return [message.text for message in mailbox.outbox.of(TALK)]


def test_the_first_to_sign_in_owns_the_file(home: Path) -> None:
    mailbox = Mailbox(home / "box.sqlite3")

    assert not mailbox.belong_to("ada")
    assert mailbox.owner == "ada"
    mailbox.close()


def test_another_person_never_sends_what_the_first_one_queued(home: Path) -> None:
    mailbox = Mailbox(home / "box.sqlite3")
    mailbox.belong_to("ada")
    queue_a_text(mailbox, "from ada")

    assert mailbox.belong_to("bob")
    assert mailbox.owner == "bob"
    assert texts(mailbox) == []
    mailbox.close()


def test_the_first_person_finds_everything_again(home: Path) -> None:
    mailbox = Mailbox(home / "box.sqlite3")
    mailbox.belong_to("ada")
    queue_a_text(mailbox, "from ada")
    mailbox.belong_to("bob")
    queue_a_text(mailbox, "from bob")

    mailbox.belong_to("ada")
    of_ada = texts(mailbox)
    mailbox.belong_to("bob")

    assert of_ada == ["from ada"]
    assert texts(mailbox) == ["from bob"]
    mailbox.close()


def test_a_change_of_owner_cut_in_the_middle_is_finished_by_the_next_sign_in(home: Path) -> None:
    mailbox = Mailbox(home / "box.sqlite3")
    mailbox.belong_to("ada")
    queue_a_text(mailbox, "from ada")
    mailbox.close()
    (home / "box.sqlite3").replace(home / "box-ada.sqlite3")
    mailbox = Mailbox(home / "box.sqlite3")

    mailbox.belong_to("ada")

    assert texts(mailbox) == ["from ada"]
    mailbox.close()


def test_a_history_is_what_is_on_disk(home: Path) -> None:
    mailbox = Mailbox(home / "box.sqlite3")
    row = a_row(TALK, 1)
    with mailbox.transaction():
        mailbox.inbox.add(row)
        mailbox.inbox.save_standing(TALK, Standing(1, 1, member=True))
        mailbox.notes.save_draft(TALK, "draft")
    queue_a_text(mailbox, "mine")

    history = mailbox.history(TALK)

    assert history.messages == [row]
    assert [message.text for message in history.outgoing] == ["mine"]
    assert (history.draft, history.read) == ("draft", 1)
    mailbox.close()


def test_what_the_relay_erased_is_forgotten_and_overwritten_and_nothing_else(home: Path) -> None:
    mailbox = Mailbox(home / "box.sqlite3")
    mailbox.belong_to("ada")
    queue_a_text(mailbox, "xylografia")
    other = ConversationId(new_id())
    with mailbox.transaction():
        mailbox.outbox.add(other, MessageId(new_id()), "stays")
    mailbox.forget(TALK)
    history = mailbox.history(TALK)
    assert (history.messages, history.outgoing, history.draft) == ([], [], "")
    assert [message.text for message in mailbox.outbox.of(other)] == ["stays"]
    mailbox.close()
    assert b"xylografia" not in (home / "box.sqlite3").read_bytes()
