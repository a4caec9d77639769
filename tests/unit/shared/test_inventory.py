"""What differs between two inventories, what a difference makes of one, and what is worth a report."""

from hypothesis import given
from hypothesis import strategies as st

from shared.inventory import Sections, applied, difference, is_news, is_remembered
from tests.support.inventories import COMPUTER, fact, gone

FACTS = st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.text(max_size=8))
ITEMS = st.dictionaries(st.sampled_from(["a", "b", "c"]), FACTS, max_size=3)
SECTION = st.dictionaries(st.sampled_from(["one", "two", "three", "four"]), ITEMS, min_size=1, max_size=4)
SECTIONS = st.dictionaries(st.sampled_from(["disks", "software", "network"]), SECTION, max_size=3)


@given(SECTIONS, SECTIONS)
def test_a_difference_applied_gives_the_whole(before: Sections, after: Sections) -> None:
    assert applied(before, difference(before, after)) == after


@given(SECTIONS, SECTIONS, SECTIONS)
def test_differences_one_after_the_other_give_the_whole(one: Sections, two: Sections, three: Sections) -> None:
    assert applied(applied(one, difference(one, two)), difference(two, three)) == three


@given(SECTIONS)
def test_what_is_the_same_is_no_difference(sections: Sections) -> None:
    assert difference(sections, sections) == []


@given(SECTIONS, SECTIONS)
def test_applying_changes_nothing_of_what_was_given(before: Sections, after: Sections) -> None:
    copy = {section: dict(items) for section, items in before.items()}
    applied(before, difference(before, after))
    assert before == copy


def test_facts_that_move_all_the_time_are_no_news_until_they_have_moved_a_step() -> None:
    assert not is_news(COMPUTER, [fact("disks", "/", free_bytes=1, free_percent=39)])
    assert not is_news(COMPUTER, [fact("os_sessions", "giulia@tty2", idle_s=900)])
    assert not is_news(COMPUTER, [fact("battery", "battery", percent=75, is_plugged=False)])
    assert is_news(COMPUTER, [fact("disks", "/", free_bytes=1, free_percent=38)])
    assert is_news(COMPUTER, [fact("battery", "battery", percent=70)])


def test_everything_else_is_news() -> None:
    assert is_news(COMPUTER, [fact("hardware", "memory", total_bytes=1)])
    assert is_news(COMPUTER, [fact("software", "dpkg:vim:amd64", name="vim")])
    assert is_news(COMPUTER, [gone("software", "dpkg:bash:amd64")])
    assert not is_news(COMPUTER, [])


def test_a_service_on_demand_that_comes_and_goes_is_not_remembered() -> None:
    on_demand, should_run = {"state": "running", "start": "manual"}, {"state": "running", "start": "auto"}
    assert not is_remembered("services", "state", on_demand, {**on_demand, "state": "stopped"})
    assert is_remembered("services", "state", on_demand, {**on_demand, "state": "failed"})
    assert is_remembered("services", "state", should_run, {**should_run, "state": "stopped"})


def test_of_a_program_only_its_version_is_remembered() -> None:
    assert is_remembered("software", "version", {}, {})
    assert not is_remembered("software", "size_bytes", {}, {})
