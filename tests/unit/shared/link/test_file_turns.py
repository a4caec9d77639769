from shared.ids import FileId
from shared.link.file_turns import FileTurns
from shared.mailbox.transfers import Direction, TransferKey


def key(name: str, direction: Direction = Direction.SEND) -> TransferKey:
    return TransferKey(FileId(name), direction)


def wanting(*keys: TransferKey, limit: int = 3) -> FileTurns:
    turns = FileTurns(limit)
    for one in keys:
        turns.want(one)
    return turns


def test_so_many_work_at_once_and_the_next_one_follows() -> None:
    turns = wanting(key("a"), key("b"), key("c"), key("d"))

    assert turns.deal() == [key("a"), key("b"), key("c")]
    assert turns.deal() == []
    turns.give(key("b"))
    assert turns.deal() == [key("d")]


def test_a_click_does_not_wait_behind_twenty_uploads() -> None:
    turns = wanting(*(key(f"u{number}") for number in range(20)))
    turns.deal()
    wanted = key("click", Direction.FETCH)
    turns.want(wanted)
    turns.give(key("u0"))

    assert turns.deal() == [wanted]


def test_thumbnails_come_last() -> None:
    turns = wanting(key("p", Direction.PREVIEW), key("u1"), key("u2"), limit=1)

    assert turns.deal() == [key("u1")]
    turns.give(key("u1"))
    assert turns.deal() == [key("u2")]


def test_one_that_leaves_the_queue_is_not_called() -> None:
    turns = wanting(key("a"), key("b"), limit=1)
    turns.give(key("a"))

    assert turns.deal() == [key("b")]
