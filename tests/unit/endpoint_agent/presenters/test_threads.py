import datetime as dt

import msgspec
import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.threads import ThreadsPresenter
from shared.errors import BadText
from shared.ids import EntryId, TicketId, new_id
from shared.protocol.tickets import (
    AddEntry,
    EntryAdded,
    EntryKind,
    EntryRecord,
    ReadThread,
    TicketChanged,
    TicketThread,
)
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink

TICKET = e.ticket_of(7, "It burns")
MINE = TICKET.ticket_id


@pytest.fixture
def threads(presenters: AgentPresenters, link: FakeLink) -> ThreadsPresenter:
    link.say(e.opened(), *e.ready(), e.received(TicketChanged(ticket=TICKET)))
    return presenters.threads


def an_entry(text: str, kind: EntryKind = EntryKind.REPLY) -> EntryRecord:
    return EntryRecord(
        entry_id=EntryId(new_id()), customer_id=e.CUSTOMER, kind=kind, at=e.NOW, text=text, ticket_id=MINE
    )


def texts(threads: ThreadsPresenter) -> list[str]:
    return [entry.text for entry in threads.of(MINE).ascending()]


def test_a_thread_is_read_from_the_relay(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.load(MINE)
    assert threads.load(MINE) is None
    assert link.last(ReadThread).ticket_id == MINE
    link.answer(TicketThread(re=1, entries=[an_entry("We come at three")]))
    assert texts(threads) == ["We come at three"]
    assert threads.of(MINE).is_loaded


def test_a_long_thread_is_read_to_its_beginning(threads: ThreadsPresenter, link: FakeLink) -> None:
    new, old = an_entry("new"), msgspec.structs.replace(an_entry("old"), at=e.NOW - dt.timedelta(days=9))
    threads.load(MINE)
    link.answer(TicketThread(re=1, entries=[new], more=True))
    assert link.last(ReadThread).before == new.at
    link.answer(TicketThread(re=2, entries=[old]))
    assert texts(threads) == ["old", "new"]
    assert link.count(ReadThread) == 2


def test_a_thread_that_cannot_be_read_says_why(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.load(MINE)
    link.refuse("unavailable")
    assert threads.of(MINE).code == "unavailable"


def test_a_new_answer_joins_the_thread(threads: ThreadsPresenter, link: FakeLink) -> None:
    link.say(e.received(EntryAdded(entry=an_entry("Look now"))))
    assert texts(threads) == ["Look now"]


def test_an_internal_note_is_never_shown(threads: ThreadsPresenter, link: FakeLink) -> None:
    link.say(e.received(EntryAdded(entry=an_entry("difficult person", EntryKind.NOTE))))
    assert texts(threads) == []


def test_a_reply_is_on_disk_first_and_then_stands_in_the_thread(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.reply(MINE, "It is better now")
    assert "better now" in link.settings["desk.replies"]
    assert [reply.text for reply in threads.waiting(MINE)] == ["It is better now"]
    link.answer()
    assert threads.waiting(MINE) == []
    assert texts(threads) == ["It is better now"]


def test_replies_go_one_after_the_other(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.reply(MINE, "first")
    threads.reply(MINE, "second")
    assert link.count(AddEntry) == 1
    link.answer()
    assert link.last(AddEntry).text == "second"


def test_a_reply_without_an_answer_is_sent_again_under_its_id(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.reply(MINE, "hello")
    first = link.last(AddEntry).entry_id
    link.refuse("unavailable", why="no_answer")
    link.say(e.offline(), *e.ready())
    assert link.last(AddEntry).entry_id == first
    assert link.count(AddEntry) == 2


def test_a_refused_reply_is_kept_with_its_reason_and_holds_up_no_other(
    threads: ThreadsPresenter, link: FakeLink
) -> None:
    threads.reply(MINE, "hello")
    threads.reply(MINE, "again")
    link.refuse("forbidden", why="closed_ticket")
    assert link.last(AddEntry).text == "again"
    link.answer()
    (refused,) = threads.waiting(MINE)
    assert refused.code == "forbidden"
    threads.retry(refused.entry_id)
    assert link.last(AddEntry).text == "hello"
    link.refuse("forbidden", why="closed_ticket")
    threads.discard(refused.entry_id)
    assert threads.waiting() == []


def test_a_reply_goes_to_the_conversation_that_began_while_it_waited(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.reply(MINE, "hello")
    link.refuse("conflict", what="conversation_open", conversation_id="talk")
    assert link.did("send_text") == [("talk", "hello")]
    assert threads.waiting() == []


def test_an_unfinished_reply_survives_a_restart(threads: ThreadsPresenter, link: FakeLink) -> None:
    threads.keep_draft(MINE, "I think")
    threads.stop()
    later = ThreadsPresenter(link, threads._tickets)
    later.handle(e.opened(settings=link.settings))
    assert later.draft(MINE) == "I think"


def test_a_sent_reply_leaves_no_draft(threads: ThreadsPresenter) -> None:
    threads.keep_draft(MINE, "I think")
    threads.reply(MINE, "I think so")
    assert threads.draft(MINE) == ""


def test_an_empty_reply_is_refused_at_once(threads: ThreadsPresenter) -> None:
    with pytest.raises(BadText):
        threads.reply(TicketId(MINE), "  ")
