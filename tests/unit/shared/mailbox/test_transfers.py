import datetime as dt
from pathlib import Path

import msgspec

from shared.ids import ConversationId, FileId, new_id
from shared.machines.file_effects import TransferState
from shared.mailbox import driver, schema
from shared.mailbox.mailbox import Mailbox
from shared.mailbox.store import Store
from shared.mailbox.transfers import Direction, Transfer, TransferTable

AT = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def transfer(direction: Direction = Direction.SEND, **changes: object) -> Transfer:
    made = Transfer(file_id=FileId(new_id()), direction=direction, name="clip.mp4", place="clip.mp4", at=AT)
    return msgspec.structs.replace(made, **changes)


def test_a_transfer_is_known_after_a_restart(home: Path) -> None:
    paused = transfer(state=TransferState.PAUSED, sha256="a" * 64, conversation_id=ConversationId(new_id()), size=5)
    mailbox = Mailbox(home / "box.sqlite3")
    with mailbox.transaction():
        mailbox.transfers.save(paused)
    mailbox.close()

    mailbox = Mailbox(home / "box.sqlite3")
    assert mailbox.transfers.all() == [paused]
    mailbox.close()


def test_what_goes_on_by_itself_is_queued_after_a_restart(store: Store) -> None:
    table = TransferTable(store)
    running = transfer(state=TransferState.RUNNING, offset=7, rate=2.0, left_s=1.0, code="lost")
    table.save(running)

    assert table.all() == [
        msgspec.structs.replace(running, state=TransferState.QUEUED, offset=0, rate=0.0, left_s=None, code="")
    ]


def test_a_transfer_keeps_its_place_when_it_changes(store: Store) -> None:
    table, first, second = TransferTable(store), transfer(), transfer()
    table.save(first)
    table.save(second)
    table.save(msgspec.structs.replace(first, state=TransferState.FAILED, code="quota", params={"limit": 3}))

    assert [known.file_id for known in table.all()] == [first.file_id, second.file_id]
    assert table.all()[0].params == {"limit": 3}


def test_what_is_removed_is_gone_and_its_other_direction_stays(store: Store) -> None:
    table, sent = TransferTable(store), transfer()
    fetched = msgspec.structs.replace(sent, direction=Direction.FETCH)
    table.save(sent)
    table.save(fetched)
    table.remove(sent.key)

    assert table.all() == [fetched]


def test_only_the_newest_finished_downloads_are_remembered(store: Store) -> None:
    table = TransferTable(store)
    waiting = transfer(Direction.FETCH)
    done = [transfer(Direction.FETCH, state=TransferState.DONE) for _ in range(4)]
    for known in (waiting, *done):
        table.save(known)
    table.forget_old(keep=2)

    assert table.all() == [waiting, *done[2:]]


def test_a_store_of_the_first_release_gets_the_table(home: Path) -> None:
    connection = driver.connect(str(home / "box.sqlite3"))
    schema.upgrade(connection, schema.STEPS[:1])
    connection.close()

    mailbox = Mailbox(home / "box.sqlite3")
    assert mailbox.transfers.all() == []
    mailbox.close()
