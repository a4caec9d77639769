import asyncio

from shared.ids import ConversationId, new_id
from shared.link.questions import NO_ANSWER, Questions
from shared.link.timers import Timers
from shared.protocol.base import Done, Error, Message
from shared.protocol.chat import CloseConversation

TALK = ConversationId(new_id())
CLOSE = CloseConversation(ref=0, conversation_id=TALK)


async def test_requests_are_numbered_from_one() -> None:
    posted: list[Message] = []
    questions = Questions(Timers(asyncio.get_running_loop()), posted.append)
    questions.ask(CLOSE, lambda _: None)
    questions.ask(lambda ref: CloseConversation(ref=ref, conversation_id=TALK), lambda _: None)
    questions.give_up()

    assert posted == [CloseConversation(ref=1, conversation_id=TALK), CloseConversation(ref=2, conversation_id=TALK)]


async def test_an_answer_finds_its_question_once() -> None:
    answers: list[Message] = []
    questions = Questions(Timers(asyncio.get_running_loop()), lambda _: None)
    questions.ask(CLOSE, answers.append)

    assert questions.settle(Done(re=1))
    assert not questions.settle(Done(re=1))
    assert answers == [Done(re=1)]


async def test_a_message_that_answers_nothing_is_left_alone() -> None:
    questions = Questions(Timers(asyncio.get_running_loop()), lambda _: None)

    assert not questions.settle(Error(code="bad_frame"))
    assert not questions.settle(CLOSE)


async def test_nobody_waits_for_ever() -> None:
    answers: list[Message] = []
    questions = Questions(Timers(asyncio.get_running_loop()), lambda _: None)
    questions.ask(CLOSE, answers.append)
    questions.ask(CLOSE, answers.append)
    questions.give_up()

    assert answers == [NO_ANSWER] * 2
