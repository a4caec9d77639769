import msgspec

from shared.protocol.chat import ConversationChanged
from shared.protocol.requests import ChatRequestRecord, RequestChanged, RequestState
from tech_console.presenters.notices import Notice, NoticeKind
from tech_console.state.preference_values import PreferenceValues
from tests.support.console_records import a_conversation, a_message, a_request, stored
from tests.support.consoles import RELAY_URL, Played


class Heard:
    """What would be heard and shown."""

    def __init__(self, played: Played) -> None:
        self.sounds: list[str] = []
        self.notices: list[Notice] = []
        self.withdrawn: list[str] = []
        notices = played.console.notices
        notices.sound.connect(self.sounds.append)
        notices.notice.connect(self.notices.append)
        notices.withdrawn.connect(self.withdrawn.append)


def ended(played: Played, request: ChatRequestRecord, state: RequestState) -> None:
    played.link.push(RequestChanged(request=msgspec.structs.replace(request, version=9, state=state)))


def test_a_request_rings_and_is_shown(qapp: object) -> None:
    played, request = Played(), a_request(reason="printer")
    played.sign_in()
    heard = Heard(played)
    played.link.push(RequestChanged(request=request))
    assert heard.sounds == ["request"]
    assert [(notice.kind, notice.who, notice.text) for notice in heard.notices] == [
        (NoticeKind.REQUEST, "Giulia Rossi", "printer")
    ]
    ended(played, request, RequestState.CANCELLED)


def test_a_request_repeats_until_it_is_answered(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in()
    heard = Heard(played)
    played.link.push(RequestChanged(request=request))
    repeat = played.console.notices._repeat
    assert repeat.isActive()
    repeat.timeout.emit()
    assert heard.sounds == ["request", "request"]
    ended(played, request, RequestState.ACCEPTED)
    assert not repeat.isActive()
    assert heard.withdrawn == [request.request_id]


def test_a_request_nobody_took_is_told_as_missed(qapp: object) -> None:
    played, request = Played(), a_request()
    played.sign_in(RequestChanged(request=request))
    heard = Heard(played)
    ended(played, request, RequestState.EXPIRED)
    assert [notice.kind for notice in heard.notices] == [NoticeKind.MISSED]


def test_a_burst_of_messages_pings_once(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    played.sign_in(ConversationChanged(conversation=talk))
    heard = Heard(played)
    for seq in (1, 2, 3):
        played.link.say(stored(a_message(talk.conversation_id, seq)))
    assert heard.sounds == ["message"]
    assert len(heard.notices) == 1


def test_the_next_burst_after_reading_pings_again(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    played.sign_in(ConversationChanged(conversation=talk))
    heard = Heard(played)
    played.link.say(stored(a_message(talk.conversation_id, 1)))
    played.console.chats.load(talk.conversation_id)
    played.console.chats.mark_read(talk.conversation_id, 1)
    played.link.say(stored(a_message(talk.conversation_id, 2)))
    assert heard.sounds == ["message", "message"]


def test_the_talk_in_front_makes_no_sound(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    played.sign_in(ConversationChanged(conversation=talk))
    heard = Heard(played)
    played.console.notices.set_in_front(talk.conversation_id)
    played.link.say(stored(a_message(talk.conversation_id, 1)))
    assert (heard.sounds, heard.notices) == ([], [])


def test_sounds_and_notices_can_be_switched_off(qapp: object) -> None:
    quiet = PreferenceValues(relay_url=RELAY_URL, sound_requests=False, sound_messages=False, notifications=False)
    played, talk, request = Played(quiet), a_conversation(), a_request()
    played.sign_in(ConversationChanged(conversation=talk))
    heard = Heard(played)
    played.link.say(stored(a_message(talk.conversation_id, 1)))
    played.link.push(RequestChanged(request=request))
    ended(played, request, RequestState.CANCELLED)
    assert (heard.sounds, heard.notices) == ([], [])


def test_whoever_is_not_to_be_disturbed_hears_and_sees_nothing(qapp: object) -> None:
    played = Played(PreferenceValues(relay_url=RELAY_URL, is_undisturbed=True))
    request, talk = a_request(), a_conversation()
    played.sign_in(ConversationChanged(conversation=talk))
    heard = Heard(played)
    attention: list[str] = []
    played.console.notices.attention.connect(lambda: attention.append("!"))
    played.link.push(RequestChanged(request=request))
    played.link.say(stored(a_message(talk.conversation_id, 1)))
    played.console.notices._repeat.timeout.emit()
    assert (heard.sounds, heard.notices, attention) == ([], [], [])
    assert played.console.counts().requests == 1
    played.preferences.change(is_undisturbed=False)
    assert (heard.sounds, attention) == (["request"], ["!"])
    ended(played, request, RequestState.CANCELLED)


def test_a_request_calls_for_attention_with_the_sound_off_too(qapp: object) -> None:
    played, request = Played(PreferenceValues(relay_url=RELAY_URL, sound_requests=False)), a_request()
    played.sign_in()
    attention: list[str] = []
    played.console.notices.attention.connect(lambda: attention.append("!"))
    played.link.push(RequestChanged(request=request))
    assert attention == ["!"]
    ended(played, request, RequestState.CANCELLED)
