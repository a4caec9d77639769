"""Who is at the device: the mailed token, its limits (P08, P09, P10), and a contact assigned beforehand."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa

from relay.db.tables import mail_outbox
from relay.services.orders import MailNotSent, MailSent
from shared.ids import ChatRequestId, ContactId, CustomerId, MailId, new_id
from shared.protocol.base import Error
from shared.protocol.directory import AssignDevices, SaveContact
from shared.protocol.identity import ConfirmIdentity, IdentityTokenQueued, SendIdentityToken
from shared.protocol.requests import AskTechnician
from tests.support.office import RELAY, Agent, Office, Person


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


@pytest.fixture
def giulia(office: Office) -> Agent:
    return office.agent(office.customer(), known=False)


def asks_mail(e_mail: str = "giulia@acme.example", first: str = "Giulia", last: str = "Verdi") -> SendIdentityToken:
    return SendIdentityToken(ref=1, first_name=first, last_name=last, e_mail=e_mail, language="it")


def pastes(token: str) -> ConfirmIdentity:
    return ConfirmIdentity(ref=2, token=token)


def mailed(office: Office, agent: Agent, e_mail: str = "giulia@acme.example") -> str:
    """Ask for a token and return what the mail will hold."""
    office.done(agent, asks_mail(e_mail))
    return str(json.loads(office.mails()[-1].params)["token"])


def another(token: str) -> str:
    """Return a token that is not this one."""
    return ("B" if token[0] == "A" else "A") + token[1:]


def asks_chat(office: Office, agent: Agent) -> str:
    return office.code(agent, AskTechnician(ref=1, request_id=ChatRequestId(new_id())))


# The first chat.


def test_the_first_chat_of_an_unknown_person_needs_confirmation(office: Office, anna: Person, giulia: Agent) -> None:
    #
    assert asks_chat(office, giulia) == "identity_required"


def test_a_pasted_token_confirms_the_person_once_and_for_all(office: Office, anna: Person, giulia: Agent) -> None:
    #
    token = mailed(office, giulia)
    office.done(giulia, pastes(f"  {token.lower()}\n"))
    assert asks_chat(office, giulia) == "done"
    office.passes(90 * 24 * 3600)
    office.wakes()
    assert asks_chat(office, giulia) == "done"


def test_the_shield_says_which_address_was_confirmed_and_when(office: Office, anna: Person, giulia: Agent) -> None:
    office.done(giulia, pastes(mailed(office, giulia)))
    request_id = ChatRequestId(new_id())
    office.done(giulia, AskTechnician(ref=1, request_id=request_id))
    shield = office.request(request_id).shield
    assert (shield.level, shield.method, shield.by) == (3, "e_mail", "giulia@acme.example")
    assert shield.at == office.clock.now()
    assert office.request(request_id).contact_name == "Giulia Verdi"


def test_another_address_was_never_confirmed(office: Office, anna: Person, giulia: Agent) -> None:
    # The shield must not say "confirmed" beside an address that a technician has typed since.
    office.done(giulia, pastes(mailed(office, giulia)))
    (contact,) = office.contacts()
    change = SaveContact(
        ref=1,
        contact_id=ContactId(contact.id),
        customer_id=giulia.customer_id,
        first_name="Giulia",
        last_name="Verdi",
        e_mail="sindaco@acme.example",
    )
    office.done(anna, change)
    request_id = ChatRequestId(new_id())
    office.done(giulia, AskTechnician(ref=1, request_id=request_id))
    shield = office.request(request_id).shield
    assert (shield.level, shield.method, shield.by) == (2, "assigned", anna.name)


def test_a_contact_assigned_beforehand_needs_no_confirmation(office: Office, anna: Person, giulia: Agent) -> None:
    #
    office.contact(giulia.customer_id, giulia)
    assert asks_chat(office, giulia) == "done"


def test_taking_the_assignment_away_asks_for_confirmation_again(office: Office, anna: Person, giulia: Agent) -> None:
    contact = office.contact(giulia.customer_id, giulia)
    office.done(anna, AssignDevices(ref=1, contact_id=contact, device_ids=[]))
    assert asks_chat(office, giulia) == "identity_required"


def test_a_confirmation_holds_for_the_os_session_it_was_made_on(office: Office, anna: Person) -> None:
    customer = office.customer()
    ugo = office.agent(customer, machine="shared", os_user="ugo", known=False)
    ada = office.agent(customer, machine="shared", os_user="ada", known=False)
    office.done(ada, pastes(mailed(office, ada)))
    assert asks_chat(office, ugo) == "identity_required"
    assert asks_chat(office, ada) == "done"


def test_confirming_an_address_of_a_known_contact_makes_no_second_one(
    office: Office, anna: Person, giulia: Agent
) -> None:
    office.contact(giulia.customer_id, e_mail="giulia@acme.example")
    office.done(giulia, pastes(mailed(office, giulia, "Giulia@ACME.example")))
    assert len(office.contacts()) == 1


def test_assurance_rises_in_an_open_talk_and_never_falls(office: Office, anna: Person, giulia: Agent) -> None:
    contact = office.contact(giulia.customer_id, giulia)
    talk = office.talk(giulia, anna)
    assert office.conversation(talk).shield.level == 2
    office.done(giulia, pastes(mailed(office, giulia)))
    assert office.conversation(talk).shield.level == 3
    office.done(anna, AssignDevices(ref=1, contact_id=contact, device_ids=[giulia.device_id]))
    assert office.conversation(talk).shield.level == 3


# The mail.


def test_the_mail_leaves_with_its_cause_and_knows_nothing_the_user_typed_but_the_address(
    office: Office, giulia: Agent
) -> None:
    # P10: no text of the requester's choice in it.
    office.done(giulia, asks_mail(first="Click http://x", last="now"))
    (mail,) = office.mails()
    assert (mail.recipient, mail.template, mail.language, mail.state) == (
        "giulia@acme.example", "identity_token", "it", "waiting",
    )  # fmt: skip
    assert list(json.loads(mail.params)) == ["token"]
    assert "Click" not in str(mail)


def test_only_a_keyed_hash_of_the_token_is_kept_once_the_mail_has_gone(office: Office, giulia: Agent) -> None:
    token = mailed(office, giulia)
    office.done(RELAY, MailSent(mail_id=MailId(office.mails()[0].id)))
    office.close()
    kept = b"".join(path.read_bytes() for path in office.config.state.glob("relay.db"))
    assert token.encode() not in kept
    office.reopen()
    assert office.mails()[0].params == "{}"


@pytest.mark.parametrize("bad", ["a@x,b@y", '"a@x"@y', "a@x\r\nBcc: b@y", "a" * 250 + "@x", "giulia"])
def test_anything_but_one_plain_address_gets_no_mail(office: Office, giulia: Agent, bad: str) -> None:
    # P11
    assert office.refusal(giulia, asks_mail(bad)).code in {"bad_text", "bad_frame"}
    assert office.mails() == []


@pytest.mark.parametrize("bad", ["Giulia\r\nBcc: x@y", "Giu\u2028lia", "Giu\x00lia"])
def test_a_name_with_a_line_end_gets_no_mail(office: Office, giulia: Agent, bad: str) -> None:
    # P11
    assert office.code(giulia, asks_mail(first=bad)) == "bad_text"
    assert office.mails() == []


def test_a_mail_that_does_not_leave_is_tried_again_ever_later_until_it_is_useless(
    office: Office, giulia: Agent
) -> None:
    # P40
    office.done(giulia, asks_mail())
    waits: list[dt.timedelta] = []
    while (mail := office.mails()[0]).state == "waiting":
        office.clock.at = mail.next_attempt_at
        office.done(RELAY, MailNotSent(mail_id=MailId(mail.id), error="452 later", final=False))
        waits.append(office.mails()[0].next_attempt_at - office.clock.at)
    assert [wait.seconds for wait in waits] == [5, 10, 20, 40, 80, 120, 120, 120, 120]
    assert [hint.note for hint in office.hints if hint.topic.value == "mail_failed"] == ["retry"] * 8 + ["final"]
    assert (office.mails()[0].state, office.mails()[0].params) == ("failed", "{}")


def test_a_mail_refused_for_good_is_not_tried_again(office: Office, giulia: Agent) -> None:
    # P40
    office.done(giulia, asks_mail())
    mail_id = MailId(office.mails()[0].id)
    office.done(RELAY, MailNotSent(mail_id=mail_id, error="550 no such mailbox", final=True))
    office.done(RELAY, MailNotSent(mail_id=mail_id, error="again", final=False))
    (mail,) = office.mails()
    assert (mail.state, mail.attempts, mail.last_error) == ("failed", 1, "550 no such mailbox")


# Wrong tokens.


def test_five_wrong_tries_and_the_right_one_comes_too_late(office: Office, giulia: Agent) -> None:
    # P08
    token = mailed(office, giulia)
    tries = [office.refusal(giulia, pastes(another(token))) for _ in range(5)]
    assert [refused.code for refused in tries] == ["wrong_code"] * 4 + ["expired"]
    assert [refused.params.get("left") for refused in tries[:4]] == [4, 3, 2, 1]
    assert office.code(giulia, pastes(token)) == "expired"
    assert office.contacts() == []


def test_four_wrong_tries_still_leave_the_right_one(office: Office, giulia: Agent) -> None:
    token = mailed(office, giulia)
    for _ in range(4):
        office.refusal(giulia, pastes(another(token)))
    assert office.code(giulia, pastes(token)) == "done"


def test_wrong_tries_are_counted_also_across_a_restart(office: Office, giulia: Agent) -> None:
    # P08
    token = mailed(office, giulia)
    for _ in range(5):
        office.refusal(giulia, pastes(another(token)))
        office.reopen()
    assert office.code(giulia, pastes(token)) == "expired"


def test_tries_of_one_commit_are_counted_one_by_one(office: Office, giulia: Agent) -> None:
    # P08: no race finds room between the count and the check.
    token = mailed(office, giulia)
    answers = office.say_together([(giulia, pastes(another(token)))] * 50 + [(giulia, pastes(token))])
    assert all(isinstance(answer, Error) for answer in answers)


@pytest.mark.parametrize(("minutes", "seconds", "code"), [(9, 59, "done"), (10, 1, "expired"), (10, 0, "expired")])
def test_a_token_lives_ten_minutes_by_the_relays_clock(
    office: Office, giulia: Agent, minutes: int, seconds: int, code: str
) -> None:
    # P09
    token = mailed(office, giulia)
    office.passes(minutes * 60 + seconds)
    assert office.code(giulia, pastes(token)) == code


def test_a_token_works_once(office: Office, giulia: Agent) -> None:
    # P09
    token = mailed(office, giulia)
    assert [office.code(giulia, pastes(token)) for _ in range(2)] == ["done", "expired"]


def test_a_newer_token_kills_the_older(office: Office, giulia: Agent) -> None:
    # P09
    old = mailed(office, giulia)
    office.passes(1)
    new = mailed(office, giulia)
    assert office.code(giulia, pastes(old)) == "wrong_code"
    assert office.code(giulia, pastes(new)) == "done"


def test_a_token_of_one_device_is_worth_nothing_on_another(office: Office, giulia: Agent) -> None:
    # P09
    colleague = office.agent(giulia.customer_id, known=False)
    token = mailed(office, giulia)
    assert office.code(colleague, pastes(token)) == "expired"
    mailed(office, colleague, "altro@acme.example")
    assert office.code(colleague, pastes(token)) == "wrong_code"
    assert office.code(giulia, pastes(token)) == "done"


def test_a_device_that_waits_for_approval_gets_no_mail(office: Office) -> None:
    # P04
    agent = office.agent(office.customer(policy="approve"), known=False)
    assert office.refusal(agent, asks_mail()).params == {"why": "waiting_for_approval"}
    assert office.refusal(agent, pastes("ABCD-EFGH")).params == {"why": "waiting_for_approval"}
    assert office.mails() == []


# Too many mails.


def test_one_address_gets_three_mails_an_hour_from_however_many_devices(office: Office) -> None:
    # P10: a thousand tries in the case; the cap shows after the fourth, and nobody can tell.
    customer = office.customer()
    agents = [office.agent(customer, known=False, helpdesk=False) for _ in range(20)]
    answers = [office.says(agent, asks_mail()) for agent in agents for _ in range(5)]
    assert answers == [IdentityTokenQueued(re=1, lifetime_ms=600_000)] * 100
    assert len(office.mails()) == 3
    office.passes(3601)
    office.done(agents[0], asks_mail("Giulia@ACME.EXAMPLE"))
    assert len(office.mails()) == 4


def test_one_device_sends_ten_mails_an_hour_to_however_many_addresses(office: Office, giulia: Agent) -> None:
    # P10
    for n in range(30):
        office.done(giulia, asks_mail(f"a{n}@acme.example"))
    assert len(office.mails()) == 10
    assert office.audit().count("identity.mail_capped") == 20


@pytest.mark.slow
def test_one_customer_sends_five_hundred_mails_a_day(office: Office) -> None:
    # P10
    customer = office.customer()
    agents = [office.agent(customer, known=False, helpdesk=False) for _ in range(52)]
    for agent in agents:
        office.say_together([(agent, asks_mail(f"{new_id()}@acme.example")) for _ in range(10)])
    assert len(office.mails()) == 500
    other = office.agent(office.customer("Beta"), known=False)
    office.done(other, asks_mail("x@beta.example"))
    assert len(office.mails()) == 501


def test_a_capped_request_leaves_the_token_that_is_on_its_way_alone(office: Office, giulia: Agent) -> None:
    tokens = [mailed(office, giulia) for _ in range(3)]
    office.done(giulia, asks_mail())
    assert office.code(giulia, pastes(tokens[-1])) == "done"


# Assigning.


def saves(customer_id: CustomerId, e_mail: str = "g@acme.example") -> SaveContact:
    contact_id = ContactId(new_id())
    return SaveContact(
        ref=1, contact_id=contact_id, customer_id=customer_id, first_name="G", last_name="V", e_mail=e_mail
    )


def test_an_assignment_is_vouched_for_by_name_and_audited(office: Office, anna: Person, giulia: Agent) -> None:
    #
    save = saves(giulia.customer_id)
    office.done(anna, save)
    office.done(anna, AssignDevices(ref=1, contact_id=save.contact_id, device_ids=[giulia.device_id]))
    request_id = ChatRequestId(new_id())
    office.done(giulia, AskTechnician(ref=1, request_id=request_id))
    shield = office.request(request_id).shield
    assert (shield.level, shield.method, shield.by) == (2, "assigned", "Anna Neri")
    assert "contact.devices_assigned" in office.audit()


def test_one_address_is_one_contact_of_a_customer(office: Office, anna: Person, giulia: Agent) -> None:
    first = saves(giulia.customer_id)
    office.done(anna, first)
    refused = office.refusal(anna, saves(giulia.customer_id, "G@ACME.example"))
    assert (refused.code, refused.params) == ("conflict", {"what": "e_mail_known", "contact_id": first.contact_id})
    office.done(anna, saves(office.customer("Beta")))


def test_a_contact_is_never_assigned_to_another_customers_device(office: Office, anna: Person, giulia: Agent) -> None:
    save = saves(office.customer("Beta"))
    office.done(anna, save)
    assign = AssignDevices(ref=1, contact_id=save.contact_id, device_ids=[giulia.device_id])
    assert office.code(anna, assign) == "not_found"


def test_a_person_may_have_several_devices_and_a_device_several_people(
    office: Office, anna: Person, giulia: Agent
) -> None:
    second = office.agent(giulia.customer_id, known=False)
    office.contact(giulia.customer_id, giulia, second)
    office.contact(giulia.customer_id, second, giulia)
    assert [asks_chat(office, agent) for agent in (giulia, second)] == ["done", "done"]


def test_a_confirmed_address_survives_the_assignment_of_the_same_contact(
    office: Office, anna: Person, giulia: Agent
) -> None:
    office.done(giulia, pastes(mailed(office, giulia)))
    (contact,) = office.contacts()
    office.done(anna, AssignDevices(ref=1, contact_id=ContactId(contact.id), device_ids=[giulia.device_id]))
    request_id = ChatRequestId(new_id())
    office.done(giulia, AskTechnician(ref=1, request_id=request_id))
    assert office.request(request_id).shield.level == 3


def test_the_outbox_survives_a_restart(office: Office, giulia: Agent) -> None:
    office.done(giulia, asks_mail())
    office.reopen()
    assert [row.state for row in office.rows(sa.select(mail_outbox))] == ["waiting"]
