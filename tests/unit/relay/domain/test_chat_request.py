"""The handshake with a clock: every way a request can go, and that it ends once."""

import datetime as dt
from collections.abc import Callable
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay.domain import chat_request as rules
from relay.domain.chat_request import ChatRequest
from shared.errors import Expired, NotAllowed, SportelloError, Taken
from shared.ids import ChatRequestId, ConversationId, CustomerId, DeviceId, DeviceKeyId, TechnicianId, new_id
from shared.protocol.requests import LIVE_STATES, Direction, RequestState

START = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
TALK, OTHER_TALK = ConversationId(new_id()), ConversationId(new_id())
ANNA, BRUNO = TechnicianId(new_id()), TechnicianId(new_id())
GIULIA = DeviceKeyId(new_id())


def after(seconds: float) -> dt.datetime:
    return START + dt.timedelta(seconds=seconds)


class Play:
    """One request and what happens to it: `Play().ring().accept(at=10).ends(RequestState.ACCEPTED)`."""

    def __init__(self, direction: Direction = Direction.FROM_USER) -> None:
        self.request = rules.open_request(
            request_id=ChatRequestId(new_id()),
            customer_id=CustomerId(new_id()),
            direction=direction,
            device_id=DeviceId(new_id()),
            device_key_id=GIULIA if direction is Direction.FROM_USER else None,
            technician_id=None if direction is Direction.FROM_USER else ANNA,
            now=START,
        )

    def ring(self) -> Self:
        self.request = rules.ring(self.request)
        return self

    def accept(self, at: float, by: TechnicianId | None = ANNA, talk: ConversationId = TALK) -> Self:
        self.request = rules.accept(
            self.request, conversation_id=talk, technician_id=by, now=after(at), taken_by="Anna Neri"
        )
        return self

    def decline(self, at: float, declined: set[str], asked: set[str]) -> Self:
        self.request = rules.decline(self.request, declined_by=declined, still_asked=asked, now=after(at))
        return self

    def cancel(self, at: float) -> Self:
        self.request = rules.cancel(self.request, now=after(at))
        return self

    def expire(self, at: float) -> Self:
        self.request = rules.expire(self.request, now=after(at))
        return self

    def supersede(self, at: float, talk: ConversationId = OTHER_TALK) -> Self:
        self.request = rules.supersede(self.request, conversation_id=talk, now=after(at))
        return self

    def ends(self, state: RequestState) -> None:
        assert self.request.state is state


def test_a_fresh_request_has_two_minutes() -> None:
    request = Play().request
    assert request.state is RequestState.REQUESTED
    assert request.expires_at - request.created_at == dt.timedelta(minutes=2)
    assert rules.remaining_ms(request, START) == 120_000


def test_it_rings_once_it_has_reached_somebody() -> None:
    rung = Play().ring().request
    assert rung.state is RequestState.RINGING
    assert rules.ring(rung) is rung


def test_an_accepted_request_is_bound_to_whoever_answered() -> None:
    request = Play().ring().accept(at=10).request
    assert (request.state, request.technician_id, request.device_key_id) == (RequestState.ACCEPTED, ANNA, GIULIA)
    assert (request.conversation_id, request.decided_at) == (TALK, after(10))


def test_a_technicians_request_is_bound_to_the_os_session_that_accepts() -> None:
    play = Play(Direction.FROM_TECHNICIAN)
    request = rules.accept(play.request, conversation_id=TALK, device_key_id=GIULIA, now=after(1))
    assert (request.technician_id, request.device_key_id) == (ANNA, GIULIA)


def test_the_last_half_second_still_counts() -> None:
    Play().accept(at=119.999).ends(RequestState.ACCEPTED)


@pytest.mark.parametrize("late", [120.0, 120.5, 100_000.0])
def test_nobody_accepts_after_two_minutes(late: float) -> None:
    with pytest.raises(Expired):
        Play().ring().accept(at=late)


def test_the_second_to_accept_learns_who_was_first() -> None:
    with pytest.raises(Taken) as refused:
        Play().accept(at=1).accept(at=2, by=BRUNO, talk=OTHER_TALK)
    assert refused.value.params == {"by": "Anna Neri"}


def test_a_request_that_was_made_needless_is_taken() -> None:
    with pytest.raises(Taken):
        Play().supersede(at=1).accept(at=2)


