from shared.protocol.chat import ConversationChanged
from shared.protocol.directory import CustomerChanged, TechnicianChanged
from shared.protocol.routing import GroupChanged, TakeConversation, TransferConversation
from tech_console.presenters.handing import Person
from tests.support.console_records import ACME, COLLEAGUE, ME, a_conversation, a_customer, a_group, a_technician
from tests.support.consoles import Played


def test_a_talk_is_handed_on_with_a_comment(qapp: object) -> None:
    played, talk = Played(), a_conversation()
    played.sign_in(ConversationChanged(conversation=talk), TechnicianChanged(technician=a_technician()))
    assert played.console.handing.people(ACME) == [Person(COLLEAGUE, "Anna Verdi", is_online=True, follows=False)]
    played.console.handing.transfer(talk.conversation_id, technician_id=COLLEAGUE, comment=" knows SAP ")
    message = played.link.last(TransferConversation)
    assert (message.technician_id, message.group_id, message.comment) == (COLLEAGUE, None, "knows SAP")


def test_who_follows_the_customer_is_marked_for_talks_and_tickets(qapp: object) -> None:
    # H-14
    played = Played()
    played.sign_in(
        CustomerChanged(customer=a_customer(owner_id=COLLEAGUE)),
        TechnicianChanged(technician=a_technician(technician_id=ME, name="Aldo Neri")),
        TechnicianChanged(technician=a_technician()),
    )
    assert [(who.name, who.follows) for who in played.console.handing.people(ACME)] == [("Anna Verdi", True)]
    assignees = [(who.name, who.follows) for who in played.console.handing.assignees(ACME)]
    assert assignees == [("Anna Verdi", True), ("Aldo Neri", False)]


def test_a_talk_that_waits_for_my_group_is_taken_and_shown(qapp: object) -> None:
    group = a_group(technician_ids=[ME])
    played, talk = Played(), a_conversation(technician_id=COLLEAGUE, waiting_group_id=group.group_id)
    played.sign_in(GroupChanged(group=group), ConversationChanged(conversation=talk))
    assert played.console.handing.waiting() == [talk.conversation_id]
    assert played.console.handing.groups() == [(group.group_id, group.name)]
    opened: list[str] = []
    played.console.chats.opened.connect(opened.append)
    played.console.handing.take(talk.conversation_id)
    assert played.link.last(TakeConversation).conversation_id == talk.conversation_id
    played.link.answer()
    assert opened == [talk.conversation_id]
