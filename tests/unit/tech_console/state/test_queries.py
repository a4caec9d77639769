import datetime as dt

import msgspec
import pytest

from shared.ids import DeviceKeyId, new_id
from shared.protocol.directory import OsSessionRecord
from shared.protocol.hello import TechnicianProfile
from shared.protocol.requests import ChatRequestRecord, Direction, RequestState
from tech_console.state import queries
from tech_console.state.queries import Presence, RailCounts
from tech_console.state.snapshot import Snapshot
from tests.support import console_records as make


def world_of(*requests: ChatRequestRecord, profile: TechnicianProfile | None = None, **tables: object) -> Snapshot:
    world = Snapshot(profile=profile or make.a_profile())
    world.requests = {request.request_id: request for request in requests}
    return msgspec.structs.replace(world, **tables)


def test_the_request_that_waits_longest_is_first() -> None:
    late = make.a_request(created_at=make.NOW + dt.timedelta(seconds=5))
    early = make.a_request()
    assert queries.waiting_requests(world_of(late, early)) == [early, late]


def test_only_live_requests_of_users_wait() -> None:
    ended = make.a_request(state=RequestState.EXPIRED)
    mine = make.a_request(direction=Direction.FROM_TECHNICIAN)
    world = world_of(ended, mine)
    assert queries.waiting_requests(world) == []


def test_a_request_rings_at_an_available_technician() -> None:
    request = make.a_request()
    assert queries.ringing_requests(world_of(request)) == [request]


@pytest.mark.parametrize(
    "profile", [make.a_profile(available=False), make.a_profile(rights=["edit_tickets"])], ids=["away", "may_not_chat"]
)
def test_a_request_rings_at_nobody_else(profile: TechnicianProfile) -> None:
    assert queries.ringing_requests(world_of(make.a_request(), profile=profile)) == []


def test_a_request_i_declined_rings_no_more() -> None:
    assert queries.ringing_requests(world_of(make.a_request(declined_by=[make.ME]))) == []


def test_what_was_written_to_ask_for_a_talk_is_found_by_the_talk() -> None:
    talk, other = make.a_conversation(), make.a_conversation()
    asked = make.a_request(
        state=RequestState.ACCEPTED, conversation_id=talk.conversation_id, reason="It prints nothing"
    )
    world = world_of(make.a_request(reason="Another thing"), asked)
    assert queries.reason_of(world, talk.conversation_id) == "It prints nothing"
    assert queries.reason_of(world, other.conversation_id) == ""


def test_the_open_conversation_of_a_ticket_is_found() -> None:
    talk = make.a_conversation()
    ticket = make.a_ticket(conversation_id=talk.conversation_id)
    world = world_of(tickets={ticket.ticket_id: ticket}, conversations={talk.conversation_id: talk})
    assert queries.open_conversation_of_ticket(world, ticket.ticket_id) == talk


def test_a_closed_conversation_of_a_ticket_is_not_shown_instead() -> None:
    talk = make.a_conversation(open=False)
    ticket = make.a_ticket(conversation_id=talk.conversation_id)
    world = world_of(tickets={ticket.ticket_id: ticket}, conversations={talk.conversation_id: talk})
    assert queries.open_conversation_of_ticket(world, ticket.ticket_id) is None


def test_only_my_own_open_talk_with_an_os_session_is_reused() -> None:
    mine, other = make.a_conversation(), make.a_conversation(technician_id=make.COLLEAGUE)
    world = world_of(conversations={other.conversation_id: other, mine.conversation_id: mine})
    assert queries.my_conversation_with(world, make.KEY14) == mine
    assert queries.my_conversation_with(world, DeviceKeyId(new_id())) is None


def test_a_talk_that_began_after_my_request_came_from_it() -> None:
    request = make.a_request(direction=Direction.FROM_TECHNICIAN)
    before = make.a_conversation(accepted_at=make.NOW - dt.timedelta(seconds=1))
    after = make.a_conversation(accepted_at=make.NOW + dt.timedelta(seconds=1))
    assert queries.my_conversation_since(world_of(conversations={"b": before}), request) is None
    assert queries.my_conversation_since(world_of(conversations={"a": after}), request) == after


