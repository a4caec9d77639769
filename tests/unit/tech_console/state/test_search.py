import pytest

from tech_console.state.search import Query, accepts, parse

KNOWN = ("customer", "is")
FIELDS = {"customer": lambda record: [record["customer"]], "is": lambda record: record["is"]}
RECORD = {"customer": "acme s.r.l.", "is": ["online", "approved"]}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("printer  offline", Query("printer offline")),
        ("customer:Acme printer", Query("printer", (("customer", "acme"),))),
        ('customer:"Acme s.r.l." is:online', Query("", (("customer", "acme s.r.l."), ("is", "online")))),
        ("10:30 http://x C:\\x aa:bb:cc", Query("10:30 http://x C:\\x aa:bb:cc")),
        ("colour:red", Query("colour:red", unknown=("colour",))),
        ("-customer:Acme -is:online", Query("", (), (("customer", "acme"), ("is", "online")))),
        ('pc-14 -printer -"two words"', Query("pc-14", absent=("printer", "two words"))),
        ("- a", Query("- a")),
        ("pc customer:", Query("pc")),
        ("-customer:", Query()),
        ('customer:""', Query("")),
        ('"two words"', Query("two words")),
    ],
)
def test_only_known_qualifiers_are_taken_out(text: str, query: Query) -> None:
    assert parse(text, KNOWN) == query


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("customer:acm", True),
        ("customer:beta", False),
        ("is:online", True),
        ("is:on", False),
        ("is:online is:x", False),
        ("-is:online", False),
        ("-is:offline", True),
    ],
)
def test_every_qualifier_must_hold(text: str, found: bool) -> None:
    assert accepts(parse(text, KNOWN), RECORD, FIELDS) is found
