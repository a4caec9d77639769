import pytest

from endpoint_agent.presenters.services import ServicesPresenter
from shared.ids import ServiceId, new_id
from shared.protocol.routing import ServiceChanged, ServiceRecord
from tests.support import agent_events as e
from tests.support.fake_link import FakeLink


def a_service(name: str, description: str = "", **changes: bool) -> ServiceRecord:
    return ServiceRecord(
        service_id=ServiceId(new_id()),
        version=1,
        name=name,
        description=description,
        active=changes.get("active", True),
        is_default=changes.get("is_default", False),
    )


GENERAL = a_service("General help", is_default=True)
PRINTING = a_service("Stampanti", "Carta, toner, qualità di stampa")


@pytest.fixture
def services(qapp: object, link: FakeLink) -> ServicesPresenter:
    made = ServicesPresenter(link)
    link.listen(made.handle)
    link.say(e.opened(), *e.ready(), *(e.received(ServiceChanged(service=s)) for s in (PRINTING, GENERAL)))
    return made


def test_the_default_stands_first(services: ServicesPresenter) -> None:
    assert [service.name for service in services.all()] == ["General help", "Stampanti"]
    assert services.default() == GENERAL


@pytest.mark.parametrize("words", ["toner", "CARTA stamp", "qualita", "  "])
def test_a_service_is_found_by_words_of_its_name_and_description(services: ServicesPresenter, words: str) -> None:
    assert PRINTING in services.found(words)


def test_a_word_that_is_nowhere_finds_nothing(services: ServicesPresenter) -> None:
    assert services.found("toner violin") == []


def test_a_service_that_was_switched_off_cannot_be_chosen(services: ServicesPresenter, link: FakeLink) -> None:
    off = a_service("Old")
    link.say(e.received(ServiceChanged(service=off)))
    link.say(
        e.received(
            ServiceChanged(service=ServiceRecord(service_id=off.service_id, version=2, name="Old", active=False))
        )
    )
    assert services.get(off.service_id) == GENERAL


def test_services_are_known_without_a_connection(services: ServicesPresenter, link: FakeLink) -> None:
    later = ServicesPresenter(link)
    later.handle(e.opened(settings=link.settings))
    assert later.all() == services.all()


def test_one_that_went_away_meanwhile_is_gone_after_the_next_sign_in(
    services: ServicesPresenter, link: FakeLink
) -> None:
    link.say(e.offline(), *e.ready(), e.received(ServiceChanged(service=GENERAL)))
    assert services.all() == [GENERAL]
