"""Storing messages through the real writer: repetition, gaps, conflicts, group commit, who may speak (P29)."""

import pytest

from relay.db.gate import Gate
from relay.db.repositories import chat
from relay.domain.scope import RELAY_SCOPE
from relay.services.orders import MoveCursors, Moved, RelayCaller
from shared.ids import ConversationId, new_id
from shared.limits import MAX_TEXT_BYTES
from shared.protocol.base import Error
from shared.protocol.chat import CloseConversation, SendMessage, Sent
from tests.support.office import Agent, Office, Person, Voice, Who


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer())


@pytest.fixture
def talk(office: Office, anna: Person, giulia: Agent) -> ConversationId:
    return office.talk(giulia, anna)


def sent(office: Office, who: Who, message: SendMessage) -> Sent:
    return office.answer(who, message, Sent)


def test_what_both_say_is_kept_in_one_order(office: Office, anna: Person, giulia: Agent, talk: ConversationId) -> None:
    hers, mine = Voice(talk), Voice(talk)
    numbers = [
        sent(office, giulia, hers.say("la stampante non va")).seq,
        sent(office, anna, mine.say("vengo a vedere")).seq,
        sent(office, giulia, hers.say("grazie")).seq,
    ]
    assert numbers == [2, 3, 4]
    assert office.texts(talk) == ["la stampante non va", "vengo a vedere", "grazie"]
    assert [message.sender_name for message in office.messages(talk)] == [
        "",
        "Giulia Verdi",
        "Anna Neri",
        "Giulia Verdi",
    ]


