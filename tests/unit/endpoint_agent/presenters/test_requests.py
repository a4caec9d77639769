import pytest

from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.requests import RequestsPresenter, Stage
from shared.ids import ConversationId, new_id
from shared.protocol.base import Done
from shared.protocol.requests import (
    AcceptRequest,
    AskTechnician,
    CancelRequest,
    ChatRequestRecord,
    DeclineRequest,
    Direction,
    RequestChanged,
    RequestState,
)
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink

MINE, THEIRS = Direction.FROM_USER, Direction.FROM_TECHNICIAN


@pytest.fixture
def requests(presenters: AgentPresenters, link: FakeLink) -> RequestsPresenter:
    link.say(*e.ready())
    return presenters.requests


def tell(link: FakeLink, record: ChatRequestRecord) -> None:
    link.say(e.received(RequestChanged(request=record)))


def ask(requests: RequestsPresenter, link: FakeLink, reason: str = "It burns") -> str:
    """Ask and let the relay take it."""
    requests.start_chat(reason)
    link.answer(Done(re=1))
    request_id = str(requests.outgoing.request_id)
    tell(link, e.request_of(MINE, request_id=request_id, reason=reason))
    return request_id


def test_a_request_waits_with_what_is_left_of_its_two_minutes(requests: RequestsPresenter, link: FakeLink) -> None:
    ask(requests, link)
    assert requests.outgoing.stage is Stage.WAITING
    assert 90_000 < requests.remaining_ms(requests.outgoing.request_id) <= 94_000


def test_asking_twice_makes_one_request(requests: RequestsPresenter, link: FakeLink) -> None:
    ask(requests, link)
    requests.start_chat("again")
    assert link.count(AskTechnician) == 1


def test_an_accepted_request_leads_to_its_conversation(requests: RequestsPresenter, link: FakeLink) -> None:
    accepted: list[str] = []
    requests.accepted.connect(accepted.append)
    request_id, talk = ask(requests, link), ConversationId(new_id())
    tell(link, e.request_of(MINE, RequestState.ACCEPTED, request_id=request_id, conversation_id=talk))
    assert accepted == [talk]
    assert requests.outgoing.stage is Stage.NONE
    assert requests.outgoing.reason == ""


@pytest.mark.parametrize(
    ("state", "stage"), [(RequestState.DECLINED, Stage.BUSY), (RequestState.EXPIRED, Stage.EXPIRED)]
)
def test_the_text_is_kept_when_nobody_came(
    requests: RequestsPresenter, link: FakeLink, state: RequestState, stage: Stage
) -> None:
    tell(link, e.request_of(MINE, state, request_id=ask(requests, link, "It burns")))
    assert (requests.outgoing.stage, requests.outgoing.reason) == (stage, "It burns")
    requests.try_again()
    assert link.last(AskTechnician).reason == "It burns"
    assert link.count(AskTechnician) == 2


def test_a_request_can_be_taken_back(requests: RequestsPresenter, link: FakeLink) -> None:
    request_id = ask(requests, link)
    requests.cancel()
    assert link.last(CancelRequest).request_id == request_id
    tell(link, e.request_of(MINE, RequestState.CANCELLED, request_id=request_id))
    assert requests.outgoing.stage is Stage.NONE


def test_the_first_chat_asks_who_it_is(requests: RequestsPresenter, link: FakeLink) -> None:
    needed: list[bool] = []
    requests.identity_needed.connect(lambda: needed.append(True))
    requests.start_chat("It burns")
    link.refuse("identity_required")
    assert needed == [True]
    assert requests.wants_chat
    assert requests.outgoing.reason == "It burns"


def test_a_refusal_keeps_the_text_and_says_why(requests: RequestsPresenter, link: FakeLink) -> None:
    requests.start_chat("It burns")
    link.refuse("rate_limited", retry_after_ms=4000)
    mine = requests.outgoing
    assert (mine.stage, mine.code, mine.retry_after_ms, mine.reason) == (
        Stage.REFUSED,
        "rate_limited",
        4000,
        "It burns",
    )