@pytest.mark.parametrize(
    ("sessions", "presence"),
    [
        ([make.an_os_session()], Presence(word="online", os_user="giulia")),
        ([make.an_os_session(state="idle", idle_s=600)], Presence(word="idle", idle_s=600, os_user="giulia")),
        ([make.an_os_session(state="locked")], Presence(word="locked", os_user="giulia")),
        ([make.an_os_session(online=False)], Presence(word="offline")),
        ([], Presence(word="offline")),
        (
            [make.an_os_session(state="locked"), make.an_os_session(os_user="luca")],
            Presence(word="online", os_user="luca"),
        ),
    ],
)
def test_a_device_is_as_reachable_as_its_nearest_os_session(
    sessions: list[OsSessionRecord], presence: Presence
) -> None:
    online = any(session.online for session in sessions)
    assert queries.presence(make.a_device(os_sessions=sessions, online=online)) == presence


def test_the_rail_counts_what_asks_for_attention() -> None:
    group = make.a_group(technician_ids=[make.ME])
    waits, other = make.a_conversation(waiting_group_id=group.group_id), make.a_conversation()
    world = world_of(
        make.a_request(),
        groups={group.group_id: group},
        conversations={waits.conversation_id: waits, other.conversation_id: other},
    )
    counts = queries.rail_counts(world, {other.conversation_id: 3}, 2, 1)
    assert counts == RailCounts(requests=1, conversations=4, tickets=2, devices=1)


def test_a_talk_waits_only_for_the_members_of_its_group() -> None:
    mine, others = make.a_group(technician_ids=[make.ME]), make.a_group()
    talks = [
        make.a_conversation(waiting_group_id=mine.group_id),
        make.a_conversation(waiting_group_id=others.group_id),
        make.a_conversation(waiting_group_id=mine.group_id, open=False),
        make.a_conversation(),
    ]
    world = world_of(
        groups={group.group_id: group for group in (mine, others)},
        conversations={talk.conversation_id: talk for talk in talks},
    )
    assert queries.waiting_for_me(world) == [talks[0]]


def test_a_talk_is_handed_to_colleagues_who_are_there_first() -> None:
    away = make.a_technician(technician_id="1", name="Aldo", online=False)
    here = make.a_technician(technician_id="2", name="Zoe")
    gone = make.a_technician(technician_id="3", name="Bea", active=False)
    me = make.a_technician(technician_id=make.ME, name="Marco")
    world = world_of(technicians={who.technician_id: who for who in (away, here, gone, me)})
    assert queries.colleagues(world, None) == [here, away]


def test_who_follows_the_customer_comes_before_all_others() -> None:
    # H-14
    here, me = make.a_technician(technician_id="1", name="anna"), make.a_technician(technician_id=make.ME, name="Marco")
    follows = make.a_technician(technician_id="3", name="Zoe", online=False, available=False)
    gone = make.a_technician(technician_id="4", name="Bea", active=False)
    customer = make.a_customer(owner_id=follows.technician_id)
    world = world_of(
        technicians={who.technician_id: who for who in (me, here, follows, gone)},
        customers={make.ACME: customer},
    )
    assert queries.who_follows(world, make.ACME) == follows.technician_id
    assert queries.assignable(world, make.ACME) == [follows, here, me]
    assert queries.assignable(world, None) == [here, me, follows]
    assert queries.colleagues(world, make.ACME) == [follows, here]


def test_tickets_of_a_device_come_newest_first() -> None:
    old, new = make.a_ticket(number=1), make.a_ticket(number=2)
    world = world_of(tickets={old.ticket_id: old, new.ticket_id: new})
    assert queries.tickets_of_device(world, make.PC14) == [new, old]


def test_only_connected_os_sessions_can_be_asked() -> None:
    here, gone = make.an_os_session(), make.an_os_session(os_user="luca", online=False)
    assert queries.live_sessions(make.a_device(os_sessions=[here, gone])) == [here]
