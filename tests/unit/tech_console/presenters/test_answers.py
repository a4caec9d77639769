import pytest

from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import ContactChanged
from shared.protocol.routing import AnswerChanged, AnswerScope, GroupChanged, RemoveAnswer, SaveAnswer
from shared.protocol.tickets import TicketChanged
from tests.support.console_records import (
    COLLEAGUE,
    GIULIA,
    a_contact,
    a_conversation,
    a_group,
    a_profile,
    a_ticket,
    an_answer,
)
from tests.support.consoles import Played


def test_an_answer_is_filled_for_the_person_of_the_talk(qapp: object) -> None:
    played, talk, answer = Played(), a_conversation(contact_id=GIULIA), an_answer()
    played.sign_in(ConversationChanged(conversation=talk), ContactChanged(contact=a_contact(first_name="Giulietta")))
    assert played.console.answers.fill_for_talk(answer, talk.conversation_id).text == "Good morning Giulietta"


def test_an_answer_is_filled_for_the_requester_of_a_ticket(qapp: object) -> None:
    played, ticket = Played(), a_ticket(number=7, contact_name="Giulia Rossi", snapshot={"user": "giulia"})
    played.sign_in(TicketChanged(ticket=ticket))
    answer = an_answer(text="{contact.first_name}, #{ticket.number}, {device.user}")
    assert played.console.answers.fill_for_ticket(answer, ticket.ticket_id).text == "Giulia, #7, giulia"


def test_nothing_is_sent_by_choosing_an_answer(qapp: object) -> None:
    played, talk, answer = Played(), a_conversation(), an_answer()
    played.sign_in(ConversationChanged(conversation=talk), AnswerChanged(answer=answer))
    before = len(played.link.asked)
    assert played.console.answers.find("greet") == [answer]
    played.console.answers.fill_for_talk(answer, talk.conversation_id)
    assert (len(played.link.asked), played.link.did("send_text")) == (before, [])


@pytest.mark.parametrize(
    ("answer", "rights", "may"),
    [
        (an_answer(scope=AnswerScope.PRIVATE), [], True),
        (an_answer(scope=AnswerScope.ALL), [], False),
        (an_answer(scope=AnswerScope.GROUP, owner_id=COLLEAGUE), [], False),
        (an_answer(scope=AnswerScope.ALL, owner_id=COLLEAGUE), ["manage_settings"], True),
    ],
)
def test_answers_of_others_need_the_right_to_change_settings(
    qapp: object, answer: object, rights: list[str], *, may: bool
) -> None:
    played = Played()
    played.sign_in(profile=a_profile(rights=rights))
    assert played.console.answers.may_change(answer) is may  # type: ignore[arg-type]  # the parameters are records


def test_the_scopes_offered_are_those_the_relay_would_take(qapp: object) -> None:
    played = Played()
    played.sign_in(profile=a_profile(rights=[]))
    assert played.console.answers.scopes() == [AnswerScope.PRIVATE]
    played.link.push(GroupChanged(group=a_group()))
    assert played.console.answers.scopes() == [AnswerScope.PRIVATE, AnswerScope.GROUP]


def test_a_saved_answer_has_a_shortcut_without_its_slash_and_no_group_unless_it_is_one_of_a_group(qapp: object) -> None:
    played, group = Played(), a_group()
    played.sign_in()
    played.console.answers.save(
        None, shortcut=" /hi ", title="Hi", text="Hello\n", scope=AnswerScope.ALL, group_id=group.group_id
    )
    message = played.link.last(SaveAnswer)
    assert (message.shortcut, message.text, message.group_id) == ("hi", "Hello", None)
    played.console.answers.remove(message.answer_id)
    assert played.link.last(RemoveAnswer).answer_id == message.answer_id
