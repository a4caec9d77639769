from typing import Any

import msgspec
import pytest

from shared.protocol.base import Done
from shared.protocol.chat import ConversationChanged, CursorChanged
from shared.protocol.directory import (
    ContactChanged,
    CustomerChanged,
    DeviceChanged,
    SettingsChanged,
    TechnicianChanged,
    TokenChanged,
)
from shared.protocol.inventory import WatchRuleChanged
from shared.protocol.people import RecordsErased
from shared.protocol.requests import RequestChanged, RequestState
from shared.protocol.routing import AnswerChanged, GroupChanged, RecordRemoved, RemovedKind, ServiceChanged
from shared.protocol.tickets import TicketChanged
from tech_console.state.apply import apply, place_of, prune, sign_in
from tech_console.state.snapshot import Kind, Snapshot
from tests.support import console_records as make


@pytest.fixture
def world() -> Snapshot:
    world = Snapshot()
    sign_in(world, make.a_profile())
    return world


EVERY_KIND = [
    (Kind.REQUEST, RequestChanged(request=make.a_request())),
    (Kind.CONVERSATION, ConversationChanged(conversation=make.a_conversation())),
    (Kind.TICKET, TicketChanged(ticket=make.a_ticket())),
    (Kind.DEVICE, DeviceChanged(device=make.a_device())),
    (Kind.CUSTOMER, CustomerChanged(customer=make.a_customer())),
    (Kind.CONTACT, ContactChanged(contact=make.a_contact())),
    (Kind.TECHNICIAN, TechnicianChanged(technician=make.a_technician())),
    (Kind.TOKEN, TokenChanged(token=make.a_token())),
    (Kind.GROUP, GroupChanged(group=make.a_group())),
    (Kind.SERVICE, ServiceChanged(service=make.a_service())),
    (Kind.ANSWER, AnswerChanged(answer=make.an_answer())),
    (Kind.WATCH_RULE, WatchRuleChanged(rule=make.a_watch_rule())),
]


@pytest.mark.parametrize(("kind", "message"), EVERY_KIND)
def test_a_record_is_found_under_its_id(world: Snapshot, kind: Kind, message: Any) -> None:
    change = apply(world, message, 0.0)
    assert change is not None
    assert change.kind is kind
    assert world.of(kind) == {change.id: change.after}


@pytest.mark.parametrize(("kind", "message"), EVERY_KIND)
def test_the_same_record_again_is_no_change(world: Snapshot, kind: Kind, message: Any) -> None:
    apply(world, message, 0.0)
    assert apply(world, message, 0.0) is None


def test_a_record_of_lower_version_never_replaces_a_higher_one(world: Snapshot) -> None:
    newer = make.a_ticket(version=3, title="newer")
    apply(world, TicketChanged(ticket=newer), 0.0)
    older = msgspec.structs.replace(newer, version=2, title="older")
    assert apply(world, TicketChanged(ticket=older), 0.0) is None
    assert world.tickets[newer.ticket_id].title == "newer"


def test_presence_replaces_a_record_of_the_same_version(world: Snapshot) -> None:
    apply(world, DeviceChanged(device=make.a_device(online=True)), 0.0)
    change = apply(world, DeviceChanged(device=make.a_device(online=False)), 0.0)
    assert change is not None
    assert world.devices[make.PC14].online is False


def test_a_request_ends_by_our_own_clock(world: Snapshot) -> None:
    request = make.a_request(remaining_ms=90_000)
    apply(world, RequestChanged(request=request), 500.0)
    assert world.ends_at[request.request_id] == 590.0


def test_settings_follow_their_version(world: Snapshot) -> None:
    apply(world, SettingsChanged(settings=make.provider_settings(version=2, organisation="New")), 0.0)
    assert apply(world, SettingsChanged(settings=make.provider_settings(version=1)), 0.0) is None
    assert world.settings.organisation == "New"


def test_my_availability_follows_what_the_relay_says_of_me(world: Snapshot) -> None:
    apply(world, TechnicianChanged(technician=make.a_technician(technician_id=make.ME, available=False)), 0.0)
    assert world.profile is not None
    assert world.profile.available is False


def test_a_colleague_does_not_change_my_availability(world: Snapshot) -> None:
    apply(world, TechnicianChanged(technician=make.a_technician(available=False)), 0.0)
    assert world.profile is not None
    assert world.profile.available is True


