from shared.ids import CustomerId
from shared.protocol.search import HitKind, Search, SearchHit, SearchResults
from tech_console.presenters.searching import SearchStage
from tests.support.console_records import ACME, PC14
from tests.support.consoles import Played


def a_hit(title: str = "PC-14", customer_id: CustomerId = ACME) -> SearchHit:
    return SearchHit(kind=HitKind.DEVICE, id=PC14, customer_id=customer_id, title=title)


def test_a_search_waits_until_typing_pauses(qapp: object) -> None:
    played = Played()
    played.sign_in()
    for text in ("pr", "pri", "print"):
        played.console.searching.set_text(text)
    assert played.link.count(Search) == 0
    assert played.console.searching.stage is SearchStage.SEARCHING
    played.console.searching._pause.timeout.emit()
    assert played.link.last(Search).text == "print"


def test_one_letter_is_too_short(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.searching.set_text("p")
    played.console.searching.search_now()
    assert (played.link.count(Search), played.console.searching.stage) == (0, SearchStage.SHORT)


def test_an_answer_to_an_older_text_is_not_shown(qapp: object) -> None:
    played = Played()
    played.sign_in()
    searching = played.console.searching
    searching.set_text("printer")
    searching.search_now()
    late = played.link.asked[-1][0]
    searching.set_text("printers")
    searching.search_now()
    played.link.answer(SearchResults(re=0, hits=[a_hit("new")]))
    newest = played.link.asked.pop()
    assert played.link.asked[-1][0] == late
    played.link.answer(SearchResults(re=0, hits=[a_hit("old")]))
    played.link.asked.append(newest)
    assert [hit.title for hit in searching.hits] == ["new"]


def test_the_screen_says_whether_nothing_was_found_or_nothing_could_be_asked(qapp: object) -> None:
    played = Played()
    played.sign_in()
    searching = played.console.searching
    searching.set_text("zzz")
    searching.search_now()
    played.link.answer(SearchResults(re=0, hits=[]))
    stages = [searching.stage]
    searching.search_now()
    played.link.refuse("unavailable")
    assert [*stages, searching.stage] == [SearchStage.NOTHING, SearchStage.FAILED]
    assert searching.problem is not None
    searching.set_text("")
    assert (searching.stage, searching.hits) == (SearchStage.EMPTY, [])


def test_kinds_narrow_the_search(qapp: object) -> None:
    played = Played()
    played.sign_in()
    played.console.searching.set_text("printer")
    played.console.searching.set_kinds((HitKind.TICKET,))
    assert played.link.last(Search).kinds == [HitKind.TICKET]
