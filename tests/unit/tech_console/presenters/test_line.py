import pytest

from shared.link.config import LinkConfig
from shared.link.events import LinkState
from shared.protocol.requests import SetAvailability
from tech_console.presenters.line import Line, NoRelay, Problem
from tests.support.consoles import RELAY_URL, ConsoleLink, Played

QUESTION = SetAvailability(ref=0, available=True)


def test_a_question_is_answered_once(qapp: object) -> None:
    played = Played()
    played.sign_in()
    answers: list[object] = []
    question = played.console.line.ask(QUESTION, "availability")
    question.done.connect(answers.append)
    played.link.answer()
    played.link.answer()
    assert len(answers) == 1


def test_a_refusal_that_no_screen_shows_is_told_to_all(qapp: object) -> None:
    played = Played()
    played.sign_in()
    failed: list[Problem] = []
    played.console.line.failed.connect(failed.append)
    played.console.line.ask(QUESTION, "availability", "me")
    played.link.refuse("forbidden", why="role")
    assert failed == [Problem(what="availability", code="forbidden", about="me", params={"why": "role"})]


def test_a_refusal_that_a_screen_shows_is_told_there_only(qapp: object) -> None:
    played = Played()
    played.sign_in()
    failed: list[Problem] = []
    refused: list[Problem] = []
    played.console.line.failed.connect(failed.append)
    question = played.console.line.ask(QUESTION, "availability")
    question.is_shown = True
    question.refused.connect(refused.append)
    played.link.refuse("forbidden")
    assert (len(refused), failed) == (1, [])


def test_closing_the_line_answers_what_is_open(qapp: object) -> None:
    played = Played()
    played.sign_in()
    refused: list[str] = []
    question = played.console.line.ask(QUESTION, "availability")
    question.refused.connect(lambda problem: refused.append(problem.code))
    played.console.stop()
    assert refused == ["unavailable"]
    assert played.link.did("stop")


def test_a_link_that_was_replaced_is_not_heard_any_more(qapp: object) -> None:
    links: list[ConsoleLink] = []

    def open_link(config: LinkConfig, listener: object) -> ConsoleLink:
        links.append(ConsoleLink(config, listener))  # type: ignore[arg-type]  # the line's own
        return links[-1]

    line = Line(open_link)
    line.open(LinkConfig(url=RELAY_URL))
    line.open(LinkConfig(url="wss://other.example"))
    links[0].say(type(line.state)(state=LinkState.READY))
    assert line.state.state is LinkState.STOPPED


def test_without_a_relay_nothing_can_be_asked(qapp: object) -> None:
    with pytest.raises(NoRelay):
        Played().console.line.ask(QUESTION, "availability")