@pytest.mark.parametrize(
    "end", [lambda p: p.cancel(at=1), lambda p: p.decline(1, {ANNA}, {ANNA}), lambda p: p.expire(at=120)]
)
def test_an_ended_request_cannot_be_accepted(end: Callable[[Play], Play]) -> None:
    ended = end(Play())
    with pytest.raises(Expired) as refused:
        ended.accept(at=2)
    assert refused.value.params == {"state": ended.request.state.value}


def test_one_refusal_of_two_leaves_the_request_alive() -> None:
    play = Play().ring()
    before = play.request
    assert play.decline(1, {ANNA}, {ANNA, BRUNO}).request is before


def test_the_refusal_of_the_last_one_asked_is_busy() -> None:
    Play().decline(1, {ANNA, BRUNO}, {ANNA, BRUNO}).ends(RequestState.DECLINED)


def test_somebody_who_left_is_not_waited_for() -> None:
    Play().decline(1, {ANNA}, set()).ends(RequestState.DECLINED)


def test_a_late_refusal_is_told_that_it_is_over() -> None:
    with pytest.raises(Expired):
        Play().decline(120, {ANNA}, {ANNA})


def test_the_asker_takes_it_back() -> None:
    Play().ring().cancel(at=5).ends(RequestState.CANCELLED)


def test_taking_back_what_has_run_out_is_an_expiry() -> None:
    Play().cancel(at=120).ends(RequestState.EXPIRED)


def test_expiry_leaves_a_request_alone_that_still_has_time() -> None:
    play = Play()
    before = play.request
    assert play.expire(at=119.9).request is before


def test_a_needless_request_names_the_conversation_that_began() -> None:
    assert Play().supersede(at=3).request.conversation_id == OTHER_TALK


def test_what_is_left_is_told_in_milliseconds_and_never_negative() -> None:
    play = Play()
    assert rules.remaining_ms(play.request, after(30.25)) == 89_750
    assert rules.remaining_ms(play.request, after(500)) == 0
    assert rules.remaining_ms(play.accept(at=1).request, after(2)) == 0


def test_nobody_answers_their_own_request() -> None:
    with pytest.raises(NotAllowed) as refused:
        rules.check_answerer(Play(Direction.FROM_USER).request, Direction.FROM_TECHNICIAN)
    assert refused.value.params == {"why": "own_request"}
    rules.check_answerer(Play(Direction.FROM_USER).request, Direction.FROM_USER)


EVENTS: dict[str, Callable[[Play, float], Play]] = {
    "ring": lambda play, _at: play.ring(),
    "accept": lambda play, at: play.accept(at),
    "accept by another": lambda play, at: play.accept(at, by=BRUNO, talk=OTHER_TALK),
    "one declines": lambda play, at: play.decline(at, {ANNA}, {ANNA, BRUNO}),
    "all decline": lambda play, at: play.decline(at, {ANNA, BRUNO}, {ANNA, BRUNO}),
    "cancel": lambda play, at: play.cancel(at),
    "expire": lambda play, at: play.expire(at),
    "supersede": lambda play, at: play.supersede(at),
}


@given(st.lists(st.tuples(st.sampled_from(sorted(EVENTS)), st.floats(0, 240)), max_size=12))
def test_whatever_happens_a_request_ends_once_and_never_changes_again(story: list[tuple[str, float]]) -> None:
    play, states = Play(), [RequestState.REQUESTED]
    versions = [1]
    for name, at in sorted(story, key=lambda event: event[1]):
        _try(EVENTS[name], play, at)
        states.append(play.request.state)
        versions.append(play.request.version)
    ended = [state for state in states if state not in LIVE_STATES]
    assert len(set(ended)) <= 1
    assert states == sorted(states, key=lambda state: _place(state, states))
    assert versions == sorted(versions)
    assert _is_whole(play.request)


def _try(event: Callable[[Play, float], Play], play: Play, at: float) -> None:
    before = play.request
    try:
        event(play, at)
    except SportelloError:
        assert play.request is before


def _place(state: RequestState, states: list[RequestState]) -> int:
    return [RequestState.REQUESTED, RequestState.RINGING, states[-1]].index(state)


def _is_whole(request: ChatRequest) -> bool:
    """Tell whether a terminal request says when it ended, and a live one does not."""
    return request.is_live == (request.decided_at is None)
