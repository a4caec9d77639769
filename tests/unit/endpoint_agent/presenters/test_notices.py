from endpoint_agent.presenters.agent import AgentPresenters
from endpoint_agent.presenters.notices import Notice, talk_notice
from shared.ids import ConversationId, new_id
from shared.mailbox.records import OutgoingState
from shared.protocol.chat import ConversationChanged
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink

TALK = ConversationId(new_id())


def notice(
    presenters: AgentPresenters, link: FakeLink, *, is_open: bool = True, is_accepted: bool = True
) -> Notice | None:
    record = e.conversation_of(TALK, is_open=is_open, is_accepted=is_accepted)
    link.say(e.received(ConversationChanged(conversation=record)), e.history(TALK))
    return talk_notice(presenters, presenters.chat.talks[TALK])


def test_nothing_is_said_while_all_is_well(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready())
    assert notice(presenters, link) is None


def test_without_connection_it_says_how_much_waits(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready(), e.offline())
    notice(presenters, link)
    link.say(e.outgoing(TALK, "a"), e.outgoing(TALK, "b"), e.outgoing(TALK, "c", OutgoingState.FAILED))
    said = talk_notice(presenters, presenters.chat.talks[TALK])
    assert said is not None
    assert said.can_reconnect
    assert "2 messages waiting for connection" in said.text or "2 message(s) waiting" in said.text


def test_a_message_that_was_left_says_so(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready())
    said = notice(presenters, link, is_accepted=False)
    assert said is not None
    assert "left for you" in said.text


def test_a_closed_conversation_has_its_own_foot(presenters: AgentPresenters, link: FakeLink) -> None:
    link.say(*e.ready())
    assert notice(presenters, link, is_open=False) is None
