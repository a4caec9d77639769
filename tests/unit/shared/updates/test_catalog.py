"""Unit tests of shared/updates/catalog.py."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.updates.catalog import Facts, Offer, Wanted, newest, offers_of, order_of, path_of, platform_of

AGENT = {"program": "agent", "version": "1.2", "platform": "linux-amd64"}
PATH = "agent/1.2/linux-amd64/sportello-agent_1.2.deb"


def offer(version: str, *, suffix: str = "deb", program: Any = "agent", platform: str = "linux-amd64") -> Offer:
    facts = Facts(program=program, version=version, platform=platform)
    return Offer(path_of(facts, f"sportello_{version}.{suffix}"), facts)


def wanted(**others: Any) -> Wanted:
    return Wanted(program="agent", platform="linux-amd64", **others)


def test_ten_is_newer_than_nine() -> None:
    found = newest([offer("0.9"), offer("0.10"), offer("0.2.30")], wanted())
    assert found is not None
    assert found.facts.version == "0.10"


def test_what_one_has_is_not_newer() -> None:
    assert newest([offer("1.2"), offer("1.2.0"), offer("1.1.9")], wanted(above="1.2")) is None


def test_another_program_or_platform_is_never_chosen() -> None:
    others = [offer("9.0", program="console"), offer("9.0", platform="windows-amd64")]
    assert newest(others, wanted()) is None


def test_of_several_forms_the_systems_own_is_taken_unless_another_is_asked_for() -> None:
    forms = [offer("1.2", suffix="zip"), offer("1.2", suffix="deb"), offer("1.2", suffix="gz")]
    assert [found.suffix for suffix in ("", "gz") if (found := newest(forms, wanted(suffix=suffix)))] == ["deb", "gz"]


def test_a_file_is_ours_when_facts_and_path_say_the_same() -> None:
    assert [found.path for found in offers_of({PATH: {**AGENT, "more": 1}})] == [PATH]


@pytest.mark.parametrize(
    ("path", "custom"),
    [
        (PATH, None),
        (PATH, {**AGENT, "version": "2.0"}),
        (PATH, {**AGENT, "version": "1.2-rc1"}),
        (PATH, {**AGENT, "version": 1}),
        (PATH, {**AGENT, "program": "other"}),
        (PATH, {**AGENT, "platform": "../.."}),
        ("agent/1.2/linux-amd64/../x.deb", AGENT),
        ("agent/1.2/linux-amd64/.deb", AGENT),
        ("agent/1.2/linux-amd64/a b.deb", AGENT),
        ("agent/1.2/linux-amd64/a%2f.deb", AGENT),
        ("elsewhere/x.deb", AGENT),
        ("", AGENT),
    ],
)
def test_other_facts_and_odd_paths_are_none_of_ours(path: str, custom: Any) -> None:
    assert offers_of({path: custom}) == []


@given(st.text(max_size=20))
def test_a_name_is_one_plain_component_or_refused(name: str) -> None:
    path = path_of(Facts(**AGENT), name)  # type: ignore[arg-type]  # plain words
    assert not path or (path.count("/") == 3 and path.isascii() and " " not in path and "/." not in path)


@given(st.lists(st.integers(0, 999_999_999), min_size=1, max_size=4))
def test_zeros_at_the_end_do_not_count(numbers: list[int]) -> None:
    version = ".".join(map(str, numbers))
    assert order_of(version) == order_of(".".join(map(str, [*numbers, 0, 0][: max(4, len(numbers))])))


@pytest.mark.parametrize("version", ["", "1.", ".1", "v1", "1.2.3.4.5", "1 ", "\uff11", "1\n", "9" * 10])
def test_what_is_no_version_is_said(version: str) -> None:
    with pytest.raises(ValueError, match="no version"):
        order_of(version)


def test_platforms_have_one_name_everywhere() -> None:
    assert platform_of("linux", "x86_64") == "linux-amd64"
    assert platform_of("win32", "AMD64") == "windows-amd64"
    assert platform_of("darwin", "arm64") == "macos-arm64"
    assert platform_of("linux", "aarch64") == "linux-arm64"
