from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.tray import TrayState, state_words, tray_state, tray_words
from shared.link.events import OutboxCounted
from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import Direction, RequestChanged
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


def test_the_icon_shows_the_most_urgent_thing(presenters: AgentPresenters, link: FakeLink) -> None:
    assert tray_state(presenters) is TrayState.DISCONNECTED
    link.say(*e.ready(approved=False))
    assert tray_state(presenters) is TrayState.NO_APPROVAL
    link.say(e.received(e.counter_of()))
    assert tray_state(presenters) is TrayState.CONNECTED
    link.say(e.received(ConversationChanged(conversation=e.conversation_of())))
    assert tray_state(presenters) is TrayState.IN_CHAT
    link.say(e.received(RequestChanged(request=e.request_of(Direction.FROM_TECHNICIAN))))
    assert tray_state(presenters) is TrayState.REQUEST_WAITING


def test_the_tool_tip_says_who_what_and_how_much(presenters: AgentPresenters, link: FakeLink) -> None:
    record = e.conversation_of()
    link.say(e.opened(record, unread={record.conversation_id: 2}), *e.ready(), OutboxCounted(waiting=1))
    words = tray_words(presenters)
    assert words.startswith(e.ORGANISATION)
    assert "2 unread" in words
    assert "1 message" in words


def test_a_technician_who_waits_is_named_as_such(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready(), e.received(RequestChanged(request=e.request_of(Direction.FROM_TECHNICIAN))))
    assert state_words(presenters) in tray_words(presenters)
