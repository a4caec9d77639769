import pytest

from shared.protocol.routing import AnswerRecord
from tech_console.state.answers import NAMES, About, asked_for, fill, find, values_for
from tech_console.state.apply import sign_in
from tech_console.state.snapshot import Snapshot
from tests.support import console_records as make

GIULIA = {"contact.first_name": "Giulia", "device.name": ""}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hello {contact.first_name}!", "Hello Giulia!"),
        ("Hello {contact.first_name|there}!", "Hello Giulia!"),
        ("Your {device.name|computer} is ready", "Your computer is ready"),
        ("Your computer {device.name|}is ready", "Your computer is ready"),
        ('Send {"json": 1} and {} and {A}', 'Send {"json": 1} and {} and {A}'),
        ("{contact.first_name}{contact.first_name}", "GiuliaGiulia"),
    ],
)
def test_variables_become_values_or_their_fallback(text: str, filled: str) -> None:
    assert (fill(text, GIULIA).text, fill(text, GIULIA).missing) == (filled, ())


@pytest.mark.parametrize("text", ["{device.name}", "{contact.shoe_size}", "{contact.shoe_size|large}"])
def test_what_cannot_be_filled_stays_to_be_seen(text: str) -> None:
    done = fill(text, GIULIA)
    assert done.text == text
    assert len(done.missing) == 1


def test_a_value_is_never_filled_again() -> None:
    assert fill("{contact.first_name}", {"contact.first_name": "{device.name}"}).text == "{device.name}"


def test_values_come_from_the_contact_the_ticket_and_who_is_signed_in() -> None:
    world, ticket = Snapshot(), make.a_ticket(number=1042)
    sign_in(world, make.a_profile())
    world.settings = make.provider_settings(organisation="Aurora IT")
    world.contacts[make.GIULIA] = make.a_contact(first_name="Giulia", last_name="De Rossi")
    world.tickets[ticket.ticket_id] = ticket
    values = values_for(world, About(contact_id=make.GIULIA, ticket_id=ticket.ticket_id, device_name="PC-14"))
    assert fill(
        "{contact.last_name} #{ticket.number} {device.name} {technician.first_name} {organisation}", values
    ).text == ("De Rossi #1042 PC-14 Marco Aurora IT")


def test_every_variable_has_a_value_even_where_nothing_is_known() -> None:
    assert set(values_for(Snapshot(), About())) == set(NAMES)


def test_a_person_without_a_contact_is_called_as_the_talk_calls_them() -> None:
    assert values_for(Snapshot(), About(contact_name="Giulia Rossi"))["contact.first_name"] == "Giulia"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("/", ""),
        ("/hel", "hel"),
        ("Good morning /hel", "hel"),
        ("line\n/hel lo", "hel lo"),
        ("and/or", None),
        ("9 / 3", None),
        ("https://x", None),
        ("//", None),
        ("", None),
        ("/" + "x" * 60, None),
    ],
)
def test_a_slash_asks_for_an_answer_only_where_a_word_may_begin(before: str, words: str | None) -> None:
    assert asked_for(before) == words


def test_answers_are_found_by_any_of_their_words_shortcuts_first() -> None:
    def answer(shortcut: str, title: str, text: str = "text") -> AnswerRecord:
        return make.an_answer(shortcut=shortcut, title=title, text=text)

    body, title, shortcut = answer("zz", "Other", "restart it"), answer("yy", "Restart"), answer("restart", "A thing")
    assert find([body, title, shortcut], "RESTART") == [shortcut, title, body]
    assert find([body, title, shortcut], "restart it") == [body]
    assert find([body], "nothing") == []
