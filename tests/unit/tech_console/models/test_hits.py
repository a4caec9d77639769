import pytest

from shared.protocol.search import HitKind, SearchHit
from tech_console.models.hits import HitModel, grouped, pieces, spoken
from tests.support.console_records import ACME, PC14


def hit(kind: HitKind, title: str, excerpt: str = "") -> SearchHit:
    return SearchHit(kind=kind, id=PC14, customer_id=ACME, title=title, excerpt=excerpt)


@pytest.mark.parametrize(
    ("excerpt", "parts"),
    [
        ("the \ue000printer\ue001 burns", [("the ", False), ("printer", True), (" burns", False)]),
        ("\ue000a\ue001\ue000b\ue001", [("a", True), ("b", True)]),
        ("no mark", [("no mark", False)]),
        ("open \ue000never closed", [("open ", False), ("never closed", False)]),
        ("\ue001closed before", [("closed before", False)]),
        ("<b>bold</b> \ue000&amp;\ue001", [("<b>bold</b> ", False), ("&amp;", True)]),
        ("", []),
    ],
)
def test_marks_become_pieces_and_are_never_shown(excerpt: str, parts: list[tuple[str, bool]]) -> None:
    assert pieces(excerpt) == parts


def test_hits_stand_in_groups_in_the_order_of_the_relay() -> None:
    rows = grouped([hit(HitKind.MESSAGE, "m1"), hit(HitKind.TICKET, "t1"), hit(HitKind.MESSAGE, "m2")], {ACME: "Acme"})
    assert [row.heading or (row.hit.title if row.hit else "") for row in rows] == [
        "Tickets · 1",
        "t1",
        "Messages · 2",
        "m1",
        "m2",
    ]
    assert rows[1].where == "Acme"


def test_only_hits_can_be_chosen(qapp: object) -> None:
    model = HitModel()
    model.show_hits(grouped([hit(HitKind.TICKET, "t1")], {}))
    enabled = [bool(model.flags(model.index(row)).value) for row in range(model.rowCount())]
    assert (enabled, model.first_hit()) == ([False, True], 1)
    model.show_hits([])
    assert model.first_hit() == -1


def test_a_screen_reader_hears_title_words_and_customer() -> None:
    (_, row) = grouped([hit(HitKind.TICKET, "#1 Toner", "no \ue000toner\ue001 left")], {ACME: "Acme"})
    assert spoken(row) == "#1 Toner, no toner left, Acme"
