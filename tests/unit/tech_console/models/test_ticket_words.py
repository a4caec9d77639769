import pytest

from shared.protocol.tickets import HistoryRecord
from tech_console.models.ticket_words import change_words, event_of_change, view_words
from tech_console.state.ticket_views import TicketView
from tests.support.console_records import NOW


def change(what: str, before: str = "", after: str = "", who: str = "") -> HistoryRecord:
    return HistoryRecord(at=NOW, who=who, what=what, before=before, after=after)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (change("state", "open", "solved"), "State: Open → Solved"),
        (change("priority", "normal", "urgent"), "Priority: Normal → Urgent"),
        (change("assignee", "", "Anna Verdi"), "Assignee: Anna Verdi"),
        (change("assignee", "Anna Verdi", ""), "Assignee: Anna Verdi removed"),
        (change("merged", after="#7"), "Merged into #7"),
        (change("merged_from", after="#8"), "#8 was merged into this ticket"),
        (change("opened", after="tray"), "Opened: Agent's tray menu"),
        (change("description"), "Description changed"),
        (change("colour", "red", "{blue}"), "colour: red → {blue}"),
    ],
)
def test_a_change_is_a_sentence(qapp: object, record: HistoryRecord, words: str) -> None:
    assert plain(change_words(record)) == words


def test_in_a_thread_a_change_says_who_made_it(qapp: object) -> None:
    assert plain(event_of_change(change("state", "open", "solved", "Marco"))) == "Marco · State: Open → Solved"


def test_every_view_has_a_name_of_its_own(qapp: object) -> None:
    assert len({view_words(view) for view in TicketView}) == len(TicketView)