def test_the_relays_word_may_be_faster_than_its_answer(requests: RequestsPresenter, link: FakeLink) -> None:
    requests.start_chat()
    request_id = str(requests.outgoing.request_id)
    tell(link, e.request_of(MINE, RequestState.DECLINED, request_id=request_id))
    link.answer(Done(re=1))
    assert requests.outgoing.stage is Stage.BUSY


def test_a_request_of_an_earlier_life_is_taken_up_again(requests: RequestsPresenter, link: FakeLink) -> None:
    tell(link, e.request_of(MINE, reason="It burns"))
    assert (requests.outgoing.stage, requests.outgoing.reason) == (Stage.WAITING, "It burns")


def test_news_of_a_request_that_is_over_changes_nothing(requests: RequestsPresenter, link: FakeLink) -> None:
    ask(requests, link)
    tell(link, e.request_of(MINE, RequestState.EXPIRED))
    assert requests.outgoing.stage is Stage.WAITING


def test_a_technician_who_asks_can_be_accepted_once(requests: RequestsPresenter, link: FakeLink) -> None:
    accepted: list[str] = []
    requests.accepted.connect(accepted.append)
    record = e.request_of(THEIRS, reason="Backup")
    tell(link, record)
    requests.accept(record.request_id)
    first = link.last(AcceptRequest)
    requests.accept(record.request_id)
    assert link.last(AcceptRequest).conversation_id == first.conversation_id
    tell(
        link,
        e.request_of(
            THEIRS, RequestState.ACCEPTED, request_id=record.request_id, conversation_id=first.conversation_id
        ),
    )
    assert accepted == [first.conversation_id]
    assert requests.incoming == {}


def test_a_technician_can_be_declined(requests: RequestsPresenter, link: FakeLink) -> None:
    record = e.request_of(THEIRS)
    tell(link, record)
    requests.decline(record.request_id)
    assert link.last(DeclineRequest).request_id == record.request_id


def test_two_technicians_may_ask_at_the_same_time(requests: RequestsPresenter, link: FakeLink) -> None:
    tell(link, e.request_of(THEIRS))
    tell(link, e.request_of(THEIRS, technician_name="Bruno Neri"))
    assert [record.technician_name for record in requests.incoming.values()] == ["Anna Conti", "Bruno Neri"]


def test_an_answer_that_came_too_late_ends_the_request(requests: RequestsPresenter, link: FakeLink) -> None:
    ended: list[ChatRequestRecord] = []
    requests.incoming_ended.connect(ended.append)
    record = e.request_of(THEIRS)
    tell(link, record)
    requests.accept(record.request_id)
    link.refuse("expired")
    assert [over.state for over in ended] == [RequestState.EXPIRED]
    assert requests.incoming == {}


def test_an_answer_lost_with_the_connection_may_be_given_again(requests: RequestsPresenter, link: FakeLink) -> None:
    failed: list[str] = []
    requests.answer_failed.connect(lambda _, code: failed.append(code))
    record = e.request_of(THEIRS)
    tell(link, record)
    requests.accept(record.request_id)
    link.refuse("unavailable")
    assert failed == ["unavailable"]
    assert record.request_id in requests.incoming


def test_what_the_relay_could_not_end_ends_by_itself(
    requests: RequestsPresenter, link: FakeLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(link, e.request_of(THEIRS, remaining_ms=0))
    tell(link, e.request_of(MINE, request_id=ask(requests, link), remaining_ms=0))
    requests._look_again()
    assert requests.incoming == {}
    assert requests.outgoing.stage is Stage.EXPIRED


def test_answering_what_is_gone_asks_nobody(requests: RequestsPresenter, link: FakeLink) -> None:
    assert requests.accept(e.request_of(THEIRS).request_id) is None
    assert link.asked == []
