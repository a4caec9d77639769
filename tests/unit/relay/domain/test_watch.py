"""When a device begins to match a rule and when it stops, and what the ticket says."""

import datetime as dt

import pytest

from relay.domain import watch
from relay.domain.watch import Rule
from shared.errors import BadText, NotAllowed
from shared.protocol.inventory import DeviceFacts, WatchKind

NOW = dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC)
DISK = Rule(kind=WatchKind.DISK_BELOW, threshold=10)
REBOOT = Rule(kind=WatchKind.REBOOT_PENDING)
APPEARS = Rule(kind=WatchKind.SOFTWARE_APPEARS, pattern="TeamViewer")
GONE = Rule(kind=WatchKind.SOFTWARE_DISAPPEARS, pattern="defender")


@pytest.mark.parametrize(
    ("percent", "is_matching", "matches"),
    [(9, False, True), (10, False, False), (10, True, True), (11, True, True), (12, True, False), (-1, True, False)],
)
def test_a_disk_that_hovers_at_the_limit_matches_once(percent: int, is_matching: bool, matches: bool) -> None:
    facts = DeviceFacts(disk_free_percent=percent)
    assert watch.matches_facts(DISK, facts, is_matching=is_matching) is matches


def test_a_restart_that_is_due_matches_until_it_was_done() -> None:
    assert watch.matches_facts(REBOOT, DeviceFacts(is_reboot_pending=True), is_matching=False)
    assert not watch.matches_facts(REBOOT, DeviceFacts(), is_matching=True)


@pytest.mark.parametrize(
    ("rule", "before", "after", "is_matching", "matches"),
    [
        (APPEARS, ["bash"], ["bash", "TEAMVIEWER 15"], False, True),
        (APPEARS, ["teamviewer"], ["TeamViewer"], False, False),
        (APPEARS, ["teamviewer"], ["TeamViewer"], True, True),
        (APPEARS, ["teamviewer"], [], True, False),
        (APPEARS, None, ["TeamViewer"], False, False),
        (GONE, ["Windows Defender"], [], False, True),
        (GONE, [], [], False, False),
        (GONE, [], [], True, True),
        (GONE, [], ["Defender"], True, False),
        (GONE, None, [], False, False),
    ],
)
def test_a_program_counts_when_it_comes_or_goes_until_the_opposite_happens(
    rule: Rule, before: list[str] | None, after: list[str], is_matching: bool, matches: bool
) -> None:
    assert watch.matches_software(rule, before, after, is_matching=is_matching) is matches


def test_a_pattern_is_text_and_no_expression() -> None:
    assert watch.find("a.*b", ["axxb", "A.*B tools"]) == "A.*B tools"
    assert watch.find("STRASSE", ["straße"]) == "straße"


def test_off_means_longer_than_so_many_hours() -> None:
    rule = Rule(kind=WatchKind.OFFLINE_LONGER, threshold=24)
    assert watch.off_before(rule, NOW) == NOW - dt.timedelta(hours=24)


@pytest.mark.parametrize("rule", [DISK, REBOOT, APPEARS, GONE, Rule(kind=WatchKind.OFFLINE_LONGER, threshold=1)])
def test_rules_that_mean_something_are_taken(rule: Rule) -> None:
    watch.check_rule(rule)


@pytest.mark.parametrize(
    "rule",
    [
        Rule(kind=WatchKind.DISK_BELOW, threshold=0), Rule(kind=WatchKind.DISK_BELOW, threshold=100),
        Rule(kind=WatchKind.OFFLINE_LONGER), Rule(kind=WatchKind.OFFLINE_LONGER, threshold=100_000),
    ],
)  # fmt: skip
def test_a_threshold_that_means_nothing_is_refused(rule: Rule) -> None:
    with pytest.raises(NotAllowed):
        watch.check_rule(rule)


def test_a_pattern_of_one_letter_is_refused() -> None:
    with pytest.raises(BadText):
        watch.check_rule(Rule(kind=WatchKind.SOFTWARE_APPEARS, pattern="a"))


def test_the_ticket_lists_the_devices_in_the_providers_language() -> None:
    assert watch.title(DISK, "en") == "Less than 10 % of a disk is free"
    assert watch.title(DISK, "it") == "Su un disco è libero meno del 10 %"
    assert watch.description(DISK, [("PC-1", "9 %"), ("PC-2", "")], "it") == (
        "Su un disco è libero meno del 10 %\n\nDispositivi interessati ora: 2\n\n- PC-1 (9 %)\n- PC-2"
    )
    assert watch.description(DISK, [], "en").endswith("No device is concerned any more.")


@pytest.mark.parametrize("kind", WatchKind)
@pytest.mark.parametrize("language", ["it", "en", "xx"])
def test_every_kind_has_a_title_in_both_languages(kind: WatchKind, language: str) -> None:
    assert watch.title(Rule(kind=kind, threshold=7, pattern="x"), language)


def test_five_hundred_devices_fit_as_far_as_they_fit() -> None:
    text = watch.description(DISK, [(f"PC-{number:03}" + "x" * 60, "9 %") for number in range(500)], "en")
    assert len(text) < 8_000
    listed = text.count("\n- ")
    assert text.endswith(f"… and {500 - listed} more")
