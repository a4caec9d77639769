"""The two switches and their inheritance, the provider's settings, the revision of a record."""

import pytest

from relay.services.orders import PutSetting
from shared.ids import ChatRequestId, CustomerId, new_id
from shared.protocol.directory import EnrolmentPolicy, SaveCustomer, SaveSettings, SetHelpdesk
from shared.protocol.requests import AskTechnician
from tests.support.office import LOCAL, Agent, Office, Person


@pytest.fixture
def anna(office: Office) -> Person:
    return office.technician()


def asks(office: Office, agent: Agent) -> str:
    answer = office.says(agent, AskTechnician(ref=1, request_id=ChatRequestId(new_id())))
    return str(getattr(answer, "params", {}).get("why", getattr(answer, "code", "done")))


def switches(customer: CustomerId, *, chat: bool | None) -> SaveCustomer:
    return SaveCustomer(
        ref=1, customer_id=customer, name="Acme", enrolment_policy=EnrolmentPolicy.AUTO, user_chat_enabled=chat
    )


def test_a_fresh_relay_has_chat_off(office: Office, anna: Person) -> None:
    #
    agent = office.agent(office.customer(user_chat=None))
    assert office.settings().user_chat_enabled is False
    assert asks(office, agent) == "chat_off"


def test_enable_chat_and_save(office: Office, anna: Person) -> None:
    #
    agent = office.agent(office.customer(user_chat=None))
    version = office.settings().version
    office.done(anna, SaveSettings(ref=1, version=version, user_chat_enabled=True, organisation="Aiuto srl"))
    assert office.settings().organisation == "Aiuto srl"
    assert asks(office, agent) == "done"


@pytest.mark.parametrize(
    ("provider", "customer", "may"),
    [(False, None, "chat_off"), (True, None, "done"), (True, False, "chat_off"), (False, True, "done")],
)
def test_a_customer_inherits_the_switch_until_it_has_its_own(
    office: Office, anna: Person, provider: bool, customer: bool | None, may: str
) -> None:
    #
    agent = office.agent(office.customer(user_chat=customer))
    settings = office.settings()
    office.done(anna, SaveSettings(ref=1, version=settings.version, user_chat_enabled=provider, organisation="S"))
    assert asks(office, agent) == may


def test_a_customer_can_go_back_to_inheriting(office: Office, anna: Person) -> None:
    customer = office.customer(user_chat=True)
    agent = office.agent(customer)
    office.done(anna, switches(customer, chat=None))
    assert asks(office, agent) == "chat_off"


def test_enabling_chat_reaches_only_devices_with_the_helpdesk_agent(office: Office, anna: Person) -> None:
    #
    customer = office.customer(user_chat=True)
    ready, not_yet = office.agent(customer), office.agent(customer, helpdesk=False)
    assert [asks(office, agent) for agent in (ready, not_yet)] == ["done", "helpdesk_off"]


def test_the_helpdesk_agent_is_activated_for_many_devices_at_once(office: Office, anna: Person) -> None:
    #
    customer = office.customer()
    agents = [office.agent(customer, helpdesk=False) for _ in range(3)]
    office.done(anna, SetHelpdesk(ref=1, device_ids=[agent.device_id for agent in agents], enabled=True))
    assert [row.helpdesk_enabled for row in office.devices()] == [True] * 3
    assert office.audit().count("device.helpdesk_on") == 3


def test_one_unknown_device_leaves_all_switches_alone(office: Office, anna: Person) -> None:
    agent = office.agent(office.customer(), helpdesk=False)
    unknown = agent.device_id[:-1] + ("0" if agent.device_id[-1] != "0" else "1")
    both = SetHelpdesk(ref=1, device_ids=[agent.device_id, type(agent.device_id)(unknown)], enabled=True)
    assert office.code(anna, both) == "not_found"
    assert [row.helpdesk_enabled for row in office.devices()] == [False]


def test_of_two_who_save_settings_the_second_is_told(office: Office, anna: Person) -> None:
    version = office.settings().version
    answers = [
        office.code(anna, SaveSettings(ref=1, version=version, user_chat_enabled=True, organisation=name))
        for name in ("Uno", "Due")
    ]
    assert answers == ["done", "conflict"]
    assert office.settings().organisation == "Uno"


@pytest.mark.parametrize("role", ["supervisor", "technician", "read_only"])
def test_only_who_manages_settings_saves_them(office: Office, role: str) -> None:
    person = office.technician(role=role)
    save = SaveSettings(ref=1, version=office.settings().version, user_chat_enabled=True, organisation="S")
    assert office.refusal(person, save).params == {"why": "role"}
    assert office.refusal(person, switches(office.customer(), chat=True)).params == {"why": "role"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("edition", '"it"', "done"),
        ("edition", '"saas"', "forbidden"),
        ("language", '"it"', "done"),
        ("user_chat_enabled", "true", "done"),
        ("user_chat_enabled", '"yes"', "forbidden"),
        ("smtp_port", "true", "forbidden"),
        ("smtp_port", "587", "done"),
        ("secret", '"x"', "not_found"),
        ("relay_id", '"x"', "not_found"),
    ],
)
def test_the_command_line_sets_known_settings_to_values_that_fit(
    office: Office, key: str, value: str, code: str
) -> None:
    # the edition is one of them.
    assert office.code(LOCAL, PutSetting(key=key, value=value)) == code


def test_no_technician_sets_what_belongs_to_the_command_line(office: Office, anna: Person) -> None:
    # An internal order on a client's connection is an unknown message.
    assert office.code(anna, PutSetting(key="language", value='"it"')) == "bad_frame"