def test_a_message_sent_again_is_answered_alike_and_stored_once(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    message = Voice(talk).say("ciao")
    first = sent(office, giulia, message)
    office.passes(3600)
    assert [sent(office, giulia, message) for _ in range(5)] == [first] * 5
    assert office.texts(talk) == ["ciao"]


def test_a_message_sent_again_after_a_restart_is_still_known(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    message = Voice(talk).say("ciao")
    first = sent(office, giulia, message)
    office.reopen()
    assert sent(office, giulia, message) == first


def test_the_same_message_twice_in_one_commit_is_stored_once(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    message = Voice(talk).say("ciao")
    answers = office.say_together([(giulia, message), (giulia, message)])
    assert answers[0] == answers[1]
    assert office.texts(talk) == ["ciao"]


def test_the_same_number_with_another_body_is_a_loud_error(office: Office, giulia: Agent, talk: ConversationId) -> None:
    # P29
    voice = Voice(talk)
    message = voice.say("ciao")
    sent(office, giulia, message)
    refused = office.refusal(giulia, voice.number(1, "addio", message.message_id))
    assert (refused.code, refused.params) == ("cid_conflict", {"message_id": message.message_id})
    assert office.texts(talk) == ["ciao"]


def test_the_same_id_under_another_number_is_a_loud_error(office: Office, giulia: Agent, talk: ConversationId) -> None:
    # P29: also inside one commit, where the first of the two is not on disk yet.
    voice, other = Voice(talk), Voice(talk)
    message = voice.say("ciao")
    sent(office, giulia, message)
    assert office.code(giulia, voice.number(2, "addio", message.message_id)) == "cid_conflict"
    assert office.code(giulia, other.number(1, "addio", message.message_id)) == "cid_conflict"
    second, third = voice.number(2, "due"), voice.number(3, "tre")
    answers = office.say_together(
        [(giulia, second), (giulia, voice.number(3, "due", second.message_id)), (giulia, third)]
    )
    assert [getattr(answer, "code", "done") for answer in answers] == ["done", "cid_conflict", "done"]
    assert office.texts(talk) == ["ciao", "due", "tre"]


def test_a_reused_id_harms_no_other_message_of_its_commit(office: Office, giulia: Agent, talk: ConversationId) -> None:
    # P29: the unique index finds it here, and the whole commit is run again one by one.
    voice = Voice(talk)
    first = voice.say("uno")
    sent(office, giulia, first)
    answers = office.say_together(
        [
            (giulia, voice.number(2, "due")),
            (giulia, voice.number(3, "x", first.message_id)),
            (giulia, voice.number(3, "tre")),
        ]
    )
    assert [getattr(answer, "code", "done") for answer in answers] == ["done", "cid_conflict", "done"]
    assert office.texts(talk) == ["uno", "due", "tre"]


def test_a_hole_is_named_and_nothing_behind_it_is_stored(office: Office, giulia: Agent, talk: ConversationId) -> None:
    voice = Voice(talk)
    refused = office.refusal(giulia, voice.number(3, "tre"))
    assert (refused.code, refused.params, refused.re) == ("gap", {"expected": 1}, 3)
    sent(office, giulia, voice.number(1, "uno"))
    assert office.refusal(giulia, voice.number(3, "tre")).params == {"expected": 2}
    assert office.texts(talk) == ["uno"]


def test_a_hole_inside_one_commit_stops_what_follows_it(office: Office, giulia: Agent, talk: ConversationId) -> None:
    voice = Voice(talk)
    answers = office.say_together(
        [(giulia, voice.number(n, str(n))) for n in (1, 3, 4, 2)] + [(giulia, voice.number(3, "3"))]
    )
    assert [getattr(answer, "code", "done") for answer in answers] == ["done", "gap", "gap", "done", "done"]
    assert office.texts(talk) == ["1", "2", "3"]


def test_hundreds_of_messages_of_many_talks_share_one_commit(office: Office, anna: Person) -> None:
    customer = office.customer()
    agents = [office.agent(customer) for _ in range(5)]
    talks = [office.talk(agent, anna) for agent in agents]
    voices = [Voice(talk) for talk in talks]
    given = [(agent, voice.say(f"{n}")) for n in range(100) for agent, voice in zip(agents, voices, strict=True)]
    commits = len(office.audit())
    answers = office.say_together(list(given))
    assert [type(answer) for answer in answers] == [Sent] * 500
    assert len(office.audit()) == commits
    assert [office.texts(talk) for talk in talks] == [[str(n) for n in range(100)]] * 5
    assert [office.conversation(talk).head for talk in talks] == [101] * 5
    assert [m.seq for m in office.messages(talks[0])] == list(range(1, 102))


def test_a_refused_order_leaves_its_commit_untouched(office: Office, giulia: Agent, talk: ConversationId) -> None:
    voice = Voice(talk)
    answers = office.say_together(
        [
            (giulia, voice.say("prima")),
            (giulia, CloseConversation(ref=8, conversation_id=ConversationId(new_id()))),
            (giulia, voice.say("dopo")),
        ]
    )
    assert [getattr(answer, "code", "done") for answer in answers] == ["done", "not_found", "done"]
    assert office.texts(talk) == ["prima", "dopo"]


def test_a_closed_talk_takes_nothing_new_and_still_knows_the_old(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    voice = Voice(talk)
    message = voice.say("ciao")
    first = sent(office, giulia, message)
    office.done(giulia, CloseConversation(ref=1, conversation_id=talk))
    assert office.refusal(giulia, voice.say("ancora")).params == {"why": "closed"}
    assert sent(office, giulia, message) == first


def test_nobody_speaks_in_a_talk_of_others(office: Office, anna: Person, giulia: Agent, talk: ConversationId) -> None:
    bruno = office.technician("Bruno Blu")
    colleague = office.agent(giulia.customer_id)
    assert office.refusal(bruno, Voice(talk).say("sono qui")).params == {"why": "not_a_member"}
    assert office.code(colleague, Voice(talk).say("anch'io")) == "not_found"
    together = office.say_together([(giulia, Voice(talk).say("ciao")), (colleague, Voice(talk).say("anch'io"))])
    assert isinstance(together[1], Error)
    assert together[1].code == "not_found"
    assert office.texts(talk) == ["ciao"]


def test_customers_stay_apart_inside_one_commit(office: Office, anna: Person) -> None:
    # P16: a commit looks its conversations up together, each message is still judged by its own caller.
    giulia, carlo = office.agent(office.customer("Acme")), office.agent(office.customer("Bolt"), os_user="carlo")
    bruno = office.technician("Bruno Blu", role="technician", customers=[carlo.customer_id])
    hers, his = office.talk(giulia, anna), office.talk(carlo, bruno)
    given: list[tuple[Who, ConversationId]] = [
        (giulia, hers),
        (carlo, hers),
        (giulia, his),
        (carlo, his),
        (bruno, hers),
        (bruno, his),
        (anna, hers),
    ]
    answers = office.say_together([(who, Voice(talk).say(f"{n}")) for n, (who, talk) in enumerate(given)])
    expected = ["done", "not_found", "not_found", "done", "not_found", "done", "done"]
    assert [getattr(answer, "code", "done") for answer in answers] == expected
    assert (office.texts(hers), office.texts(his)) == (["0", "6"], ["3", "5"])


def test_marks_of_many_move_together_and_only_forward(office: Office, anna: Person, giulia: Agent) -> None:
    talks = [office.talk(giulia, anna), office.talk(office.agent(giulia.customer_id), anna)]
    member = anna.technician_id

    def marks(delivered: int, read: int) -> list[tuple[int, int]]:
        moved = [
            Moved(giulia.customer_id, talk, member, delivered, read) for talk in [*talks, ConversationId(new_id())]
        ]
        office.done(RelayCaller(), MoveCursors(moved=moved))
        with office.engine.begin() as connection:
            rows = chat.cursors_of(Gate(connection, RELAY_SCOPE), [(talk, member) for talk in talks])
        return [(row.delivered, row.read) for row in rows]

    sent(office, giulia, Voice(talks[0]).say("ciao"))
    assert marks(1, 0) == [(1, 0), (1, 0)]
    assert sorted(marks(9, 9)) == [(1, 1), (2, 2)]
    assert sorted(marks(1, 1)) == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * MAX_TEXT_BYTES, "done"), ("è" * MAX_TEXT_BYTES, "too_big"), (" \n ", "bad_text"), ("a\x00b", "bad_text")],
)
def test_a_text_is_bounded_and_free_of_control_characters(
    office: Office, giulia: Agent, talk: ConversationId, text: str, code: str
) -> None:
    assert office.code(giulia, Voice(talk).say(text)) == code
    assert office.texts(talk) == [text] * (code == "done")


def test_an_older_connection_of_the_same_key_stores_nothing(
    office: Office, giulia: Agent, talk: ConversationId
) -> None:
    # P30: the fence is in the database, not in the socket.
    newer = office.sign_in(giulia.customer_id, giulia.device_id, giulia.key_id)
    assert office.code(giulia, Voice(talk).say("vecchia")) == "replaced"
    assert office.code(newer, Voice(talk).say("nuova")) == "done"
    assert office.texts(talk) == ["nuova"]
