import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.ticket_draft import TicketDraft, first_line
from shared.ids import ServiceId, new_id
from shared.protocol.tickets import OpenTicket, Priority, TicketOpened
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


@pytest.fixture
def draft(presenters: AgentPresenters, link: FakeLink) -> TicketDraft:
    link.say(e.opened(), *e.ready())
    return presenters.draft


def numbers_of(draft: TicketDraft) -> list[int]:
    numbers: list[int] = []
    draft.sent.connect(numbers.append)
    return numbers


def opened(link: FakeLink, number: int = 12) -> None:
    link.answer(TicketOpened(re=1, ticket_id=link.last(OpenTicket).ticket_id, number=number))


def test_a_ticket_without_a_title_is_called_by_its_first_line(draft: TicketDraft, link: FakeLink) -> None:
    draft.begin("\n The printer burns \nsince nine")
    draft.submit()
    sent = link.last(OpenTicket)
    assert sent.title == "The printer burns"
    assert sent.description.endswith("since nine")


def test_service_priority_and_the_device_go_along(draft: TicketDraft, link: FakeLink) -> None:
    service_id = ServiceId(new_id())
    draft.begin("It burns")
    draft.write(service_id=service_id, priority=Priority.HIGH)
    draft.submit()
    sent = link.last(OpenTicket)
    assert (sent.service_id, sent.priority) == (service_id, Priority.HIGH)
    assert {"host", "user", "os", "boot_time", "disk_free"} <= set(sent.snapshot)


def test_an_opened_ticket_says_its_number_and_ends_the_draft(draft: TicketDraft, link: FakeLink) -> None:
    numbers = numbers_of(draft)
    draft.begin("It burns")
    draft.submit()
    assert draft.value is not None
    assert draft.value.is_busy
    opened(link)
    assert numbers == [12]
    assert draft.value is None


def test_pressing_twice_sends_once(draft: TicketDraft, link: FakeLink) -> None:
    draft.begin("It burns")
    draft.submit()
    assert draft.submit() is None
    assert link.count(OpenTicket) == 1


def test_a_refused_ticket_goes_on_being_written_under_its_id(draft: TicketDraft, link: FakeLink) -> None:
    draft.begin("It burns")
    draft.submit()
    first = link.last(OpenTicket).ticket_id
    link.refuse("bad_text", field="title")
    assert draft.value is not None
    assert (draft.value.description, draft.value.code) == ("It burns", "bad_text")
    draft.write(description="It burns and smokes")
    draft.submit()
    assert link.last(OpenTicket).ticket_id == first
    assert link.last(OpenTicket).description == "It burns and smokes"


def test_a_ticket_without_an_answer_is_kept_and_sent_again(draft: TicketDraft, link: FakeLink) -> None:
    draft.begin("It burns")
    draft.submit()
    first = link.last(OpenTicket).ticket_id
    link.refuse("unavailable", why="no_answer")
    assert draft.value is None
    link.say(e.offline(), *e.ready())
    assert link.count(OpenTicket) == 2
    assert link.last(OpenTicket).ticket_id == first


def test_a_ticket_written_without_a_connection_is_kept(presenters: AgentPresenters, link: FakeLink) -> None:
    kept: list[bool] = []
    presenters.draft.kept.connect(lambda: kept.append(True))
    link.say(e.opened(), e.offline())
    presenters.draft.begin("It burns")
    assert presenters.draft.submit() is None
    assert kept == [True]
    assert link.count(OpenTicket) == 0
    link.say(*e.ready())
    assert link.last(OpenTicket).title == "It burns"


def test_what_is_being_written_survives_a_restart(draft: TicketDraft, presenters: AgentPresenters) -> None:
    draft.begin()
    draft.write(title="Printer", description="It burns", files=["scan.pdf"])
    draft.stop()
    link = FakeLink()
    later = AgentPresenters(link, presenters.presence._probe, presenters.settings._autostart)
    later.handle(e.opened(settings=draft._outbox._kept._link.settings))  # type: ignore[attr-defined]  # the fake link
    assert later.draft.value is not None
    assert (later.draft.value.title, later.draft.value.files) == ("Printer", ["scan.pdf"])
    later.stop()


def test_a_ticket_being_written_survives_being_asked_for_again(draft: TicketDraft) -> None:
    draft.begin()
    draft.write(title="Title")
    draft.begin("kept from the chat", ["shot.png"])
    assert draft.value is not None
    assert (draft.value.title, draft.value.description) == ("Title", "kept from the chat")
    assert draft.value.files == ["shot.png"]


def test_the_same_file_is_attached_once(draft: TicketDraft) -> None:
    draft.begin()
    draft.add_files(["a.png", "b.png"])
    draft.add_files(["b.png"])
    draft.remove_file("a.png")
    assert draft.value is not None
    assert draft.value.files == ["b.png"]


def test_the_answer_to_a_discarded_ticket_leaves_the_next_one_alone(draft: TicketDraft, link: FakeLink) -> None:
    draft.begin("first")
    draft.submit()
    draft.discard()
    draft.begin("second")
    opened(link)
    assert draft.value is not None
    assert draft.value.description == "second"


def test_nothing_has_no_first_line() -> None:
    assert first_line(" \n\n") == ""