def test_marks_move_inside_the_conversation(world: Snapshot) -> None:
    talk = make.a_conversation(cursors=[make.cursor(1)])
    apply(world, ConversationChanged(conversation=talk), 0.0)
    apply(world, CursorChanged(conversation_id=talk.conversation_id, cursor=make.cursor(3, 2)), 0.0)
    assert world.conversations[talk.conversation_id].cursors == [make.cursor(3, 2)]


def test_marks_never_go_back(world: Snapshot) -> None:
    talk = make.a_conversation(cursors=[make.cursor(5, 5)])
    apply(world, ConversationChanged(conversation=talk), 0.0)
    late = msgspec.structs.replace(talk, version=2, cursors=[make.cursor(4, 1)])
    apply(world, ConversationChanged(conversation=late), 0.0)
    assert world.conversations[talk.conversation_id].cursors == [make.cursor(5, 5)]


def test_marks_of_an_unknown_conversation_are_nothing(world: Snapshot) -> None:
    talk = make.a_conversation()
    assert apply(world, CursorChanged(conversation_id=talk.conversation_id, cursor=make.cursor(1)), 0.0) is None


def test_what_is_no_record_changes_nothing(world: Snapshot) -> None:
    assert apply(world, Done(re=1), 0.0) is None
    assert place_of(Done(re=1)) is None


def test_what_a_whole_snapshot_did_not_bring_is_gone(world: Snapshot) -> None:
    kept, gone = make.a_request(), make.a_request(state=RequestState.RINGING)
    apply(world, RequestChanged(request=kept), 0.0)
    apply(world, RequestChanged(request=gone), 0.0)
    changes = prune(world, {Kind.REQUEST: {kept.request_id}})
    assert [change.id for change in changes] == [gone.request_id]
    assert list(world.requests) == [kept.request_id]
    assert list(world.ends_at) == [kept.request_id]


def test_a_removed_record_is_forgotten_once(world: Snapshot) -> None:
    answer = make.an_answer()
    apply(world, AnswerChanged(answer=answer), 0.0)
    gone = RecordRemoved(kind=RemovedKind.ANSWER, id=answer.answer_id)
    change = apply(world, gone, 0.0)
    assert change is not None
    assert (change.kind, change.before, change.after) == (Kind.ANSWER, answer, None)
    assert apply(world, gone, 0.0) is None
    assert world.answers == {}


def test_changes_heard_one_by_one_leave_the_same_world_as_a_fresh_snapshot(world: Snapshot) -> None:
    group, answer, ticket = make.a_group(), make.an_answer(), make.a_ticket()
    renamed = msgspec.structs.replace(group, version=2, name="First level")
    solved = msgspec.structs.replace(ticket, version=2, category="Printers")
    for message in (
        GroupChanged(group=group),
        AnswerChanged(answer=answer),
        TicketChanged(ticket=ticket),
        GroupChanged(group=renamed),
        TicketChanged(ticket=solved),
        GroupChanged(group=group),
        RecordRemoved(kind=RemovedKind.ANSWER, id=answer.answer_id),
    ):
        apply(world, message, 0.0)
    fresh = Snapshot()
    sign_in(fresh, make.a_profile())
    for message in (GroupChanged(group=renamed), TicketChanged(ticket=solved)):
        apply(fresh, message, 0.0)
    assert world == fresh


def test_closed_conversations_stay_although_a_snapshot_leaves_them_out(world: Snapshot) -> None:
    talk = make.a_conversation(open=False)
    apply(world, ConversationChanged(conversation=talk), 0.0)
    prune(world, {})
    assert talk.conversation_id in world.conversations


def test_what_was_erased_is_gone_from_the_world(world: Snapshot) -> None:
    contact, talk = make.a_contact(), make.a_conversation()
    apply(world, ContactChanged(contact=contact), 0.0)
    apply(world, ConversationChanged(conversation=talk), 0.0)
    gone = apply(world, RecordsErased(contact_ids=[contact.contact_id]), 0.0)
    assert gone is not None
    assert (gone.kind, gone.before, gone.after) == (Kind.CONTACT, contact, None)
    assert apply(world, RecordsErased(conversation_ids=[talk.conversation_id]), 0.0) is not None
    assert (world.contacts, world.conversations) == ({}, {})
    assert apply(world, RecordsErased(contact_ids=[contact.contact_id]), 0.0) is None
